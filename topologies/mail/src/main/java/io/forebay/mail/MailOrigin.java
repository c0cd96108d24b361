package io.forebay.mail;

import java.util.Locale;
import java.util.Set;

/**
 * Whether a person wrote to a person, as far as the header tells.
 *
 * @param reply answers another message: In-Reply-To, References, or a subject that says so
 * @param list came through a mailing list (RFC 2369, RFC 2919, Precedence: list)
 * @param bulk says that it is bulk (Precedence: bulk or junk, Feedback-ID, List-Unsubscribe)
 * @param automatic was sent by a machine (RFC 3834)
 */
record MailOrigin(boolean reply, boolean list, boolean bulk, boolean automatic) {
  private static final Set<String> REPLY_PREFIXES =
      Set.of(
          "re", "aw", "antw", "antwort", "sv", "vs", "ref", "rép", "rep", "rif", "res", "odp", "ynt", "vá", "atb", "r", "回复", "回覆", "答复",
          "答覆", "返信", "回信", "답장", "회신");
  private static final Set<String> LIST_FIELDS =
      Set.of("list-id", "list-post", "list-help", "list-subscribe", "list-owner", "list-archive", "mailing-list", "x-beenthere");
  private static final Set<String> MACHINES =
      Set.of("noreply", "donotreply", "mailerdaemon", "postmaster", "autoreply", "autoresponder", "bounce", "bounces", "notifications");
  private static final int PREFIX_LENGTH_MAX = 20;

  /** Reads the header of a message. */
  static MailOrigin of(PartHeader header, Mailbox author, String subject) {
    boolean reply = false;
    boolean list = false;
    boolean bulk = false;
    boolean automatic = isMachine(author) || isReport(header);
    for (HeaderField field : header.fields()) {
      String value = field.value();
      switch (field.name()) {
        case "in-reply-to", "references" -> reply |= !value.isBlank();
        case "list-unsubscribe", "feedback-id" -> bulk = true;
        case "auto-submitted" -> automatic |= !startsWith(value, "no");
        case "return-path" -> automatic |= value.strip().equals("<>");
        case "x-auto-response-suppress", "x-failed-recipients" -> automatic = true;
        case "x-autoreply", "x-autorespond", "x-autoresponse" -> automatic |= !startsWith(value, "no");
        case "precedence" -> {
          list |= startsWith(value, "list");
          bulk |= startsWith(value, "bulk") || startsWith(value, "junk");
          automatic |= startsWith(value, "auto");
        }
        default -> list |= LIST_FIELDS.contains(field.name());
      }
    }
    return new MailOrigin(reply || isReplySubject(subject), list, bulk, automatic);
  }

  private static boolean startsWith(String value, String word) {
    return value.stripLeading().regionMatches(true, 0, word, 0, word.length());
  }

  private static boolean isReport(PartHeader header) {
    return header.mediaType().equals("multipart/report") || header.mediaType().equals("message/delivery-status");
  }

  private static boolean isMachine(Mailbox author) {
    int sign = author.address().indexOf('@');
    if (sign <= 0) {
      return author.name().equalsIgnoreCase("mailer-daemon");
    }
    String name = author.address().substring(0, sign).replace("-", "").replace("_", "").replace(".", "");
    int tag = name.indexOf('+');
    return MACHINES.contains(tag < 0 ? name : name.substring(0, tag));
  }

  private static boolean isReplySubject(String subject) {
    String rest = subject.stripLeading();
    int tagEnd = rest.startsWith("[") ? rest.indexOf(']') : -1;
    rest = tagEnd < 0 ? rest : rest.substring(tagEnd + 1).stripLeading();
    for (int i = 0; i < rest.length() && i < PREFIX_LENGTH_MAX; i++) {
      char c = rest.charAt(i);
      if (c == ':' || c == '：' || c == '[' || c == '(' || c == '^') {
        return REPLY_PREFIXES.contains(rest.substring(0, i).strip().toLowerCase(Locale.ROOT)) && rest.indexOf(c == '：' ? c : ':', i) >= 0;
      }
    }
    return false;
  }
}

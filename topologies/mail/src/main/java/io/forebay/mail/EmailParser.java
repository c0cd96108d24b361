package io.forebay.mail;

import io.forebay.schemas.InboundEmail;
import io.forebay.schemas.MailHeader;
import io.forebay.schemas.ParsedEmail;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes a {@link ParsedEmail} of an {@link InboundEmail}: the first step of the triage.
 *
 * <p>Whatever the bytes are, there is a result: broken mail is parsed as far as it goes and says in {@code defects} what was wrong. Time
 * and memory are bounded by {@link EmailLimits} and the size of the message. Immutable and thread safe. It has no clock:
 * {@code parseMicros} is left to the caller, who has one.
 */
public final class EmailParser {
  private static final int HEADERS_MAX = 64;
  private static final int HEADER_LENGTH_MAX = 256;
  private static final int SUBJECT_LENGTH_MAX = 998;
  private static final int RECIPIENTS_MAX = 50;
  private static final int TEXT_LENGTH_MAX = 65_536;
  private static final int QUOTED_LENGTH_MAX = 32_768;
  private static final int MEDIA_TYPES_MAX = 50;

  private final EmailLimits limits;

  /** A parser with {@link EmailLimits#DEFAULT}. */
  public EmailParser() {
    this(EmailLimits.DEFAULT);
  }

  /** A parser with limits of one's own. */
  public EmailParser(EmailLimits limits) {
    this.limits = limits;
  }

  /** Parses; never fails because of what the message contains. */
  public ParsedEmail parse(InboundEmail email) {
    Set<MailDefect> defects = EnumSet.noneOf(MailDefect.class);
    byte[] raw = bytes(email.getRaw());
    if (raw.length == 0) {
      defects.add(MailDefect.EMPTY);
    }
    if (email.getSizeBytes() > raw.length) {
      defects.add(MailDefect.TRUNCATED);
    }
    MimeWalk walk = new MimeWalk(limits, defects);
    MailPart message = walk.walk(raw);
    ParsedEmail parsed = new ParsedEmail();
    parsed.setEmailId(email.getEmailId());
    parsed.setTenant(email.getTenant());
    parsed.setReceivedAt(email.getReceivedAt());
    parsed.setRegion(email.getRegion());
    fillHeader(parsed, message.header(), email.getEmailId(), defects);
    fillBody(parsed, message, email, defects);
    parsed.setPartMediaTypes(firstOf(walk.mediaTypes(), MEDIA_TYPES_MAX));
    parsed.setDefects(defects.stream().map(Enum::name).toList());
    parsed.setParseMicros(0L);
    return parsed;
  }

  private static byte[] bytes(ByteBuffer raw) {
    if (raw.hasArray() && raw.arrayOffset() == 0 && raw.position() == 0 && raw.remaining() == raw.array().length) {
      return raw.array();
    }
    byte[] copy = new byte[raw.remaining()];
    raw.get(raw.position(), copy);
    return copy;
  }

  private static void fillHeader(ParsedEmail parsed, PartHeader header, String emailId, Set<MailDefect> defects) {
    String subject = TextLines.oneLine(EncodedWords.decode(header.first("subject"), defects));
    Mailbox author = author(header, defects);
    List<Mailbox> recipients = recipients(header, defects);
    MessageIds ids = MessageIds.of(header);
    MailOrigin origin = MailOrigin.of(header, author, subject);
    parsed.setSubject(TextLines.cut(subject, SUBJECT_LENGTH_MAX));
    parsed.setFromAddress(author.address());
    parsed.setFromName(author.name());
    parsed.setTo(firstOf(recipients.stream().map(Mailbox::address).toList(), RECIPIENTS_MAX));
    parsed.setRecipientCount(recipients.size());
    parsed.setSentAt(sentAt(header, defects));
    parsed.setMessageId(ids.messageId());
    parsed.setThreadId(ids.threadId() == null ? emailId : ids.threadId());
    parsed.setReply(origin.reply());
    parsed.setList(origin.list());
    parsed.setBulk(origin.bulk());
    parsed.setAutomatic(origin.automatic());
    parsed.setHeaders(headers(header, defects));
  }

  private static Mailbox author(PartHeader header, Set<MailDefect> defects) {
    Mailbox author =
        Stream.of("from", "sender")
            .flatMap(name -> Mailbox.parse(header.first(name), defects).stream())
            .findFirst()
            .orElse(Mailbox.NONE);
    if (author.address().isEmpty()) {
      defects.add(MailDefect.NO_AUTHOR);
    }
    return author;
  }

  private static List<Mailbox> recipients(PartHeader header, Set<MailDefect> defects) {
    return header.fields().stream()
        .filter(field -> field.name().equals("to") || field.name().equals("cc"))
        .flatMap(field -> Mailbox.parse(field.value(), defects).stream())
        .filter(mailbox -> !mailbox.address().isEmpty())
        .toList();
  }

  private static Instant sentAt(PartHeader header, Set<MailDefect> defects) {
    String field = header.first("date");
    if (field.isEmpty()) {
      defects.add(MailDefect.NO_DATE);
      return null;
    }
    Optional<Instant> date = MailDate.parse(field);
    if (date.isEmpty()) {
      defects.add(MailDefect.BAD_DATE);
    }
    return date.orElse(null);
  }

  private static List<MailHeader> headers(PartHeader header, Set<MailDefect> defects) {
    List<HeaderField> fields = firstOf(header.fields(), HEADERS_MAX);
    List<MailHeader> headers = new ArrayList<>(fields.size());
    for (HeaderField field : fields) {
      String value = EncodedWords.decode(TextLines.cut(field.value(), HEADER_LENGTH_MAX * 4), defects);
      headers.add(new MailHeader(TextLines.cut(field.name(), HEADER_LENGTH_MAX), TextLines.cut(value, HEADER_LENGTH_MAX)));
    }
    return headers;
  }

  private void fillBody(ParsedEmail parsed, MailPart message, InboundEmail email, Set<MailDefect> defects) {
    BodyContent content = new BodyContent(limits, defects);
    BodyContent.Shown shown = content.show(message);
    String body = TextLines.cut(shown.text(), limits.bodyCharsMax());
    ReplyText reply = ReplyText.split(body);
    String quoted = join(reply.quoted(), content.attachedText());
    if (body.length() < shown.text().length() || reply.own().length() > TEXT_LENGTH_MAX || quoted.length() > QUOTED_LENGTH_MAX) {
      defects.add(MailDefect.TEXT_LIMIT);
    }
    parsed.setText(TextLines.cut(reply.own(), TEXT_LENGTH_MAX));
    parsed.setQuotedText(TextLines.cut(quoted, QUOTED_LENGTH_MAX));
    parsed.setHtmlOnly(shown.origin() == BodyContent.Origin.HTML);
    parsed.setLinkHosts(content.linkHosts());
    parsed.setImageCount(content.imageCount());
    parsed.setCharsets(content.charsets());
    parsed.setAttachments(content.attachments());
    CanonicalContent canonical =
        new CanonicalContent(shown.text().length() + 1_024)
            .text(parsed.getSubject())
            .text(shown.text())
            .text(content.attachedText())
            .linkHosts(content.linkHosts())
            .attachments(content.attachments());
    if (defects.contains(MailDefect.TRUNCATED)) {
      canonical.text(Long.toString(email.getSizeBytes()));
    }
    parsed.setContentHash(canonical.hash());
  }

  private static String join(String quoted, String attached) {
    return quoted.isEmpty() || attached.isEmpty() ? (quoted + attached).strip() : quoted + "\n\n" + attached.strip();
  }

  private static <T> List<T> firstOf(List<T> list, int countMax) {
    return list.size() <= countMax ? list : List.copyOf(list.subList(0, countMax));
  }
}

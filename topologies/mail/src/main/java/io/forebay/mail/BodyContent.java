package io.forebay.mail;

import io.forebay.schemas.Attachment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a reader is shown of a message, and what is attached to it. One per message, not thread safe.
 *
 * <p>Of a multipart/alternative the plain text counts where there is any, else the HTML; the links and images of the HTML are counted
 * anyway. Of a multipart/related the root counts. Other parts follow each other; text that is neither marked as an attachment nor
 * named is part of the message. An attached message is an attachment, and its text is quoted.
 */
final class BodyContent {
  private static final int ATTACHMENTS_MAX = 50;
  private static final int CHARSETS_MAX = 10;
  private static final int LINKS_MAX = 100;
  private static final int FILE_NAME_LENGTH_MAX = 256;
  private static final int META_CHARSET_BYTES = 1_024;

  private final EmailLimits limits;
  private final Set<MailDefect> defects;
  private final LinkHosts linkHosts = new LinkHosts(LINKS_MAX);
  private final Set<String> charsets = new LinkedHashSet<>();
  private final List<Attachment> attachments = new ArrayList<>();
  private final StringBuilder attachedText = new StringBuilder();
  private int imageCount;
  private int htmlCharsLeft;

  BodyContent(EmailLimits limits, Set<MailDefect> defects) {
    this.limits = limits;
    this.defects = defects;
    this.htmlCharsLeft = limits.htmlCharsMax();
  }

  /** Where shown text comes from, least wanted first. */
  enum Origin {
    NONE,
    CALENDAR,
    HTML,
    PLAIN
  }

  /**
   * The text that a part shows.
   *
   * @param text lines end in {@code \n}; blank if and only if there is no origin
   */
  record Shown(String text, Origin origin) {
    static final Shown NOTHING = new Shown("", Origin.NONE);

    static Shown of(String text, Origin origin) {
      return text.isBlank() ? NOTHING : new Shown(text, origin);
    }
  }

  /** The text of messages that are attached. */
  String attachedText() {
    return attachedText.toString();
  }

  int imageCount() {
    return imageCount;
  }

  List<String> linkHosts() {
    return linkHosts.hosts();
  }

  /** As the text parts declared them, lower case, each once. */
  List<String> charsets() {
    return List.copyOf(charsets);
  }

  List<Attachment> attachments() {
    return attachments;
  }

  /** Takes a message; recursion is bounded by {@link EmailLimits#depthMax()}. */
  Shown show(MailPart part) {
    return show(part, true);
  }

  private Shown show(MailPart part, boolean first) {
    return switch (part) {
      case MailPart.Leaf leaf -> showLeaf(leaf, first);
      case MailPart.AttachedMessage attached -> attach(attached);
      case MailPart.Multipart multipart ->
          switch (multipart.header().mediaType()) {
            case "multipart/alternative" -> best(multipart);
            case "multipart/related" -> root(multipart, first);
            default -> all(multipart, first);
          };
    };
  }

  private Shown all(MailPart.Multipart multipart, boolean first) {
    StringBuilder text = new StringBuilder();
    Origin origin = Origin.NONE;
    for (MailPart part : multipart.parts()) {
      Shown shown = show(part, first && origin == Origin.NONE);
      if (shown.origin() != Origin.NONE) {
        text.append(text.isEmpty() ? "" : "\n\n").append(shown.text());
        origin = origin.compareTo(shown.origin()) > 0 ? origin : shown.origin();
      }
    }
    return new Shown(text.toString(), origin);
  }

  private Shown best(MailPart.Multipart alternative) {
    Shown best = Shown.NOTHING;
    for (MailPart part : alternative.parts()) {
      Shown shown = show(part, true);
      if (shown.origin().compareTo(best.origin()) > 0) {
        best = shown;
      }
    }
    return best;
  }

  private Shown root(MailPart.Multipart related, boolean first) {
    Shown root = Shown.NOTHING;
    for (MailPart part : related.parts()) {
      if (root.origin() == Origin.NONE) {
        root = show(part, first);
      } else if (part instanceof MailPart.Leaf leaf) {
        attach(leaf.header(), leaf.sizeBytes());
      } else {
        show(part, false);
      }
    }
    return root;
  }

  private Shown showLeaf(MailPart.Leaf leaf, boolean first) {
    PartHeader header = leaf.header();
    String disposition = header.disposition().value();
    boolean text = header.isText() || !header.followed();
    boolean named = !header.fileName().isEmpty() && !disposition.equals("inline");
    if (!text || disposition.equals("attachment") || (named && !first)) {
      attach(header, leaf.sizeBytes());
      return Shown.NOTHING;
    }
    noteCharset(header.getCharset());
    return switch (header.mediaType()) {
      case "text/html" -> html(leaf);
      case "text/calendar" -> {
        attach(header, leaf.sizeBytes());
        yield Shown.of(CalendarText.of(decoded(leaf, header.getCharset())), Origin.CALENDAR);
      }
      case "text/rfc822-headers", "text/x-vcard", "text/vcard", "text/x-amp-html" -> {
        attach(header, leaf.sizeBytes());
        yield Shown.NOTHING;
      }
      default -> plain(leaf);
    };
  }

  private Shown plain(MailPart.Leaf leaf) {
    ParameterisedValue type = leaf.header().contentType();
    String text = decoded(leaf, leaf.header().getCharset());
    if (type.parameter("format").equalsIgnoreCase("flowed")) {
      text = FlowedText.unwrap(text, type.parameter("delsp").equalsIgnoreCase("yes"));
    }
    linkHosts.addLinksIn(text);
    return Shown.of(text, Origin.PLAIN);
  }

  private Shown html(MailPart.Leaf leaf) {
    String charset = leaf.header().getCharset();
    String html = decoded(leaf, charset.isEmpty() ? metaCharset(leaf.content()) : charset);
    if (html.length() > htmlCharsLeft) {
      defects.add(MailDefect.TEXT_LIMIT);
      html = TextLines.cut(html, htmlCharsLeft);
    }
    htmlCharsLeft -= html.length();
    HtmlText rendered = HtmlText.of(html, limits.htmlDepthMax(), linkHosts);
    imageCount += rendered.imageCount();
    return Shown.of(rendered.text(), Origin.HTML);
  }

  private String decoded(MailPart.Leaf leaf, String charset) {
    return TextLines.normalised(TextDecoder.decode(leaf.content(), 0, leaf.content().length, charset, defects), defects);
  }

  /** The charset that the HTML itself declares, or an empty string. */
  private static String metaCharset(byte[] html) {
    String beginning =
        new String(html, 0, Math.min(html.length, META_CHARSET_BYTES), StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    int at = beginning.indexOf("<meta") < 0 ? -1 : beginning.indexOf("charset=");
    if (at < 0) {
      return "";
    }
    int start = at + "charset=".length();
    start += start < beginning.length() && (beginning.charAt(start) == '"' || beginning.charAt(start) == '\'') ? 1 : 0;
    int end = start;
    while (end < beginning.length() && "\"' >;/".indexOf(beginning.charAt(end)) < 0) {
      end++;
    }
    return beginning.substring(start, end);
  }

  private void noteCharset(String charset) {
    if (!charset.isEmpty() && charsets.size() < CHARSETS_MAX) {
      charsets.add(TextLines.cut(charset.toLowerCase(Locale.ROOT), FILE_NAME_LENGTH_MAX));
    }
  }

  private Shown attach(MailPart.AttachedMessage attached) {
    PartHeader inner = attached.message().header();
    String subject = TextLines.oneLine(EncodedWords.decode(inner.first("subject"), defects));
    attach(attached.header(), attached.sizeBytes());
    Shown shown = show(attached.message(), true);
    if (!subject.isEmpty() || shown.origin() != Origin.NONE) {
      attachedText.append(subject).append("\n\n").append(shown.text()).append("\n\n");
    }
    return Shown.NOTHING;
  }

  private void attach(PartHeader header, long sizeBytes) {
    if (attachments.size() < ATTACHMENTS_MAX) {
      String name = TextLines.cut(TextLines.oneLine(header.fileName()), FILE_NAME_LENGTH_MAX);
      boolean inline = header.disposition().value().equals("inline") || !header.contentId().isEmpty();
      attachments.add(new Attachment(name.isEmpty() ? null : name, header.mediaType(), sizeBytes, inline));
    }
  }
}

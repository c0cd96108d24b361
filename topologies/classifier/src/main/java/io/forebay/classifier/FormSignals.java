package io.forebay.classifier;

import io.forebay.schemas.Attachment;
import io.forebay.schemas.ParsedEmail;
import java.util.List;
import java.util.Set;

/** Signals of form and links: parts, charsets, attachments, images, and where links lead. */
final class FormSignals {
  private static final Set<String> PROGRAMS =
      Set.of("exe", "scr", "pif", "com", "bat", "vbs", "js", "jar", "cmd", "lnk", "hta", "wsf", "iso", "cpl");
  private static final List<String> FREE_HOSTS =
      List.of(
          "geocities.", "tripod.", "angelfire.", "yahoo.com", "members.", "freeservers.", "netfirms.", "hypermart.", "blogspot.", "000webhost",
          "weebly.", "bit.ly", "tinyurl.", "wixsite.", "freewebs.", "homestead.", "topcities.", "virtualave.", "fortunecity.", "cjb.net",
          "go.to", "web.app", "github.io");

  private FormSignals() {}

  static void form(ParsedEmail email, SpamHeader header, Words text, FeatureVector vector) {
    boolean html = false;
    boolean alternatives = false;
    for (String type : email.getPartMediaTypes()) {
      html |= type.equals("text/html");
      alternatives |= type.equals("multipart/alternative");
    }
    vector.flag(SpamSignal.HTML_ONLY, email.getHtmlOnly());
    vector.flag(SpamSignal.HTML_PART, html);
    vector.flag(SpamSignal.ALTERNATIVES, alternatives);
    vector.flag(SpamSignal.PLAIN_ONLY, !html);
    vector.flag(SpamSignal.ENCODED_TEXT, header.encoded);
    vector.flag(SpamSignal.UNDECLARED_CHARACTERS, text.nonAscii > 0.1 * Math.max(20, text.letters) && isUndeclared(email));
    vector.flag(SpamSignal.CHARSET_AGAINST_SCRIPT, isCharsetAgainstScript(email, text));
    vector.signal(SpamSignal.DEFECTS, email.getDefects().size() / 2.0);
    vector.signal(SpamSignal.ATTACHMENTS, email.getAttachments().size() / 2.0);
    vector.flag(SpamSignal.PROGRAM_ATTACHED, hasProgram(email.getAttachments()));
  }

  static void links(ParsedEmail email, Words text, FeatureVector vector) {
    List<String> hosts = email.getLinkHosts();
    int words = Math.max(1, text.count());
    vector.signal(SpamSignal.IMAGES, Math.log1p(email.getImageCount()) / 4);
    vector.signal(SpamSignal.IMAGES_FOR_TEXT, email.getImageCount() * 20.0 / words);
    vector.flag(SpamSignal.NO_LINKS, hosts.isEmpty());
    if (hosts.isEmpty()) {
      return;
    }
    String sender = MailAddresses.domainOf(email.getFromAddress());
    String first = hosts.getFirst();
    String before = "";
    int own = 0;
    int same = 0;
    boolean beforeIsOwn = false;
    for (String host : hosts) {
      if (!host.equals(before)) {
        beforeIsOwn = MailAddresses.sameSite(host, sender);
        place(host, vector);
        before = host;
      }
      own += beforeIsOwn ? 1 : 0;
      same += host.equals(first) ? 1 : 0;
    }
    vector.signal(SpamSignal.LINKS, Math.log1p(hosts.size()) / 4);
    vector.signal(SpamSignal.LINK_DENSITY, hosts.size() * 20.0 / words);
    vector.signal(SpamSignal.LINKS_TO_SENDER, (double) own / hosts.size());
    vector.flag(SpamSignal.LINKS_TO_ONE_PLACE, same == hosts.size());
    vector.flag(SpamSignal.LINKS_TO_MANY_PLACES, hosts.size() - same > 5);
  }

  /** Whether no charset but US-ASCII was declared. */
  static boolean isUndeclared(ParsedEmail email) {
    for (String charset : email.getCharsets()) {
      if (!charset.equals("us-ascii")) {
        return false;
      }
    }
    return true;
  }

  private static void place(String host, FeatureVector vector) {
    vector.flagOnce(SpamSignal.LINKS_TO_NUMBERS, MailAddresses.isNumericHost(host));
    vector.flagOnce(SpamSignal.LINKS_TO_ODD_HOSTS, MailAddresses.isOddHost(host));
    vector.flagOnce(SpamSignal.LINKS_TO_FREE_HOSTS, isFree(host));
  }

  private static boolean isFree(String host) {
    for (String free : FREE_HOSTS) {
      if (host.contains(free)) {
        return true;
      }
    }
    return false;
  }

  /** Ideographs in a text that was declared to be in a Western charset. */
  private static boolean isCharsetAgainstScript(ParsedEmail email, Words text) {
    if (text.ideographs * 2 < text.letters || text.letters < 20) {
      return false;
    }
    for (String charset : email.getCharsets()) {
      if (!charset.startsWith("iso-8859") && !charset.startsWith("windows-125") && !charset.equals("us-ascii")) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasProgram(List<Attachment> attachments) {
    for (Attachment attachment : attachments) {
      if (attachment.getFileName() != null && PROGRAMS.contains(TextShape.extension(attachment.getFileName()))) {
        return true;
      }
    }
    return false;
  }
}

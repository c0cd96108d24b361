package io.forebay.emails;

import io.forebay.schemas.MailHeader;
import io.forebay.schemas.ParsedEmail;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Signals of the header: who sends what to whom with which program. Reads the header once; not thread-safe. */
final class HeaderSignals {
  private static final Set<String> FREE_MAIL =
      Set.of(
          "hotmail.com", "yahoo.com", "aol.com", "msn.com", "excite.com", "lycos.com", "netscape.net", "mail.com", "email.com", "usa.net",
          "juno.com", "earthlink.net", "compuserve.com", "eudoramail.com", "netzero.net", "gmail.com", "outlook.com", "live.com", "gmx.de",
          "gmx.net", "web.de", "t-online.de", "freenet.de", "wanadoo.fr", "laposte.net", "free.fr", "orange.fr", "libero.it", "tiscali.it",
          "terra.es", "mail.ru", "yandex.ru", "163.com", "126.com", "sina.com", "sohu.com", "qq.com", "hanmail.net", "naver.com", "rediffmail.com",
          "yahoo.co.uk", "yahoo.fr", "yahoo.de", "icloud.com", "proton.me", "protonmail.com", "lycos.co.uk", "virgilio.it", "bigfoot.com", "caramail.com");
  private static final List<String> PERSONAL_CLIENTS =
      List.of(
          "mutt", "pine", "gnus", "exmh", "mh-e", "kmail", "evolution", "sylpheed", "mozilla", "thunderbird", "apple mail", "elm", "vm ", "wanderlust",
          "mew ", "balsa", "squirrelmail", "nmh", "imp/", "emacs", "claws", "k-9", "iphone mail", "ipad mail", "roundcube", "forte agent", "mulberry", "spruce", "vmailer");
  private static final List<String> OFFICE_CLIENTS =
      List.of("microsoft outlook", "outlook", "lotus notes", "microsoft entourage", "internet mail service", "novell groupwise", "eudora", "qualcomm", "zimbra", "the bat!", "becky", "calypso");
  private static final List<String> BULK_CLIENTS =
      List.of(
          "bulk", "mass", "group mail", "groupmail", "blast", "stealth", "emailer", "e-mailer", "mailer pro", "mailking", "worldmerge", "dynamailer",
          "campaign", "listmanager", "smtp.com", "aspmail", "jmail", "phpmailer", "php", "cdo", "sendblaster", "turbo", "dmailer", "diffondi", "floodgate",
          "extractor", "advanced direct", "avalanche", "cybercreek", "emailplatinum", "gammamail", "goldmine", "infomailer", "inet_mail", "mailcity", "oshirase",
          "power mailer", "powermailer", "quick shot", "ready aim fire", "sparc", "supermail", "ultimate", "mmailer", "mail bomber", "xmailer", "eclipse");

  private boolean hasTo;
  private boolean hasCc;
  private boolean undisclosed;
  private boolean answers;
  private boolean mimeVersion;
  private boolean mimeOle;
  private boolean unsubscribe;
  private boolean encoded;
  private String client = "";
  private String date = "";
  private String sender = "";
  private String replyTo = "";
  private String priority = "";

  /** Writes the signals of a message's header. */
  void write(ParsedEmail email, FeatureVector vector) {
    read(email.getHeaders());
    envelope(email, vector);
    conversation(email, vector);
    sender(email, vector);
    client(email, vector);
  }

  boolean saysMime() {
    return mimeVersion;
  }

  boolean saysEncoded() {
    return encoded;
  }

  private void read(List<MailHeader> headers) {
    hasTo = false;
    hasCc = false;
    undisclosed = false;
    answers = false;
    mimeVersion = false;
    mimeOle = false;
    unsubscribe = false;
    encoded = false;
    client = "";
    date = "";
    sender = "";
    replyTo = "";
    priority = "";
    for (MailHeader header : headers) {
      read(header.getName(), header.getValue());
    }
  }

  private void read(String name, String value) {
    switch (name) {
      case "to" -> {
        hasTo = true;
        undisclosed |= containsIgnoreCase(value, "undisclosed") || containsIgnoreCase(value, "recipient") || value.indexOf('@') < 0;
      }
      case "cc" -> hasCc = true;
      case "in-reply-to", "references" -> answers = true;
      case "mime-version" -> mimeVersion = true;
      case "x-mimeole" -> mimeOle = true;
      case "list-unsubscribe" -> unsubscribe = true;
      case "content-transfer-encoding" -> encoded |= containsIgnoreCase(value, "base64");
      case "x-mailer", "user-agent" -> client = client.isEmpty() ? value : client;
      case "date" -> date = date.isEmpty() ? value : date;
      case "sender" -> sender = value;
      case "reply-to" -> replyTo = value;
      case "x-priority", "x-msmail-priority", "importance" -> priority = priority.isEmpty() ? value : priority;
      default -> {
        // Everything else belongs to the way a message took or to the place where it was kept.
      }
    }
  }

  private void envelope(ParsedEmail email, FeatureVector vector) {
    String id = email.getMessageId();
    set(vector, SpamSignal.NO_MESSAGE_ID, id == null || id.isEmpty());
    if (id != null && !id.isEmpty()) {
      int at = id.lastIndexOf('@');
      String host = id.substring(at + 1);
      set(vector, SpamSignal.MESSAGE_ID_WITHOUT_DOMAIN, at < 0 || host.indexOf('.') < 0);
      set(vector, SpamSignal.MESSAGE_ID_OF_SENDERS_DOMAIN, at >= 0 && sameSite(host, domainOf(email.getFromAddress())));
      set(vector, SpamSignal.MESSAGE_ID_OF_BULK_TOOL, !mimeOle && isDollarHex(id, at));
    }
    set(vector, SpamSignal.NO_DATE, date.isEmpty());
    set(vector, SpamSignal.ODD_DATE, !date.isEmpty() && email.getSentAt() == null);
    set(vector, SpamSignal.ODD_ZONE, isOddZone(date));
    set(vector, SpamSignal.NO_TO, !hasTo);
    set(vector, SpamSignal.UNDISCLOSED_RECIPIENTS, hasTo && undisclosed);
    vector.signal(SpamSignal.MANY_RECIPIENTS.index(), Math.min(1, Math.log1p(Math.max(0, email.getRecipientCount() - 2)) / 3));
    set(vector, SpamSignal.TO_IS_SENDER, !email.getTo().isEmpty() && email.getTo().getFirst().equals(email.getFromAddress()));
    set(vector, SpamSignal.HAS_CC, hasCc);
  }

  private void conversation(ParsedEmail email, FeatureVector vector) {
    boolean claims = startsWithAnswer(email.getSubject());
    set(vector, SpamSignal.ANSWERS, answers);
    set(vector, SpamSignal.CLAIMS_TO_ANSWER, claims && !answers);
    set(vector, SpamSignal.LIST, email.getList());
    set(vector, SpamSignal.BULK, email.getBulk());
    set(vector, SpamSignal.AUTOMATIC, email.getAutomatic());
    set(vector, SpamSignal.UNSUBSCRIBE_HEADER, unsubscribe);
    set(vector, SpamSignal.SENDER_DIFFERS, !sender.isEmpty() && !email.getList() && !containsIgnoreCase(sender, email.getFromAddress()));
  }

  private void sender(ParsedEmail email, FeatureVector vector) {
    String address = email.getFromAddress();
    String name = email.getFromName();
    String domain = domainOf(address);
    String local = address.substring(0, Math.max(0, address.length() - domain.length() - 1));
    set(vector, SpamSignal.NO_SENDER, address.isEmpty());
    set(vector, SpamSignal.SENDER_WITHOUT_NAME, name.isBlank());
    set(vector, SpamSignal.SENDER_NAME_SHOUTS, shouts(name) || name.indexOf('!') >= 0 || name.indexOf('$') >= 0);
    set(vector, SpamSignal.SENDER_NAME_IS_ADDRESS, name.indexOf('@') >= 0);
    vector.signal(SpamSignal.SENDER_DIGITS.index(), Math.min(1, digits(local) / 4.0));
    set(vector, SpamSignal.SENDER_UNPRONOUNCEABLE, consonantRun(local) >= 5);
    set(vector, SpamSignal.SENDER_FREE_MAIL, FREE_MAIL.contains(domain));
    set(vector, SpamSignal.SENDER_DOMAIN_DIGITS, digits(domain) > 0);
    set(vector, SpamSignal.REPLY_TO_PRESENT, !replyTo.isEmpty() && !email.getList());
    int at = replyTo.lastIndexOf('@');
    set(vector, SpamSignal.REPLY_TO_ELSEWHERE, at >= 0 && !email.getList() && !sameSite(addressEnd(replyTo.substring(at + 1)), domain));
  }

  private void client(ParsedEmail email, FeatureVector vector) {
    String name = client.toLowerCase(Locale.ROOT);
    boolean bulk = containsAny(name, BULK_CLIENTS);
    boolean personal = !bulk && containsAny(name, PERSONAL_CLIENTS);
    boolean office = !bulk && !personal && containsAny(name, OFFICE_CLIENTS);
    boolean outlook = name.startsWith("microsoft outlook");
    set(vector, SpamSignal.BULK_CLIENT, bulk);
    set(vector, SpamSignal.PERSONAL_CLIENT, personal);
    set(vector, SpamSignal.FORGED_CLIENT, outlook && !mimeOle && !email.getList());
    set(vector, SpamSignal.OFFICE_CLIENT, office && (!outlook || mimeOle));
    set(vector, SpamSignal.OTHER_CLIENT, !name.isEmpty() && !bulk && !personal && !office);
    set(vector, SpamSignal.PRIORITY_RAISED, priority.startsWith("1") || priority.startsWith("2") || containsIgnoreCase(priority, "high"));
    set(vector, SpamSignal.PRIORITY_GIVEN, !priority.isEmpty());
  }

  /** Twelve hexadecimal digits, dollar, eight, dollar, eight: Outlook's form, which many bulk senders imitate. */
  private static boolean isDollarHex(String id, int at) {
    int first = id.indexOf('$');
    return first == 12 && id.indexOf('$', 13) == 21 && at == 30;
  }

  private static boolean isOddZone(String date) {
    int sign = Math.max(date.lastIndexOf(" -"), date.lastIndexOf(" +"));
    if (sign < 0 || sign + 6 > date.length()) {
      return false;
    }
    String zone = date.substring(sign + 2, sign + 6);
    if (digits(zone) != 4) {
      return true;
    }
    int minutes = Integer.parseInt(zone, 2, 4, 10);
    return Integer.parseInt(zone, 0, 2, 10) > 14 || (minutes != 0 && minutes != 30 && minutes != 45);
  }

  private static boolean startsWithAnswer(String subject) {
    return subject.regionMatches(true, 0, "re:", 0, 3) || subject.regionMatches(true, 0, "aw:", 0, 3) || subject.regionMatches(true, 0, "fwd:", 0, 4) || subject.regionMatches(true, 0, "fw:", 0, 3);
  }

  /** Whether unrelated people have their addresses under the domain. */
  static boolean isFreeMail(String domain) {
    return FREE_MAIL.contains(domain);
  }

  static String domainOf(String address) {
    return address.substring(address.lastIndexOf('@') + 1);
  }

  /** Whether two hosts end in the same two labels, near enough to "the same owner". */
  static boolean sameSite(String host, String other) {
    return !host.isEmpty() && !other.isEmpty() && site(host).equalsIgnoreCase(site(other));
  }

  static String site(String host) {
    int last = host.lastIndexOf('.');
    int before = last > 0 ? host.lastIndexOf('.', last - 1) : -1;
    if (before > 0 && last - before <= 4 && host.length() - last <= 3) {
      before = host.lastIndexOf('.', before - 1);
    }
    return host.substring(before + 1);
  }

  private static String addressEnd(String host) {
    int end = 0;
    while (end < host.length() && (Character.isLetterOrDigit(host.charAt(end)) || host.charAt(end) == '.' || host.charAt(end) == '-')) {
      end++;
    }
    return host.substring(0, end);
  }

  private static boolean containsAny(String text, List<String> needles) {
    if (text.isEmpty()) {
      return false;
    }
    for (String needle : needles) {
      if (text.contains(needle)) {
        return true;
      }
    }
    return false;
  }

  static boolean containsIgnoreCase(String text, String needle) {
    if (needle.isEmpty()) {
      return false;
    }
    for (int at = 0; at + needle.length() <= text.length(); at++) {
      if (text.regionMatches(true, at, needle, 0, needle.length())) {
        return true;
      }
    }
    return false;
  }

  private static boolean shouts(String text) {
    int upper = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLowerCase(c)) {
        return false;
      }
      upper += Character.isUpperCase(c) ? 1 : 0;
    }
    return upper > 3;
  }

  static int digits(String text) {
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      digits += c >= '0' && c <= '9' ? 1 : 0;
    }
    return digits;
  }

  static int consonantRun(String text) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean consonant = c >= 'a' && c <= 'z' && "aeiouy".indexOf(c) < 0;
      run = consonant ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  private static void set(FeatureVector vector, SpamSignal signal, boolean value) {
    vector.signal(signal.index(), value ? 1 : 0);
  }
}

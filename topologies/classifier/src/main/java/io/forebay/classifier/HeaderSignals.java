package io.forebay.classifier;

import io.forebay.schemas.ParsedEmail;

/** Signals of the header: who sends what to whom with which program. */
final class HeaderSignals {
  private HeaderSignals() {}

  static void envelope(ParsedEmail email, SpamHeader header, FeatureVector vector) {
    String id = email.getMessageId();
    boolean hasId = id != null && !id.isEmpty();
    vector.flag(SpamSignal.NO_MESSAGE_ID, !hasId);
    if (hasId) {
      int at = id.lastIndexOf('@');
      String host = id.substring(at + 1);
      vector.flag(SpamSignal.MESSAGE_ID_WITHOUT_DOMAIN, at < 0 || host.indexOf('.') < 0);
      vector.flag(SpamSignal.MESSAGE_ID_OF_SENDERS_DOMAIN, at >= 0 && MailAddresses.sameSite(host, MailAddresses.domainOf(email.getFromAddress())));
      vector.flag(SpamSignal.MESSAGE_ID_OF_BULK_TOOL, !header.mimeOle && isDollarHex(id, at));
    }
    vector.flag(SpamSignal.NO_DATE, header.date.isEmpty());
    vector.flag(SpamSignal.ODD_DATE, !header.date.isEmpty() && email.getSentAt() == null);
    vector.flag(SpamSignal.ODD_ZONE, isOddZone(header.date));
    vector.flag(SpamSignal.DATE_WITHOUT_WEEKDAY, !header.date.isEmpty() && header.date.indexOf(',') < 0);
    vector.flag(SpamSignal.DATE_WITH_ZONE_NAME, header.date.endsWith(")"));
    vector.flag(SpamSignal.NO_TO, !header.hasTo);
    vector.flag(SpamSignal.UNDISCLOSED_RECIPIENTS, header.hasTo && isUndisclosed(header.to));
    vector.flag(SpamSignal.TO_BARE_ADDRESS, header.to.startsWith("<"));
    vector.flag(SpamSignal.TO_NAMED, header.to.indexOf('<') > 1);
    vector.flag(SpamSignal.TO_IS_SENDER, !email.getTo().isEmpty() && email.getTo().getFirst().equals(email.getFromAddress()));
    vector.flag(SpamSignal.HAS_CC, header.hasCc);
    vector.signal(SpamSignal.MANY_RECIPIENTS, Math.log1p(Math.max(0, email.getRecipientCount() - 2)) / 3);
  }

  static void conversation(ParsedEmail email, SpamHeader header, FeatureVector vector) {
    vector.flag(SpamSignal.ANSWERS, header.answers);
    vector.flag(SpamSignal.CLAIMS_TO_ANSWER, !header.answers && startsWithAnswer(email.getSubject()));
    vector.flag(SpamSignal.LIST, email.getList());
    vector.flag(SpamSignal.BULK, email.getBulk());
    vector.flag(SpamSignal.AUTOMATIC, email.getAutomatic());
    vector.flag(SpamSignal.UNSUBSCRIBE_HEADER, header.unsubscribe);
    boolean differs = !header.sender.isEmpty() && !email.getList() && !TextShape.containsIgnoreCase(header.sender, email.getFromAddress());
    vector.flag(SpamSignal.SENDER_DIFFERS, differs);
  }

  static void sender(ParsedEmail email, SpamHeader header, FeatureVector vector) {
    String address = email.getFromAddress();
    String name = email.getFromName();
    String domain = MailAddresses.domainOf(address);
    String local = MailAddresses.localPartOf(address);
    vector.flag(SpamSignal.NO_SENDER, address.isEmpty());
    vector.flag(SpamSignal.SENDER_WITHOUT_NAME, name.isBlank());
    vector.flag(SpamSignal.SENDER_NAME_SHOUTS, TextShape.shouts(name) || name.indexOf('!') >= 0 || name.indexOf('$') >= 0);
    vector.flag(SpamSignal.SENDER_NAME_IS_ADDRESS, name.indexOf('@') >= 0);
    vector.signal(SpamSignal.SENDER_DIGITS, TextShape.digits(local) / 4.0);
    vector.flag(SpamSignal.SENDER_UNPRONOUNCEABLE, TextShape.consonantRun(local) >= 5);
    vector.flag(SpamSignal.SENDER_FREE_MAIL, MailAddresses.isFreeMail(domain));
    vector.flag(SpamSignal.SENDER_DOMAIN_DIGITS, TextShape.digits(domain) > 0);
    if (!email.getList() && !header.replyTo.isEmpty()) {
      int at = header.replyTo.lastIndexOf('@');
      vector.flag(SpamSignal.REPLY_TO_PRESENT, true);
      vector.flag(SpamSignal.REPLY_TO_ELSEWHERE, at >= 0 && !MailAddresses.sameSite(hostAt(header.replyTo, at + 1), domain));
    }
  }

  static void client(ParsedEmail email, SpamHeader header, FeatureVector vector) {
    MailClient client = MailClient.of(header.client);
    boolean outlook = TextShape.containsIgnoreCase(header.client, "microsoft outlook");
    vector.flag(SpamSignal.BULK_CLIENT, client == MailClient.BULK);
    vector.flag(SpamSignal.PERSONAL_CLIENT, client == MailClient.PERSONAL);
    vector.flag(SpamSignal.FORGED_CLIENT, outlook && !header.mimeOle && !email.getList());
    vector.flag(SpamSignal.OFFICE_CLIENT, client == MailClient.OFFICE && (!outlook || header.mimeOle));
    vector.flag(SpamSignal.OTHER_CLIENT, client == MailClient.OTHER);
    String priority = header.priority;
    boolean raised = priority.startsWith("1") || priority.startsWith("2") || TextShape.containsIgnoreCase(priority, "high");
    vector.flag(SpamSignal.PRIORITY_RAISED, raised);
    vector.flag(SpamSignal.PRIORITY_GIVEN, !priority.isEmpty());
  }

  /** Twelve hexadecimal digits, dollar, eight, dollar, eight: Outlook's form, which many bulk senders imitate. */
  private static boolean isDollarHex(String id, int at) {
    return id.indexOf('$') == 12 && id.indexOf('$', 13) == 21 && at == 30;
  }

  /** A time zone that no place on earth has. */
  private static boolean isOddZone(String date) {
    int sign = Math.max(date.lastIndexOf(" -"), date.lastIndexOf(" +"));
    if (sign < 0 || sign + 6 > date.length()) {
      return false;
    }
    String zone = date.substring(sign + 2, sign + 6);
    if (TextShape.digits(zone) != 4) {
      return true;
    }
    int minutes = Integer.parseInt(zone, 2, 4, 10);
    return Integer.parseInt(zone, 0, 2, 10) > 14 || (minutes != 0 && minutes != 30 && minutes != 45);
  }

  private static boolean isUndisclosed(String to) {
    return to.indexOf('@') < 0 || TextShape.containsIgnoreCase(to, "undisclosed") || TextShape.containsIgnoreCase(to, "recipient");
  }

  private static boolean startsWithAnswer(String subject) {
    return subject.regionMatches(true, 0, "re:", 0, 3)
        || subject.regionMatches(true, 0, "aw:", 0, 3)
        || subject.regionMatches(true, 0, "fwd:", 0, 4)
        || subject.regionMatches(true, 0, "fw:", 0, 3);
  }

  private static String hostAt(String text, int start) {
    int end = start;
    while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '.' || text.charAt(end) == '-')) {
      end++;
    }
    return text.substring(start, end);
  }
}

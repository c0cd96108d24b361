package io.forebay.classifier;

import java.util.List;
import java.util.Locale;

/** Kinds of programs that mail is written with, as far as they tell their names. */
enum MailClient {
  UNNAMED,
  PERSONAL,
  OFFICE,
  BULK,
  OTHER;

  private static final List<String> PERSONAL_NAMES =
      List.of(
          "mutt", "pine", "gnus", "exmh", "mh-e", "kmail", "evolution", "sylpheed", "mozilla", "thunderbird", "apple mail", "elm", "vm ",
          "wanderlust", "mew ", "balsa", "squirrelmail", "nmh", "imp/", "emacs", "claws", "k-9", "iphone mail", "ipad mail", "roundcube",
          "forte agent", "mulberry", "spruce");
  private static final List<String> OFFICE_NAMES =
      List.of(
          "outlook", "lotus notes", "microsoft entourage", "internet mail service", "novell groupwise", "eudora", "qualcomm", "zimbra",
          "the bat!", "becky", "calypso");
  private static final List<String> BULK_NAMES =
      List.of(
          "bulk", "mass", "group mail", "groupmail", "blast", "stealth", "emailer", "e-mailer", "mailer pro", "mailking", "worldmerge",
          "dynamailer", "campaign", "listmanager", "smtp.com", "aspmail", "jmail", "phpmailer", "php", "cdo", "sendblaster", "turbo",
          "diffondi", "floodgate", "extractor", "advanced direct", "avalanche", "cybercreek", "emailplatinum", "gammamail", "goldmine",
          "infomailer", "inet_mail", "mailcity", "oshirase", "power mailer", "powermailer", "quick shot", "ready aim fire", "supermail",
          "ultimate", "mmailer", "mail bomber", "xmailer", "eclipse");

  /** The kind of a program that calls itself so (X-Mailer or User-Agent). */
  static MailClient of(String header) {
    if (header.isEmpty()) {
      return UNNAMED;
    }
    String name = header.toLowerCase(Locale.ROOT);
    if (containsAny(name, BULK_NAMES)) {
      return BULK;
    }
    if (containsAny(name, PERSONAL_NAMES)) {
      return PERSONAL;
    }
    return containsAny(name, OFFICE_NAMES) ? OFFICE : OTHER;
  }

  private static boolean containsAny(String text, List<String> needles) {
    for (String needle : needles) {
      if (text.contains(needle)) {
        return true;
      }
    }
    return false;
  }
}

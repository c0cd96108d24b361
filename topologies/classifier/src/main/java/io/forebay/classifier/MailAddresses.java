package io.forebay.classifier;

import java.util.Set;

/** What an address or a host tells by its form. */
final class MailAddresses {
  private static final Set<String> FREE_MAIL =
      Set.of(
          "hotmail.com", "yahoo.com", "aol.com", "msn.com", "excite.com", "lycos.com", "netscape.net", "mail.com", "email.com", "usa.net",
          "juno.com", "earthlink.net", "compuserve.com", "eudoramail.com", "netzero.net", "gmail.com", "outlook.com", "live.com", "gmx.de",
          "gmx.net", "web.de", "t-online.de", "freenet.de", "wanadoo.fr", "laposte.net", "free.fr", "orange.fr", "libero.it", "tiscali.it",
          "terra.es", "mail.ru", "yandex.ru", "163.com", "126.com", "sina.com", "sohu.com", "qq.com", "hanmail.net", "naver.com",
          "rediffmail.com", "yahoo.co.uk", "yahoo.co.jp", "yahoo.fr", "yahoo.de", "icloud.com", "proton.me", "protonmail.com", "lycos.co.uk",
          "virgilio.it", "bigfoot.com", "caramail.com", "uol.com.br");

  private MailAddresses() {}

  /** What stands behind the last at sign; all of it where there is none. */
  static String domainOf(String address) {
    return address.substring(address.lastIndexOf('@') + 1);
  }

  /** What stands before the last at sign. */
  static String localPartOf(String address) {
    return address.substring(0, Math.max(0, address.lastIndexOf('@')));
  }

  /** Whether unrelated people have their addresses under the domain. */
  static boolean isFreeMail(String domain) {
    return FREE_MAIL.contains(domain);
  }

  /** Whether two hosts end alike where names are sold, near enough to "the same owner". */
  static boolean sameSite(String host, String other) {
    return !host.isEmpty() && !other.isEmpty() && site(host).equalsIgnoreCase(site(other));
  }

  /** The last two labels of a host, three under names like co.uk. */
  static String site(String host) {
    int last = host.lastIndexOf('.');
    int before = last > 0 ? host.lastIndexOf('.', last - 1) : -1;
    if (before > 0 && last - before <= 4 && host.length() - last <= 3) {
      before = host.lastIndexOf('.', before - 1);
    }
    return host.substring(before + 1);
  }

  /** An address of four numbers, or one in brackets. */
  static boolean isNumericHost(String host) {
    if (host.isEmpty() || host.charAt(0) == '[') {
      return !host.isEmpty();
    }
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c != '.' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  /** Long, full of digits or escapes, or without a dot: seldom the name of somebody who wants to be known by it. */
  static boolean isOddHost(String host) {
    return host.indexOf('%') >= 0 || host.indexOf('@') >= 0 || host.indexOf('.') < 0 || TextShape.digits(host) > 4 || host.length() > 45;
  }
}

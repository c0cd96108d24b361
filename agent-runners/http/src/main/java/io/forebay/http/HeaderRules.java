package io.forebay.http;

import java.util.Locale;
import java.util.Set;

/** Which request headers an action may set (RFC 9110 5). */
final class HeaderRules {
  static final int COUNT_MAX = 64;
  private static final int NAME_LENGTH_MAX = 128;
  private static final int VALUE_LENGTH_MAX = 8192;
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  /** The client's own: they frame the message, name the host, or ask for what the client would have to understand. */
  private static final Set<String> CLIENTS_OWN =
      Set.of(
          "host", "content-length", "transfer-encoding", "connection", "keep-alive", "proxy-connection", "te", "trailer", "upgrade", "expect", "http2-settings",
          "accept-encoding", "content-encoding", "proxy-authorization", "proxy-authenticate");

  private static final Set<String> SECRET_ONLY = Set.of("authorization", "cookie");

  private HeaderRules() {}

  /**
   * Checks a header's name.
   *
   * @param isSecret whether its value is a secret by reference
   * @throws IllegalArgumentException with one sentence
   */
  static void checkName(String name, boolean isSecret) {
    if (name.isEmpty() || name.length() > NAME_LENGTH_MAX || !name.chars().allMatch(HeaderRules::isTokenCharacter)) {
      throw new IllegalArgumentException("a header's name has 1 to " + NAME_LENGTH_MAX + " letters, digits and marks of " + TOKEN_MARKS);
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (CLIENTS_OWN.contains(lower)) {
      throw new IllegalArgumentException("the header " + lower + " is set by the client and nobody else");
    }
    if (!isSecret && SECRET_ONLY.contains(lower)) {
      throw new IllegalArgumentException("the header " + lower + " must not be in an event; name a secret of handlers.http.secrets under \"secrets\"");
    }
  }

  /**
   * Checks a header's value.
   *
   * @throws IllegalArgumentException with one sentence
   */
  static void checkValue(String name, String value) {
    if (value.length() > VALUE_LENGTH_MAX || !isValue(value)) {
      throw new IllegalArgumentException(
          "the header " + name + " has a value with line breaks, control characters, characters beyond ASCII, or more than " + VALUE_LENGTH_MAX);
    }
  }

  /** Visible ASCII, spaces and tabs: nothing that could end the header and begin another. */
  static boolean isValue(String value) {
    return value.chars().allMatch(c -> (c >= ' ' && c <= '~') || c == '\t');
  }

  private static boolean isTokenCharacter(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || TOKEN_MARKS.indexOf(c) >= 0;
  }
}

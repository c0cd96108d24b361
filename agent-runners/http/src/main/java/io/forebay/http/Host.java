package io.forebay.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A host in the one spelling that everything compares: a name in lower case, or an address as Java prints it.
 *
 * <p>Spellings that parsers disagree about are refused rather than normalised, since whoever checks a host and whoever connects to it must
 * never read it differently: {@code 0x7f.1}, {@code 0177.0.0.1}, {@code 2130706433}, {@code 127.1}, {@code ::ffff:127.0.0.1}, a final dot, a zone
 * ({@code fe80::1%eth0}), percent-encoding and characters beyond ASCII (a domain in another script is written as {@code xn--...}).
 *
 * @param name without the brackets of an IPv6 address
 * @param address present where it is an address itself
 */
record Host(String name, Optional<InetAddress> address) {
  private static final int NAME_LENGTH_MAX = 253;
  private static final int ADDRESS_LENGTH_MAX = 45;
  // The last label begins with a letter (RFC 1123 2.1), so that no reader takes a name for a number. Steps back are bounded by a label's length.
  private static final Pattern NAME =
      Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern IPV4 = Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-f:]{2," + ADDRESS_LENGTH_MAX + "}");

  /**
   * Reads the host part of an authority (RFC 3986 3.2.2).
   *
   * @throws IllegalArgumentException with one sentence
   */
  static Host parse(String text) {
    if (text.length() > NAME_LENGTH_MAX) {
      throw new IllegalArgumentException("a host has at most " + NAME_LENGTH_MAX + " characters");
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.startsWith("[") && lower.endsWith("]")) {
      return ipv6(lower.substring(1, lower.length() - 1));
    }
    if (IPV4.matcher(lower).matches()) {
      return literal(lower);
    }
    if (!NAME.matcher(lower).matches()) {
      throw new IllegalArgumentException(
          "the host must be a name of letters, digits and hyphens (other scripts as xn--...) without a final dot,"
              + " an IPv4 address of four decimal numbers, or an IPv6 address in brackets");
    }
    return new Host(lower, Optional.empty());
  }

  private static Host ipv6(String text) {
    if (!IPV6.matcher(text).matches()) {
      throw new IllegalArgumentException("an address in brackets is IPv6 in hexadecimal digits, without a zone and without an IPv4 address in it");
    }
    return literal(text);
  }

  private static Host literal(String text) {
    InetAddress address = InetAddress.ofLiteral(text);
    if (address instanceof Inet4Address && text.contains(":")) {
      throw new IllegalArgumentException("an IPv4 address is not to be written as an IPv6 one");
    }
    return new Host(address.getHostAddress(), Optional.of(address));
  }

  /** As it stands in a URL. */
  String inUrl() {
    return name.contains(":") ? "[" + name + "]" : name;
  }
}

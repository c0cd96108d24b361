package io.forebay.http;

/**
 * One entry of a list of hosts.
 *
 * <p>Written {@code api.example.com}, {@code *.example.com} (every name below, not itself), {@code *} (every host), {@code 192.0.2.7} or {@code [2001:db8::1]};
 * with {@code :8443} for another port than the scheme's own, and with {@code http://} in front for plain HTTP, which is otherwise refused.
 *
 * @param host what must be equal; after {@code *.}, what the name must end with; empty for every host
 */
record HostRule(String scheme, boolean isWildcard, String host, int port) {
  private static final String SEPARATOR = "://";

  /**
   * Reads the written form.
   *
   * @throws IllegalArgumentException with one sentence
   */
  static HostRule parse(String text) {
    int schemeEnd = text.indexOf(SEPARATOR);
    String scheme = schemeEnd < 0 ? "https" : text.substring(0, schemeEnd);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw new IllegalArgumentException("only http:// and https:// can stand before a host");
    }
    String rest = schemeEnd < 0 ? text : text.substring(schemeEnd + SEPARATOR.length());
    int colon = rest.lastIndexOf(':');
    boolean hasPort = colon > rest.lastIndexOf(']');
    int port = hasPort ? Target.port(rest.substring(colon + 1)) : Target.defaultPort(scheme);
    String host = hasPort ? rest.substring(0, colon) : rest;
    if (host.equals("*")) {
      return new HostRule(scheme, true, "", port);
    }
    if (host.startsWith("*.")) {
      Host below = Host.parse(host.substring(2));
      if (below.address().isPresent()) {
        throw new IllegalArgumentException("there is nothing below an address");
      }
      return new HostRule(scheme, true, "." + below.name(), port);
    }
    return new HostRule(scheme, false, Host.parse(host).name(), port);
  }

  boolean isEveryHost() {
    return isWildcard && host.isEmpty();
  }

  boolean matches(Target target) {
    return scheme.equals(target.scheme()) && matches(target.host().name(), target.port());
  }

  boolean matches(String name, int askedPort) {
    return port == askedPort && (isWildcard ? name.endsWith(host) : name.equals(host));
  }
}

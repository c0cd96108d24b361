package io.forebay.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.apache.hc.client5.http.utils.URIUtils;

/**
 * Where a request goes, taken apart once: what is checked is what is connected to.
 *
 * @param scheme {@code https} or {@code http}
 * @param port 1 to 65,535, the scheme's own where none was written
 * @param pathAndQuery as sent: begins with a slash, ASCII only, no fragment
 */
record Target(String scheme, Host host, int port, String pathAndQuery) {
  static final int LENGTH_MAX = 8192;
  private static final int PORT_MAX = 65_535;
  private static final int PORT_DIGITS_MAX = 5;

  /**
   * Reads an absolute URL (RFC 3986).
   *
   * @throws IllegalArgumentException with one sentence that does not repeat the URL
   */
  static Target parse(String url) {
    if (url.length() > LENGTH_MAX) {
      throw new IllegalArgumentException("a URL has at most " + LENGTH_MAX + " characters, got " + url.length());
    }
    try {
      return of(new URI(url));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("it is no URL: " + e.getReason().toLowerCase(Locale.ROOT) + " at character " + (e.getIndex() + 1), e);
    }
  }

  /**
   * Where a redirect leads to (RFC 9110 10.2.2).
   *
   * @param location absolute, or relative to this one
   * @throws IllegalArgumentException with one sentence
   */
  Target resolve(String location) {
    if (location.length() > LENGTH_MAX) {
      throw new IllegalArgumentException("a URL has at most " + LENGTH_MAX + " characters, got " + location.length());
    }
    try {
      return of(URIUtils.resolve(URI.create(url()), new URI(location)));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("it is no URL: " + e.getReason().toLowerCase(Locale.ROOT), e);
    }
  }

  private static Target of(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    String authority = uri.getRawAuthority();
    if (!(scheme.equals("https") || scheme.equals("http")) || authority == null) {
      throw new IllegalArgumentException("a URL begins with https://host or http://host");
    }
    if (authority.indexOf('@') >= 0) {
      throw new IllegalArgumentException("a URL must not name a user or a password; name a secret instead");
    }
    int colon = authority.lastIndexOf(':');
    boolean hasPort = colon > authority.lastIndexOf(']');
    Host host = Host.parse(hasPort ? authority.substring(0, colon) : authority);
    int port = hasPort && colon < authority.length() - 1 ? port(authority.substring(colon + 1)) : defaultPort(scheme);
    Target target = new Target(scheme, host, port, pathAndQuery(uri));
    if (target.pathAndQuery.length() > LENGTH_MAX) {
      throw new IllegalArgumentException("a URL has at most " + LENGTH_MAX + " characters once it is encoded");
    }
    return target;
  }

  private static String pathAndQuery(URI uri) {
    URI ascii = URI.create(uri.toASCIIString());
    String path = ascii.getRawPath();
    String query = ascii.getRawQuery();
    return (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
  }

  static int port(String digits) {
    boolean isNumber = !digits.isEmpty() && digits.length() <= PORT_DIGITS_MAX && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    int port = isNumber ? Integer.parseInt(digits) : 0;
    if (port < 1 || port > PORT_MAX) {
      throw new IllegalArgumentException("a port is a number from 1 to " + PORT_MAX);
    }
    return port;
  }

  static int defaultPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  /** The same with a query appended to its own. */
  Target with(String query) {
    if (query.isEmpty()) {
      return this;
    }
    String joined = pathAndQuery + (pathAndQuery.indexOf('?') < 0 ? "?" : "&") + query;
    if (joined.length() > LENGTH_MAX) {
      throw new IllegalArgumentException("a URL has at most " + LENGTH_MAX + " characters with its query");
    }
    return new Target(scheme, host, port, joined);
  }

  /** Scheme, host and port (RFC 6454), for messages too: what follows them may hold what nobody should read. */
  String origin() {
    return scheme + "://" + host.inUrl() + (port == defaultPort(scheme) ? "" : ":" + port);
  }

  boolean hasOriginOf(Target other) {
    return origin().equals(other.origin());
  }

  String url() {
    return origin() + pathAndQuery;
  }

  /** For people and events; queries hold signatures and keys too often. */
  String urlWithoutQuery() {
    int query = pathAndQuery.indexOf('?');
    return origin() + (query < 0 ? pathAndQuery : pathAndQuery.substring(0, query));
  }
}

package io.forebay.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Hosts of the links in a message, in order, with repetition, at most so many. One per message, not thread safe. */
final class LinkHosts {
  private static final int HOST_LENGTH_MAX = 253;

  private final List<String> hosts = new ArrayList<>();
  private final int countMax;

  LinkHosts(int countMax) {
    this.countMax = countMax;
  }

  List<String> hosts() {
    return hosts;
  }

  /** Takes the target of a link; anything but http and https has no host. */
  void addLink(String target) {
    String link = target.strip();
    if (link.regionMatches(true, 0, "http://", 0, 7)) {
      addHostAt(link, 7);
    } else if (link.regionMatches(true, 0, "https://", 0, 8)) {
      addHostAt(link, 8);
    } else if (link.startsWith("//")) {
      addHostAt(link, 2);
    }
  }

  /** Takes the addresses that stand in plain text, with their scheme or from {@code www.} on. */
  void addLinksIn(String text) {
    int at = text.indexOf("://");
    while (at >= 0 && hosts.size() < countMax) {
      if (at >= 4 && (text.regionMatches(true, at - 4, "http", 0, 4) || (at >= 5 && text.regionMatches(true, at - 5, "https", 0, 5)))) {
        addHostAt(text, at + 3);
      }
      at = text.indexOf("://", at + 3);
    }
    at = text.indexOf("www.");
    while (at >= 0 && hosts.size() < countMax) {
      if (at == 0 || isBeforeHost(text.charAt(at - 1))) {
        addHostAt(text, at);
      }
      at = text.indexOf("www.", at + 4);
    }
  }

  private static boolean isBeforeHost(char c) {
    return c != '/' && c != '.' && c != '@' && c != '-' && !Character.isLetterOrDigit(c);
  }

  private void addHostAt(String text, int from) {
    int end = from;
    int start = from;
    while (end < text.length() && end - start <= HOST_LENGTH_MAX && isOfAuthority(text.charAt(end))) {
      end++;
      if (text.charAt(end - 1) == '@') {
        start = end;
      }
    }
    int hostEnd = start;
    while (hostEnd < end && text.charAt(hostEnd) != ':') {
      hostEnd++;
    }
    while (hostEnd > start && text.charAt(hostEnd - 1) == '.') {
      hostEnd--;
    }
    if (hostEnd > start && hosts.size() < countMax) {
      hosts.add(text.substring(start, hostEnd).toLowerCase(Locale.ROOT));
    }
  }

  private static boolean isOfAuthority(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_' || c == '@' || c == ':' || c == '%' || c == '~';
  }
}

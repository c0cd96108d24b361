package io.forebay.drafting;

import java.util.Locale;
import java.util.Set;

/** What a subject is about: without the prefixes of replies and forwards, and without the tag of a mailing list. */
final class SubjectLine {
  private static final int PREFIXES_MAX = 10;
  private static final int PREFIX_LENGTH_MAX = 12;
  private static final int TAG_LENGTH_MAX = 32;
  private static final Set<String> PREFIXES =
      Set.of(
          "re", "fw", "fwd", "aw", "wg", "antwort", "tr", "réf", "ref", "rv", "rép", "rif", "sv", "vs", "enc", "res", "回复", "答复", "转发", "回覆", "轉寄",
          "返信", "転送");

  private SubjectLine() {}

  /** The topic on one line, perhaps empty. */
  static String topic(String subject, int charactersMax) {
    String line = OneLine.of(subject, 0, subject.length(), 4 * charactersMax);
    int start = 0;
    for (int i = 0; i < PREFIXES_MAX; i++) {
      int next = behindPrefix(line, start);
      if (next == start) {
        break;
      }
      start = next;
    }
    return OneLine.cut(line.substring(start), charactersMax);
  }

  private static int behindPrefix(String line, int start) {
    int at = start;
    while (at < line.length() && line.charAt(at) == ' ') {
      at++;
    }
    if (at < line.length() && line.charAt(at) == '[' && Tokens.behindMark(line, at, line.length()) < 0) {
      int close = line.indexOf(']', at);
      return close > 0 && close - at <= TAG_LENGTH_MAX ? close + 1 : at;
    }
    int limit = Math.min(line.length(), at + PREFIX_LENGTH_MAX);
    for (int i = at; i < limit; i++) {
      char c = line.charAt(i);
      if (c == ':' || c == '：') {
        return PREFIXES.contains(prefixWord(line.substring(at, i))) ? i + 1 : at;
      }
    }
    return at;
  }

  /** The word of a prefix without its counter: Re[2], Re^3. */
  private static String prefixWord(String prefix) {
    int end = 0;
    while (end < prefix.length() && Character.isLetter(prefix.charAt(end))) {
      end++;
    }
    return prefix.substring(0, end).toLowerCase(Locale.ROOT);
  }
}

package io.forebay.mail;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** The beginning of a text as far as it tells its language: words without addresses, links, digits and signs. One per text. */
final class LetterSample {
  /** Writing systems as far as they narrow the language down. */
  enum Script {
    LATIN,
    HAN,
    KANA,
    HANGUL,
    CYRILLIC,
    ARABIC,
    GREEK,
    HEBREW,
    THAI,
    OTHER
  }

  private static final int CHARS_READ_MAX = 20_000;
  private static final int SHOUT_LETTERS_MIN = 15;

  private final int lettersMax;
  private final StringBuilder words;
  private final Map<Script, int[]> counts = new EnumMap<>(Script.class);
  private int letters;
  private int upperCase;

  private LetterSample(int lettersMax, int capacity) {
    this.lettersMax = lettersMax;
    this.words = new StringBuilder(capacity);
    for (Script script : Script.values()) {
      counts.put(script, new int[1]);
    }
  }

  /**
   * Takes a sample; the time is bounded whatever the text's length.
   *
   * @param lettersMax as many letters as are enough
   */
  static LetterSample of(String text, int lettersMax) {
    LetterSample sample = new LetterSample(lettersMax, Math.min(text.length(), lettersMax * 2));
    int end = Math.min(text.length(), CHARS_READ_MAX);
    int at = 0;
    while (at < end && sample.letters < lettersMax) {
      int wordEnd = at;
      boolean address = false;
      while (wordEnd < end && !TextLines.isBlank(text.charAt(wordEnd))) {
        char c = text.charAt(wordEnd);
        address |= c == '@' || (c == ':' && text.startsWith("://", wordEnd)) || (c == 'w' && text.startsWith("www.", wordEnd));
        wordEnd++;
      }
      if (!address) {
        sample.take(text, at, wordEnd);
      }
      at = wordEnd + 1;
    }
    return sample;
  }

  private void take(String text, int from, int to) {
    for (int i = from; i < to && letters < lettersMax; i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c) && i + 1 < to) {
        takeSupplementary(text.codePointAt(i));
        i++;
      } else if (Character.isLetter(c)) {
        letters++;
        upperCase += Character.isUpperCase(c) ? 1 : 0;
        counts.get(scriptOf(c))[0]++;
        words.append(c);
      } else if (c == '\'' || c == '’' || Character.getType(c) == Character.NON_SPACING_MARK) {
        words.append(c);
      } else {
        appendBlank();
      }
    }
    appendBlank();
  }

  /** Rare characters of Chinese and Japanese, ancient scripts, and signs such as emoji, which are no letters. */
  private void takeSupplementary(int codePoint) {
    if (Character.isLetter(codePoint)) {
      letters++;
      counts.get(Character.isIdeographic(codePoint) ? Script.HAN : Script.OTHER)[0]++;
      words.appendCodePoint(codePoint);
    } else {
      appendBlank();
    }
  }

  private void appendBlank() {
    if (!words.isEmpty() && words.charAt(words.length() - 1) != ' ') {
      words.append(' ');
    }
  }

  /** Separated by single blanks; lower case where the text shouts. */
  String words() {
    String sample = words.toString().strip();
    return upperCase * 2 > letters && letters >= SHOUT_LETTERS_MIN ? sample.toLowerCase(Locale.ROOT) : sample;
  }

  int letters() {
    return letters;
  }

  int count(Script script) {
    return counts.get(script)[0];
  }

  /** The script of most letters; a character of Chinese or Japanese counts as three, since it says as much. */
  Script main() {
    Script main = Script.LATIN;
    for (Script script : Script.values()) {
      main = weight(script) > weight(main) ? script : main;
    }
    return main;
  }

  private int weight(Script script) {
    return switch (script) {
      case HAN -> 3 * (count(Script.HAN) + count(Script.KANA));
      case KANA -> 0;
      case HANGUL -> 2 * count(Script.HANGUL);
      default -> count(script);
    };
  }

  private static Script scriptOf(char c) {
    if (c < '\u0370' || (c >= '\u1E00' && c <= '\u1EFF') || (c >= '\uFF21' && c <= '\uFF5A')) {
      return Script.LATIN;
    }
    if (c < '\u0E80') {
      return c < '\u0400' ? Script.GREEK : c < '\u0530' ? Script.CYRILLIC : southAndWest(c);
    }
    if ((c >= '\u3040' && c <= '\u30FF') || (c >= '\uFF66' && c <= '\uFF9F')) {
      return Script.KANA;
    }
    if ((c >= '\uAC00' && c <= '\uD7AF') || (c >= '\u1100' && c <= '\u11FF')) {
      return Script.HANGUL;
    }
    boolean han = (c >= '\u3005' && c <= '\u3007') || (c >= '\u3400' && c <= '\u9FFF') || (c >= '\uF900' && c <= '\uFAFF');
    return han ? Script.HAN : Script.OTHER;
  }

  private static Script southAndWest(char c) {
    if (c >= '\u0590' && c <= '\u05FF') {
      return Script.HEBREW;
    }
    if (c >= '\u0600' && c <= '\u077F') {
      return Script.ARABIC;
    }
    return c >= '\u0E00' ? Script.THAI : Script.OTHER;
  }
}

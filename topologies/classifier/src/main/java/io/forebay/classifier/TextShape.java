package io.forebay.classifier;

import java.util.Locale;

/** What short texts look like, whatever they say. */
final class TextShape {
  private TextShape() {}

  static int digits(String text) {
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      digits += isDigit(text.charAt(i)) ? 1 : 0;
    }
    return digits;
  }

  /** Length of the longest run of Latin consonants, upper or lower case. */
  static int consonantRun(String text) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      int c = text.charAt(i) | 32;
      run = c >= 'a' && c <= 'z' && "aeiouy".indexOf(c) < 0 ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  /** More than three capitals and no small letter. */
  static boolean shouts(String text) {
    int upper = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLowerCase(c)) {
        return false;
      }
      upper += Character.isUpperCase(c) ? 1 : 0;
    }
    return upper > 3;
  }

  /** A last token that is no word: letters and digits mixed, letters that nobody can say, or anything behind a gap. */
  static boolean randomTail(String subject) {
    String text = subject.stripTrailing();
    int start = text.length();
    while (start > 0 && Words.isWordChar(text.charAt(start - 1))) {
      start--;
    }
    String tail = text.substring(start);
    boolean gap = start > 2 && text.charAt(start - 1) == ' ' && text.charAt(start - 2) == ' ' && text.charAt(start - 3) == ' ';
    if (gap || tail.length() < 5 || start == 0) {
      return gap && tail.length() > 1;
    }
    int digits = digits(tail);
    boolean mixed = digits > 0 && digits < tail.length() && tail.length() > 5 && !Character.isUpperCase(tail.charAt(0));
    return mixed || consonantRun(tail) >= 5;
  }

  static boolean containsIgnoreCase(String text, String needle) {
    if (needle.isEmpty()) {
      return false;
    }
    for (int at = 0; at + needle.length() <= text.length(); at++) {
      if (text.regionMatches(true, at, needle, 0, needle.length())) {
        return true;
      }
    }
    return false;
  }

  /** What stands behind the last dot, lower case. */
  static String extension(String fileName) {
    return fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}

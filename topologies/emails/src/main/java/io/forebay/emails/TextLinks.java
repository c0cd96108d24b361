package io.forebay.emails;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** What a reader, or the reader's mail program, would take for a link or an address in a text: {@code https://a.example/b}, {@code a.example}, {@code x@a.example}. */
final class TextLinks {
  private static final String PUNCTUATION = "._~:/?#@&=+%-";
  private static final int ENDING_MIN = 2;

  private TextLinks() {}

  /** All of them in lower case, without the punctuation that ends a sentence; in time linear in the length of the text. */
  static Set<String> in(String text) {
    Set<String> links = new HashSet<>();
    int at = 0;
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && isPart(text, end)) {
        end++;
      }
      if (end > at) {
        String run = trimmed(text.substring(at, end)).toLowerCase(Locale.ROOT);
        if (isLink(run)) {
          links.add(run);
        }
      }
      at = Math.max(end, at + 1);
    }
    return links;
  }

  /** Chinese and Japanese stand beside a link without a space; an ideograph is part of it only where a dot, an at sign or a slash is next to it. */
  private static boolean isPart(String text, int at) {
    if (PUNCTUATION.indexOf(text.charAt(at)) >= 0) {
      return true;
    }
    int first = at > 0 && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at)) ? at - 1 : at;
    int character = text.codePointAt(first);
    boolean word = Character.isLetterOrDigit(character) || Character.getType(character) == Character.NON_SPACING_MARK;
    return word && (!isUnspaced(character) || joins(text, first - 1) || joins(text, first + Character.charCount(character)));
  }

  private static boolean isUnspaced(int character) {
    Character.UnicodeScript script = Character.UnicodeScript.of(character);
    return Character.isIdeographic(character) || script == Character.UnicodeScript.HIRAGANA || script == Character.UnicodeScript.KATAKANA;
  }

  private static boolean joins(String text, int at) {
    return at >= 0 && at < text.length() && "./@".indexOf(text.charAt(at)) >= 0;
  }

  private static String trimmed(String run) {
    int start = 0;
    int end = run.length();
    while (end > start && PUNCTUATION.indexOf(run.charAt(end - 1)) >= 0) {
      end--;
    }
    while (start < end && PUNCTUATION.indexOf(run.charAt(start)) >= 0) {
      start++;
    }
    return run.substring(start, end);
  }

  private static boolean isLink(String run) {
    return run.contains("://") || run.startsWith("www.") || run.indexOf('@') >= 0 || isHost(run);
  }

  /** Words with dots between, the last of letters only, perhaps with a port or a path behind. */
  private static boolean isHost(String run) {
    int end = 0;
    while (end < run.length() && ":/?#".indexOf(run.charAt(end)) < 0) {
      end++;
    }
    int dot = run.lastIndexOf('.', end - 1);
    return dot > 0 && end - dot - 1 >= ENDING_MIN && run.substring(dot + 1, end).codePoints().allMatch(Character::isLetter);
  }
}

package io.forebay.mail;

import java.util.List;
import java.util.Locale;

/** The line over a quote that says who wrote it and when, as mail programs write it in many languages: "On … Ann wrote:". */
final class Attribution {
  /** Longer ones are prose. */
  static final int LENGTH_MAX = 300;

  /** How such a line begins, where it does not begin with a date. */
  private static final List<String> OPENINGS =
      List.of(
          "on ", "am ", "le ", "el ", "il ", "em ", "a ", "op ", "den ", "på ", "dnia ", "w dniu ", "dne ", "в ", "вс", "пн", "вт", "ср",
          "чт", "пт", "сб", "at ", "in ", "um ", "在", "於", "于", "quoting ", "zitat von ");

  private static final List<String> VERBS =
      List.of(
          " wrote", ">wrote", " writes", " said", " schrieb", " geschrieben", " a écrit", " a ecrit", " écrit", " escribió", " escribio",
          " escribió", " ha scritto", " scrive", " escreveu", " schreef", " geschreven", " skrev", " napisał", " pisze", " napsal",
          " написал", " пишет", " писал", " kirjoitti", " yazdı", "写道", "寫道", "书写", "のメール", "さんは書きました", "が書きました", "のメッセージ",
          "님이 작성", "quoting ", "zitat von ");

  private Attribution() {}

  /** True for the characters that such a line ends in; rejects nearly every line at the cost of one comparison. */
  static boolean canEnd(char last) {
    return last == ':' || last == '：';
  }

  /**
   * True if it says that somebody wrote something.
   *
   * @param line its lines put together with blanks, ending in a colon
   */
  static boolean matches(String line) {
    if (line.length() > LENGTH_MAX) {
      return false;
    }
    String lower = line.toLowerCase(Locale.ROOT);
    boolean dated = hasDigit(lower);
    boolean verb = hasVerb(lower);
    boolean addressed = lower.indexOf('@') > 0;
    boolean opened = isOpened(lower);
    boolean placed = opened || startsWithDate(lower);
    return verb ? addressed || !dated || placed : dated && addressed && startsWithDate(lower);
  }

  /** True if no author would write such a line himself, so that what follows is quoted even without marks. */
  static boolean isCertain(String line) {
    String lower = line.toLowerCase(Locale.ROOT);
    boolean dated = hasTime(lower) && hasVerb(lower) && (isOpened(lower) || startsWithDate(lower));
    return hasDigit(lower) && (lower.indexOf('@') > 0 || dated);
  }

  /** True if it begins as such a line does, so that the line before is no part of it. */
  static boolean begins(String line) {
    String lower = line.toLowerCase(Locale.ROOT);
    return isOpened(lower) || startsWithDate(lower);
  }

  private static boolean hasVerb(String lower) {
    return VERBS.stream().anyMatch(lower::contains);
  }

  private static boolean isOpened(String lower) {
    String start = lower.startsWith("*") || lower.startsWith("-") ? lower.substring(1).stripLeading() : lower;
    return OPENINGS.stream().anyMatch(start::startsWith);
  }

  private static boolean startsWithDate(String lower) {
    int digits = 0;
    while (digits < lower.length() && Character.isDigit(lower.charAt(digits))) {
      digits++;
    }
    return digits > 0 && digits <= 4 && digits < lower.length() && "年-/. ".indexOf(lower.charAt(digits)) >= 0;
  }

  private static boolean hasDigit(String lower) {
    return lower.chars().anyMatch(Character::isDigit);
  }

  /** A year or a time of day. */
  private static boolean hasTime(String lower) {
    int run = 0;
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      run = Character.isDigit(c) ? run + 1 : 0;
      boolean time = run > 0 && i + 3 < lower.length() && lower.charAt(i + 1) == ':' && Character.isDigit(lower.charAt(i + 2));
      if (run == 4 || time) {
        return true;
      }
    }
    return false;
  }
}

package io.forebay.emails;

/** Tells a message that shouts: capitals throughout, or exclamation marks in rows. It makes its own claims of urgency less credible. */
final class Shouting {
  private static final int LETTERS_MIN = 20;
  private static final int CHARACTERS_MAX = 2_000;
  private static final int ROW_MIN = 3;
  private static final double CAPITALS_MIN = 0.6;

  private Shouting() {}

  static boolean in(Reading reading) {
    return in(reading.subject().sentences().text()) || in(reading.body().sentences().text());
  }

  private static boolean in(String text) {
    int length = Math.min(text.length(), CHARACTERS_MAX);
    int letters = 0;
    int capitals = 0;
    int row = 0;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      row = c == '!' || c == '！' ? row + 1 : 0;
      if (row == ROW_MIN) {
        return true;
      }
      if (c == '[') {
        int behind = Tokens.behindMark(text, i, length);
        i = behind < 0 ? i : behind - 1;
      } else if (Character.isUpperCase(c)) {
        capitals++;
        letters++;
      } else if (Character.isLowerCase(c)) {
        letters++;
      }
    }
    return letters >= LETTERS_MIN && capitals >= CAPITALS_MIN * letters;
  }
}

package io.forebay.drafting;

/**
 * The sentences of a text as offsets into it: in order, without overlap, never empty, trimmed, each with at least one letter or digit.
 *
 * <p>Offsets, not strings: a mail has dozens of sentences and hardly any is ever needed by itself.
 */
final class Sentences {
  private final String text;
  private final int[] bounds;
  private final int count;

  /**
   * Takes over an array of offsets.
   *
   * @param bounds start and end of each sentence in turn; not copied, so the caller must not keep it
   */
  Sentences(String text, int[] bounds, int count) {
    this.text = text;
    this.bounds = bounds;
    this.count = count;
  }

  int count() {
    return count;
  }

  /** Offset of a sentence's first character, in UTF-16 units. */
  int start(int sentence) {
    return bounds[2 * sentence];
  }

  /** Offset behind a sentence's last character, in UTF-16 units. */
  int end(int sentence) {
    return bounds[2 * sentence + 1];
  }

  /** The text that the offsets count in. */
  String text() {
    return text;
  }

  /** A sentence as it stands in the text, line breaks included. */
  String get(int sentence) {
    return text.substring(start(sentence), end(sentence));
  }
}

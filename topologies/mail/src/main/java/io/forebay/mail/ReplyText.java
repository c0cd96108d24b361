package io.forebay.mail;

/**
 * What the author of a message wrote, apart from what others wrote before (quotes) and what stands under every message (signature).
 *
 * <p>Answers between quotes are the author's own. A message of nothing but quotes, such as a forwarded one without a word to it, is taken
 * as the author's own: that is what there is to read.
 *
 * @param own without quotes and signature
 * @param quoted the rest, in its order
 */
record ReplyText(String own, String quoted) {

  /**
   * Splits a text; the time is linear in its length.
   *
   * @param text lines end in {@code \n}
   */
  static ReplyText split(String text) {
    MarkedLines lines = new MarkedLines(text);
    QuoteFinder.mark(lines);
    SignatureFinder.mark(lines);
    String own = lines.joined(false);
    if (own.isEmpty()) {
      return new ReplyText(lines.joined(true), "");
    }
    return new ReplyText(own, lines.joined(true));
  }
}

package io.forebay.mail;

/** Plain text whose paragraphs were wrapped for transport (format=flowed, RFC 3676), with its lines put together again. */
final class FlowedText {
  private FlowedText() {}

  /**
   * Unwraps.
   *
   * @param text lines end in {@code \n}
   * @param deleteSpace the parameter DelSp: the blank that marks a soft line break is not part of the text
   */
  static String unwrap(String text, boolean deleteSpace) {
    StringBuilder unwrapped = new StringBuilder(text.length());
    boolean open = false;
    int openDepth = 0;
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      end = end < 0 ? text.length() : end;
      int depth = quoteDepth(text, at, end);
      int start = at + depth;
      if (start < end && text.charAt(start) == ' ') {
        start++;
      }
      boolean signature = isSignature(text, start, end);
      if (open && (signature || depth != openDepth)) {
        unwrapped.append('\n');
        open = false;
      }
      if (!open && depth > 0) {
        unwrapped.append(text, at, at + depth).append(' ');
      }
      open = !signature && end > start && text.charAt(end - 1) == ' ';
      openDepth = depth;
      unwrapped.append(text, start, open && deleteSpace ? end - 1 : end);
      if (!open && end < text.length()) {
        unwrapped.append('\n');
      }
      at = end + 1;
    }
    return unwrapped.toString();
  }

  private static int quoteDepth(String text, int from, int to) {
    int at = from;
    while (at < to && text.charAt(at) == '>') {
      at++;
    }
    return at - from;
  }

  private static boolean isSignature(String text, int from, int to) {
    return to - from == 3 && text.startsWith("-- ", from);
  }
}

package io.forebay.mail;

/**
 * How a message is tied to others (RFC 5322, 3.6.4).
 *
 * @param messageId without angle brackets; null if there is none
 * @param threadId of the conversation's first message as far as References and In-Reply-To tell, else its own; null if there is neither
 */
record MessageIds(String messageId, String threadId) {
  private static final int LENGTH_MAX = 998;

  static MessageIds of(PartHeader header) {
    String own = first(header.first("message-id"));
    String root = first(header.first("references"));
    if (root == null) {
      root = first(header.first("in-reply-to"));
    }
    return new MessageIds(own, root == null ? own : root);
  }

  /** The first id in angle brackets, or, where a sender forgot those, the first word with an at sign. */
  private static String first(String field) {
    int open = field.indexOf('<');
    int close = field.indexOf('>', open + 1);
    if (open >= 0 && close > open + 1) {
      return TextLines.cut(field.substring(open + 1, close).strip(), LENGTH_MAX);
    }
    String plain = field.strip();
    int end = plain.indexOf(' ');
    String word = end < 0 ? plain : plain.substring(0, end);
    return word.indexOf('@') > 0 ? TextLines.cut(word, LENGTH_MAX) : null;
  }
}

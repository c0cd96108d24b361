package io.forebay.drafting;

/**
 * What the steps before priority, summary and reply found out about a message.
 *
 * @param language ISO 639-1 code, or {@code und}
 * @param spam probability of spam, 0 to 1
 * @param needsAction probability that the reader is asked to do something, 0 to 1
 * @param category name of the tenant's category
 */
public record TriageFacts(String language, double spam, double needsAction, String category) {
  /** From this probability on a message is treated as spam: no draft, lowest priority. */
  static final double SPAM_MIN = 0.5;

  boolean isSpam() {
    return spam >= SPAM_MIN || category.equals("spam");
  }
}

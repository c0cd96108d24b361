package io.forebay.classifier;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What of a message is kept so that feedback can teach a tenant's model days later: hashes, and what the base model said.
 *
 * <p>Bytes: format, spam and action log odds and each category's score in steps of 1/8, sender and sender's domain, then the sorted
 * distinct term hashes as variable-length differences. A hash of {@value #TERM_BITS} bits stands for many words; still, treat the
 * bytes as personal data.
 */
final class LessonFeatures {
  static final int TERM_BITS = 20;
  static final int MAX_BYTES = 512;
  static final int MAX_TERMS = 180;
  private static final byte FORMAT = 1;
  private static final double STEP = 1 / 8.0;

  private final double spamLogOdds;
  private final double actionLogOdds;
  private final short[] categories;
  private final double[] categoryScores;
  private final int sender;
  private final int domain;
  private final int[] terms;

  /**
   * What is kept of one message.
   *
   * @param spamLogOdds of the base model
   * @param actionLogOdds of the base model
   * @param categories hash of each category's name
   * @param categoryScores the base model's score of each, in the same order
   * @param sender hash of the author's address
   * @param domain hash of the author's domain; 0 where many unrelated people share it
   * @param terms sorted, distinct
   */
  LessonFeatures(double spamLogOdds, double actionLogOdds, short[] categories, double[] categoryScores, int sender, int domain, int[] terms) {
    this.spamLogOdds = spamLogOdds;
    this.actionLogOdds = actionLogOdds;
    this.categories = categories;
    this.categoryScores = categoryScores;
    this.sender = sender;
    this.domain = domain;
    this.terms = terms;
  }

  double spamLogOdds() {
    return spamLogOdds;
  }

  double actionLogOdds() {
    return actionLogOdds;
  }

  int sender() {
    return sender;
  }

  int domain() {
    return domain;
  }

  int termCount() {
    return terms.length;
  }

  int term(int at) {
    return terms[at];
  }

  int categoryCount() {
    return categories.length;
  }

  /** Whether the category at a place is, as far as its hash tells, the one of the name. */
  boolean isCategory(int at, String name) {
    return categories[at] == nameHash(name);
  }

  double categoryScore(int at) {
    return categoryScores[at];
  }

  static short nameHash(String category) {
    return (short) TermHash.bucket(TermHash.of(category), 16);
  }

  /** The stored form; terms that do not fit are left out from the end. */
  ByteBuffer encode() {
    ByteBuffer out = ByteBuffer.allocate(MAX_BYTES);
    out.put(FORMAT).put(quantise(spamLogOdds)).put(quantise(actionLogOdds)).put((byte) categories.length);
    for (int c = 0; c < categories.length; c++) {
      out.putShort(categories[c]).put(quantise(categoryScores[c]));
    }
    out.putInt(sender).putInt(domain);
    int before = 0;
    for (int i = 0; i < Math.min(terms.length, MAX_TERMS) && out.remaining() >= 3; i++) {
      putVariable(out, terms[i] - before);
      before = terms[i];
    }
    return out.flip().asReadOnlyBuffer();
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException if the bytes are something else
   */
  static LessonFeatures decode(ByteBuffer bytes) {
    try {
      ByteBuffer in = bytes.duplicate();
      if (in.get() != FORMAT || bytes.remaining() > MAX_BYTES) {
        throw new IllegalArgumentException("lesson features of an unknown format");
      }
      double spam = in.get() * STEP;
      double action = in.get() * STEP;
      int count = Math.clamp(in.get(), 0, ClassifierConfig.MAX_CATEGORIES);
      short[] categories = new short[count];
      double[] scores = new double[count];
      for (int c = 0; c < count; c++) {
        categories[c] = in.getShort();
        scores[c] = in.get() * STEP;
      }
      int sender = in.getInt();
      int domain = in.getInt();
      int[] terms = new int[MAX_BYTES];
      int size = 0;
      int before = 0;
      while (in.hasRemaining()) {
        before += getVariable(in);
        terms[size++] = before;
      }
      return new LessonFeatures(spam, action, categories, scores, sender, domain, Arrays.copyOf(terms, size));
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("lesson features are cut short after " + bytes.remaining() + " bytes", e);
    }
  }

  private static byte quantise(double value) {
    return (byte) Math.clamp(Math.round(value / STEP), Byte.MIN_VALUE, Byte.MAX_VALUE);
  }

  private static void putVariable(ByteBuffer out, int value) {
    int rest = value;
    while (rest >= 0x80) {
      out.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  private static int getVariable(ByteBuffer in) {
    int value = 0;
    for (int shift = 0; shift < 21; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("lesson features hold a difference that is too large");
  }
}

package io.forebay.classifier;

import java.util.Arrays;

/**
 * What a sentence looks like to the needs-action model: signals of form, families of phrases, and hashed words, word pairs, patterns
 * of kinds of words and letter groups.
 *
 * <p>A scratch that is used again and again; not thread-safe.
 */
final class ActionFeatures {
  static final int BUCKET_BITS = 16;
  static final Lexicon LEXICON = Lexicon.load("action-phrases.txt");
  private static final int FAMILIES = LEXICON.families().size();
  private static final int FIRST_FAMILY = ActionSignal.values().length;
  static final int SIGNALS = FIRST_FAMILY + 2 * FAMILIES;
  static final int DIMENSION = SIGNALS + (1 << BUCKET_BITS);

  private static final int OPENING_WORDS = 4;
  private static final int GROUP_CHARS = 4;
  private static final long FIRST = TermHash.of("first");
  private static final long BIGRAM = TermHash.of("bigram");
  private static final long SKIP = TermHash.of("skip");
  private static final long PATTERN = TermHash.of("pattern");
  private static final long GROUP = TermHash.of("group");
  private static final long EDGE = TermHash.of("edge");

  private final FeatureVector vector = new FeatureVector(SIGNALS, BUCKET_BITS);
  private final WordKinds kinds = new WordKinds();
  private final SentenceForm form = new SentenceForm();
  private final int[] counts = new int[FAMILIES];
  private final int[] openingCounts = new int[FAMILIES];

  /** The vector of the words from {@code from} to before {@code to}; valid until the next call. */
  FeatureVector extract(CharSequence text, Words words, int from, int to) {
    vector.clear();
    kinds.read(words, from, to);
    form.write(text, words, kinds, from, to, vector);
    phrases(words, from, to);
    terms(text, words, from, to);
    return vector;
  }

  private void phrases(Words words, int from, int to) {
    Arrays.fill(counts, 0);
    Arrays.fill(openingCounts, 0);
    LEXICON.count(words, from, to, counts);
    LEXICON.count(words, from, Math.min(to, from + OPENING_WORDS), openingCounts);
    for (int f = 0; f < FAMILIES; f++) {
      vector.signal(FIRST_FAMILY + f, counts[f] == 0 ? 0 : Math.min(1.5, 0.5 + 0.5 * counts[f]));
      vector.signal(FIRST_FAMILY + FAMILIES + f, Math.min(1, openingCounts[f]));
    }
  }

  private void terms(CharSequence text, Words words, int from, int to) {
    vector.beginFamily();
    for (int w = from; w < to; w++) {
      vector.term(words.hashes[w]);
      if (w < from + 2) {
        vector.term(TermHash.pair(FIRST + (w - from), words.hashes[w]));
      }
    }
    vector.endFamily(2, 6);
    pairs(words, from, to);
    patterns(words, from, to);
    vector.beginFamily();
    for (int w = from; w < to; w++) {
      if (words.kinds[w] == Words.PLAIN) {
        groups(text, words.starts[w], words.ends[w]);
      }
    }
    vector.endFamily(1.4, 20);
  }

  private void pairs(Words words, int from, int to) {
    vector.beginFamily();
    long before = EDGE;
    for (int w = from; w <= to; w++) {
      long next = w == to ? EDGE : words.hashes[w];
      vector.term(BIGRAM + TermHash.pair(before, next));
      if (w + 2 < to) {
        vector.term(SKIP + TermHash.pair(before, words.hashes[w + 1]));
      }
      before = next;
    }
    vector.endFamily(2, 8);
  }

  /** Sequences of kinds of words: how the sentence is built, with whatever words. */
  private void patterns(Words words, int from, int to) {
    vector.beginFamily();
    long end = to > from && words.kinds[to - 1] == Words.MARK ? words.hashes[to - 1] : EDGE;
    long first = EDGE;
    long second = EDGE;
    for (int w = from; w <= to; w++) {
      long third = w == to ? end : kinds.pattern(words, w);
      vector.term(PATTERN + TermHash.pair(TermHash.pair(first, second), third));
      vector.term(PATTERN + 1 + TermHash.pair(second, third));
      if (w < from + 3 && w < to) {
        vector.term(PATTERN + 2 + (w - from) + TermHash.pair(third, end));
      }
      if (w == from + 1 && w < to) {
        vector.term(PATTERN + 8 + TermHash.pair(TermHash.pair(second, third), end));
      }
      first = second;
      second = third;
    }
    vector.endFamily(1.6, 8);
  }

  private void groups(CharSequence text, int start, int end) {
    for (int at = start; at + GROUP_CHARS <= end; at++) {
      long hash = GROUP + (at == start ? 1 : 0) + (at + GROUP_CHARS == end ? 2 : 0);
      for (int i = at; i < at + GROUP_CHARS; i++) {
        hash = TermHash.add(hash, Character.toLowerCase(text.charAt(i)));
      }
      vector.term(hash);
    }
  }
}

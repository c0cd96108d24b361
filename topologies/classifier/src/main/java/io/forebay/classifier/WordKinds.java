package io.forebay.classifier;

import java.util.Arrays;

/** Kinds of the words of a sentence: the family that a single word is a phrase of, or whom it stands for. A buffer; not thread-safe. */
final class WordKinds {
  static final int NONE = -1;
  static final int YOU = 1_000;
  static final int I = 1_001;
  static final int WE = 1_002;
  static final int IF = 1_003;

  private static final int IMPERATIVE = ActionFeatures.LEXICON.families().indexOf("IMPERATIVE");
  private static final int PLEASE = ActionFeatures.LEXICON.families().indexOf("PLEASE");
  private static final int LONGEST_PRONOUN = 7;
  private static final int SHORT_WORD = 5;
  private static final long FAMILY = 2_000;
  private static final long OTHER = 3_000;
  private static final long[] YOU_WORDS = TermHash.all("you", "your", "u", "sie", "ihr", "du", "vous", "votre", "tu", "usted", "su", "您", "你");
  private static final long[] I_WORDS = TermHash.all("i", "i'm", "i've", "i'll", "i'd", "my", "me", "ich", "je", "j'ai", "yo", "我");
  private static final long[] WE_WORDS = TermHash.all("we", "we're", "we'll", "us", "our", "wir", "nous", "我们");
  private static final long[] IF_WORDS = TermHash.all("if", "wenn", "falls", "si", "如果");

  private final int[] families = new int[Words.MAX_WORDS];
  private final int[] persons = new int[Words.MAX_WORDS];

  /** Looks up the words from {@code from} to before {@code to}. */
  void read(Words words, int from, int to) {
    for (int w = from; w < to; w++) {
      boolean plain = words.kinds[w] == Words.PLAIN;
      families[w] = plain ? ActionFeatures.LEXICON.familyOf(words.hashes[w]) : NONE;
      persons[w] = plain && words.ends[w] - words.starts[w] <= LONGEST_PRONOUN ? person(words.hashes[w]) : NONE;
    }
  }

  boolean isImperative(int word) {
    return families[word] == IMPERATIVE;
  }

  boolean isPlease(int word) {
    return families[word] == PLEASE;
  }

  /** {@link #YOU}, {@link #I}, {@link #WE}, {@link #IF} or {@link #NONE}. */
  int person(int word) {
    return persons[word];
  }

  /** What a word is in a pattern: its kind, itself if it is short, or else just a word. */
  long pattern(Words words, int word) {
    if (words.kinds[word] != Words.PLAIN) {
      return words.kinds[word] == Words.MARK ? words.hashes[word] : words.kinds[word];
    }
    if (persons[word] != NONE && persons[word] != IF) {
      return persons[word];
    }
    if (families[word] != NONE) {
      return FAMILY + families[word];
    }
    return words.ends[word] - words.starts[word] < SHORT_WORD ? words.hashes[word] : OTHER;
  }

  private static int person(long hash) {
    if (contains(YOU_WORDS, hash)) {
      return YOU;
    }
    if (contains(I_WORDS, hash)) {
      return I;
    }
    if (contains(WE_WORDS, hash)) {
      return WE;
    }
    return contains(IF_WORDS, hash) ? IF : NONE;
  }

  private static boolean contains(long[] sorted, long hash) {
    return Arrays.binarySearch(sorted, hash) >= 0;
  }
}

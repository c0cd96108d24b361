package io.forebay.emails;

import java.util.List;

/**
 * What a sentence looks like to the needs-action model: signals of form, families of phrases, and hashed words and letter groups.
 *
 * <p>A scratch that is used again and again; not thread-safe.
 */
final class ActionFeatures {
  static final int BUCKET_BITS = 16;
  static final Lexicon LEXICON = Lexicon.load("action-phrases.txt");
  private static final int FAMILIES = LEXICON.families().size();
  private static final int IMPERATIVE = LEXICON.families().indexOf("IMPERATIVE");
  private static final int PLEASE = LEXICON.families().indexOf("PLEASE");

  static final int SIGNALS = ActionSignal.values().length + 2 * FAMILIES;
  static final int DIMENSION = SIGNALS + (1 << BUCKET_BITS);

  private static final long BIGRAM = TermHash.of("bigram");
  private static final long GROUP = TermHash.of("group");
  private static final long FIRST = TermHash.of("first");
  private static final long SKIP = TermHash.of("skip");
  private static final long EDGE = TermHash.of("edge");
  private static final long[] YOU = hashes("you", "your", "u", "sie", "ihr", "du", "vous", "votre", "tu", "usted", "su", "您", "你");
  private static final long[] I = hashes("i", "i'm", "i've", "i'll", "i'd", "my", "me", "ich", "je", "j'ai", "yo", "我");
  private static final long[] WE = hashes("we", "we're", "we'll", "us", "our", "wir", "nous", "nosotros", "我们");
  private static final long[] IF = hashes("if", "wenn", "falls", "si", "如果");

  private final FeatureVector vector = new FeatureVector(SIGNALS, BUCKET_BITS);
  private final int[] counts = new int[FAMILIES];
  private final int[] firstCounts = new int[FAMILIES];
  private final int[] single = new int[FAMILIES];

  /** The vector of the words from {@code from} to before {@code to}; valid until the next call. */
  FeatureVector extract(CharSequence text, Words words, int from, int to) {
    vector.clear();
    form(text, words, from, to);
    families(words, from, to);
    terms(text, words, from, to);
    return vector;
  }

  static List<String> signalNames() {
    var names = new java.util.ArrayList<String>();
    for (ActionSignal signal : ActionSignal.values()) {
      names.add(signal.name());
    }
    names.addAll(LEXICON.families());
    LEXICON.families().forEach(family -> names.add("FIRST_" + family));
    return names;
  }

  private void form(CharSequence text, Words words, int from, int to) {
    int questions = 0;
    int exclamations = 0;
    int links = 0;
    int addresses = 0;
    int numbers = 0;
    int money = 0;
    int you = 0;
    int i = 0;
    int we = 0;
    int capitals = 0;
    int imperativeAfterComma = 0;
    int imperativeAfterPlease = 0;
    for (int w = from; w < to; w++) {
      long hash = words.hashes[w];
      switch (words.kinds[w]) {
        case Words.MARK -> {
          questions += hash == Words.QUESTION ? 1 : 0;
          exclamations += hash == Words.EXCLAMATION ? 1 : 0;
          money += hash == Words.MONEY ? 1 : 0;
        }
        case Words.LINK -> links++;
        case Words.ADDRESS -> addresses++;
        case Words.NUMBER, Words.MIXED -> numbers++;
        default -> {
          you += contains(YOU, hash) ? 1 : 0;
          i += contains(I, hash) ? 1 : 0;
          we += contains(WE, hash) ? 1 : 0;
          capitals += Character.isUpperCase(text.charAt(words.starts[w])) ? 1 : 0;
          if (w > from && isImperative(words, w, to)) {
            imperativeAfterComma += breaksBefore(text, words, w) ? 1 : 0;
            imperativeAfterPlease += familyOf(words, w - 1) == PLEASE ? 1 : 0;
          }
        }
      }
    }
    int length = to - from;
    boolean last = length > 0 && words.hashes[to - 1] == Words.QUESTION;
    set(ActionSignal.ENDS_WITH_QUESTION, last);
    set(ActionSignal.HAS_QUESTION, questions > 0);
    set(ActionSignal.QUESTION_INSIDE, questions > 0 && !last);
    set(ActionSignal.HAS_EXCLAMATION, exclamations > 0);
    set(ActionSignal.HAS_LINK, links > 0);
    set(ActionSignal.HAS_ADDRESS, addresses > 0);
    set(ActionSignal.HAS_NUMBER, numbers > 0);
    set(ActionSignal.HAS_MONEY, money > 0);
    vector.signal(ActionSignal.LENGTH.index(), Math.min(1.5, Math.log1p(length) / 3));
    set(ActionSignal.SHORT, length < 5);
    set(ActionSignal.LONG, length > 30);
    vector.signal(ActionSignal.CAPITALS.index(), length == 0 ? 0 : (double) capitals / length);
    set(ActionSignal.SAYS_YOU, you > 0);
    set(ActionSignal.SAYS_I, i > 0);
    set(ActionSignal.SAYS_WE, we > 0);
    set(ActionSignal.IMPERATIVE_AFTER_COMMA, imperativeAfterComma > 0);
    set(ActionSignal.IMPERATIVE_AFTER_PLEASE, imperativeAfterPlease > 0);
    if (length > 0) {
      set(ActionSignal.STARTS_WITH_IMPERATIVE, isImperative(words, from, to));
      set(ActionSignal.STARTS_WITH_NAME_AND_COMMA, length > 1 && charAfter(text, words, from) == ',');
      set(ActionSignal.STARTS_WITH_I, contains(I, words.hashes[from]));
      set(ActionSignal.STARTS_WITH_IF, contains(IF, words.hashes[from]));
    }
  }

  private void families(Words words, int from, int to) {
    java.util.Arrays.fill(counts, 0);
    java.util.Arrays.fill(firstCounts, 0);
    LEXICON.count(words, from, to, counts);
    LEXICON.count(words, from, Math.min(to, from + 4), firstCounts);
    int base = ActionSignal.values().length;
    for (int f = 0; f < FAMILIES; f++) {
      vector.signal(base + f, Math.min(1.5, counts[f] * 0.5 + (counts[f] > 0 ? 0.5 : 0)));
      vector.signal(base + FAMILIES + f, Math.min(1, firstCounts[f]));
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
    vector.endFamily(2.0, 6);
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
    vector.endFamily(2.0, 8);
    patterns(words, from, to);
    vector.beginFamily();
    for (int w = from; w < to; w++) {
      if (words.kinds[w] == Words.PLAIN) {
        groups(text, words.starts[w], words.ends[w]);
      }
    }
    vector.endFamily(1.4, 20);
  }

  private void patterns(Words words, int from, int to) {
    
    vector.beginFamily();
    long end = to > from && words.kinds[to - 1] == Words.MARK ? words.hashes[to - 1] : EDGE;
    long a = EDGE;
    long b = EDGE;
    for (int w = from; w <= to; w++) {
      long c = w == to ? end : patternOf(words, w);
      vector.term(PATTERN + TermHash.pair(TermHash.pair(a, b), c));
      vector.term(PATTERN + 1 + TermHash.pair(b, c));
      if (w < from + 3 && w < to) {
        vector.term(PATTERN + 2 + (w - from) + TermHash.pair(c, end));
        if (w==from+1) vector.term(PATTERN + 12 + TermHash.pair(TermHash.pair(b,c), end));
      }
      a = b;
      b = c;
    }
    vector.endFamily(1.6, 8);
  }
  private static final long PATTERN = TermHash.of("pattern");

  private long patternOf(Words words, int w) {
    if (words.kinds[w] != Words.PLAIN) {
      return words.kinds[w] == Words.MARK ? words.hashes[w] : words.kinds[w];
    }
    int family = familyOf(words, w);
    if (contains(YOU, words.hashes[w])) return 1000;
    if (contains(I, words.hashes[w])) return 1001;
    if (contains(WE, words.hashes[w])) return 1002;
    return family >= 0 ? 2000 + family : words.ends[w] - words.starts[w] < 5 ? words.hashes[w] : 3000;
  }

  private void groups(CharSequence text, int start, int end) {
    if (end - start < 4) {
      return;
    }
    for (int at = start; at + 4 <= end; at++) {
      long hash = GROUP + (at == start ? 1 : 0) + (at + 4 == end ? 2 : 0);
      for (int i = at; i < at + 4; i++) {
        hash = TermHash.add(hash, Character.toLowerCase(text.charAt(i)));
      }
      vector.term(hash);
    }
  }

  private boolean isImperative(Words words, int at, int to) {
    return familyOf(words, at) == IMPERATIVE && at < to;
  }

  private int familyOf(Words words, int at) {
    java.util.Arrays.fill(single, 0);
    LEXICON.count(words, at, at + 1, single);
    for (int f = 0; f < FAMILIES; f++) {
      if (single[f] > 0) {
        return f;
      }
    }
    return -1;
  }

  private static boolean breaksBefore(CharSequence text, Words words, int w) {
    for (int at = words.ends[w - 1]; at < words.starts[w]; at++) {
      char c = text.charAt(at);
      if (c == ',' || c == '.' || c == ';' || c == ':' || c == '-' || c == '\n') {
        return true;
      }
    }
    return false;
  }

  private static char charAfter(CharSequence text, Words words, int w) {
    int at = words.ends[w];
    return at < text.length() ? text.charAt(at) : ' ';
  }

  private void set(ActionSignal signal, boolean value) {
    vector.signal(signal.index(), value ? 1 : 0);
  }

  private static boolean contains(long[] hashes, long hash) {
    for (long h : hashes) {
      if (h == hash) {
        return true;
      }
    }
    return false;
  }

  private static long[] hashes(String... words) {
    return java.util.Arrays.stream(words).mapToLong(TermHash::of).toArray();
  }
}

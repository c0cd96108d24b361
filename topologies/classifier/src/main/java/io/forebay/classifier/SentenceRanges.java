package io.forebay.classifier;

/**
 * Cuts the words of a text into sentences: at closing marks, blank lines and list items, and after {@value #MAX_SENTENCE_WORDS} words
 * at the latest. Of a long text it keeps the first {@value #HEAD} and the last {@value #TAIL} sentences, where requests stand. A buffer that is filled again and again; not thread-safe.
 */
final class SentenceRanges {
  static final int MAX_SENTENCES = 22;
  private static final int HEAD = 16;
  private static final int TAIL = MAX_SENTENCES - HEAD;
  private static final int MAX_SENTENCE_WORDS = 60;

  private final int[] starts = new int[MAX_SENTENCES];
  private final int[] ends = new int[MAX_SENTENCES];
  private int count;

  int count() {
    return count;
  }

  /** Index of the sentence's first word. */
  int start(int sentence) {
    return starts[sentence];
  }

  /** Index behind the sentence's last word. */
  int end(int sentence) {
    return ends[sentence];
  }

  /** Forgets the last text and cuts another. */
  void cut(CharSequence text, Words words) {
    count = 0;
    int start = 0;
    for (int w = 0; w < words.count(); w++) {
      boolean last = w + 1 == words.count();
      if (last || w + 1 - start >= MAX_SENTENCE_WORDS || endsAfter(text, words, w)) {
        add(start, w + 1);
        start = w + 1;
      }
    }
  }

  private void add(int start, int end) {
    if (count == MAX_SENTENCES) {
      System.arraycopy(starts, HEAD + 1, starts, HEAD, TAIL - 1);
      System.arraycopy(ends, HEAD + 1, ends, HEAD, TAIL - 1);
      count--;
    }
    starts[count] = start;
    ends[count] = end;
    count++;
  }

  private static boolean endsAfter(CharSequence text, Words words, int w) {
    if (isClosingMark(words, w) && !isClosingMark(words, w + 1)) {
      return true;
    }
    int newLines = 0;
    boolean stop = false;
    for (int at = words.ends[w]; at < words.starts[w + 1]; at++) {
      char c = text.charAt(at);
      switch (c) {
        case '.', '…' -> stop = true;
        case '。', '．' -> {
          return true;
        }
        case '\n' -> {
          newLines++;
          if (stop || newLines > 1) {
            return true;
          }
        }
        case '*', '-', '•' -> {
          if (newLines > 0) {
            return true;
          }
        }
        default -> {
          if (stop && c <= ' ') {
            return !isInitial(text, words, w);
          }
        }
      }
    }
    return false;
  }

  private static boolean isClosingMark(Words words, int w) {
    return words.kinds[w] == Words.MARK && (words.hashes[w] == Words.QUESTION || words.hashes[w] == Words.EXCLAMATION);
  }

  /** A single capital before the stop: a name's initial. */
  private static boolean isInitial(CharSequence text, Words words, int w) {
    return words.ends[w] - words.starts[w] == 1 && Character.isUpperCase(text.charAt(words.starts[w]));
  }
}

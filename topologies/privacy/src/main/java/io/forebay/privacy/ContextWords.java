package io.forebay.privacy;

/**
 * Which contexts the words around a place name, found without an allocation.
 *
 * <p>A word is known by its 64-bit FNV-1a hash in an open-addressing table; a collision between two words would cost a wrong
 * hint, never a wrong offset.
 */
final class ContextWords {
  /** How far before a number a word still explains it, in characters. */
  private static final int BEFORE_MAX = 48;
  /** How long a word right behind a number can be, in characters. */
  private static final int AFTER_MAX = 16;
  /** Longest entry in a script without spaces, in characters. */
  private static final int UNSPACED_MAX = 12;

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final int TABLE_SIZE = 1024;

  private final long[] hashes = new long[TABLE_SIZE];
  private final long[] contexts = new long[TABLE_SIZE];

  ContextWords() {
    for (Context context : Context.values()) {
      context.words().forEach(word -> add(hash(word), context.bit()));
    }
  }

  private static long hash(String word) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < word.length(); i++) {
      hash = step(hash, word.charAt(i));
    }
    return hash;
  }

  private void add(long hash, long bit) {
    int slot = slot(hash);
    while (hashes[slot] != 0 && hashes[slot] != hash) {
      slot = (slot + 1) % TABLE_SIZE;
    }
    hashes[slot] = hash;
    contexts[slot] |= bit;
  }

  /**
   * Contexts named in the words that end at or before {@code at}; words before {@code floor} belong to something else.
   *
   * @return the union of {@link Context#bit()}
   */
  long before(char[] text, int floor, int at) {
    int from = Math.max(floor, at - BEFORE_MAX);
    for (int i = at - 1; i > from; i--) {
      // A redacted text explains the next number no better than the text did.
      if (text[i] == ']' && text[i - 1] >= 'A' && text[i - 1] <= 'Z') {
        from = i;
      }
    }
    if (from > floor && Chars.isWord(text[from]) && Chars.isWord(text[from - 1])) {
      while (from < at && Chars.isWord(text[from])) {
        from++;
      }
    }
    return contextsOf(text, from, at);
  }

  /** Contexts that the one word right behind {@code at} names, as in {@code 555 0100 (fax)}. */
  long after(char[] text, int at, int length) {
    int from = at;
    while (from < length && from < at + 3 && (text[from] == ' ' || text[from] == '(' || text[from] == ',')) {
      from++;
    }
    int end = from;
    while (end < length && end < from + AFTER_MAX && Character.isLetter(text[end])) {
      end++;
    }
    return from == at ? 0 : contextsOf(text, from, end);
  }

  private long contextsOf(char[] text, int from, int end) {
    long found = 0;
    int at = from;
    while (at < end) {
      char c = text[at];
      if (c >= 0x80 && Chars.isUnspaced(c)) {
        found |= unspaced(text, at, end);
        at++;
        continue;
      }
      long hash = FNV_OFFSET;
      int start = at;
      while (at < end && isSpacedLetter(text[at])) {
        hash = step(hash, lower(text[at++]));
      }
      if (at == start) {
        at++;
      } else {
        found |= lookUp(hash);
      }
    }
    return found;
  }

  private long unspaced(char[] text, int at, int end) {
    long found = 0;
    long hash = FNV_OFFSET;
    for (int i = at; i < Math.min(end, at + UNSPACED_MAX) && Chars.isUnspaced(text[i]); i++) {
      hash = step(hash, text[i]);
      found |= lookUp(hash);
    }
    return found;
  }

  private long lookUp(long hash) {
    int slot = slot(hash);
    while (hashes[slot] != 0) {
      if (hashes[slot] == hash) {
        return contexts[slot];
      }
      slot = (slot + 1) % TABLE_SIZE;
    }
    return 0;
  }

  private static boolean isSpacedLetter(char c) {
    return c < 0x80 ? Chars.isLatin(c) : Character.isLetter(c) && !Chars.isUnspaced(c);
  }

  private static char lower(char c) {
    return c < 0x80 ? (c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c) : Character.toLowerCase(c);
  }

  private static long step(long hash, char c) {
    return (hash ^ c) * FNV_PRIME;
  }

  private static int slot(long hash) {
    return (int) ((hash ^ (hash >>> 32)) & (TABLE_SIZE - 1));
  }
}

package io.forebay.classifier;

import java.util.Arrays;

/**
 * The hash of every lexical feature: 64-bit FNV-1a over UTF-16 code units, finished with the mixer of MurmurHash3.
 *
 * <p>Weights, stored lessons and tenants' models are addressed by it, so it never changes; a change is a new model format.
 * Sources: Fowler/Noll/Vo, draft-eastlake-fnv; Appleby, MurmurHash3 {@code fmix64}.
 */
final class TermHash {
  static final long START = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private TermHash() {}

  /** The state after one more code unit. */
  static long add(long state, int codeUnit) {
    return (state ^ codeUnit) * PRIME;
  }

  /** The state after all code units of a text. */
  static long of(CharSequence text) {
    long state = START;
    for (int i = 0; i < text.length(); i++) {
      state = add(state, text.charAt(i));
    }
    return state;
  }

  /** The states of several texts, sorted. */
  static long[] all(String... texts) {
    return Arrays.stream(texts).mapToLong(TermHash::of).sorted().toArray();
  }

  /** The state of two terms in their order. */
  static long pair(long first, long second) {
    return (first ^ Long.rotateLeft(second, 23)) * PRIME + second;
  }

  /** All bits mixed; a bucket is taken from the upper ones. */
  static long finish(long state) {
    long h = state;
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }

  /**
   * The bucket of a term.
   *
   * @param bits size of the table, as a power of two, 1 to 31
   */
  static int bucket(long state, int bits) {
    return (int) (finish(state) >>> (64 - bits));
  }
}

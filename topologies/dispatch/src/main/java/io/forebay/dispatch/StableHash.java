package io.forebay.dispatch;

/** A 64-bit hash of a text that is the same on every machine and in every version: FNV-1a, mixed with the finaliser of SplitMix64 (Steele et al., OOPSLA 2014). */
final class StableHash {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private StableHash() {}

  /**
   * The hash of a text.
   *
   * @param salt another hash for another number: texts that meet under one need not under the next
   */
  static long of(String text, long salt) {
    long hash = FNV_OFFSET ^ mixed(salt);
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return mixed(hash);
  }

  private static long mixed(long number) {
    long hash = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return hash ^ (hash >>> 31);
  }
}

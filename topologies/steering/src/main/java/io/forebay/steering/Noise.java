package io.forebay.steering;

/** Normal deviates that are the same for the same seed, from a table: drawing one costs a read. */
final class Noise {
  private static final int SIZE = 1 << 13;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final float[] table = new float[SIZE];
  private int at;
  private int stride = 1;

  Noise() {
    long state = 0;
    for (int i = 0; i < SIZE; i += 2) {
      // Box and Muller 1958
      double radius = Math.sqrt(-2 * Math.log(1 - unit(state += GOLDEN)));
      double angle = 2 * Math.PI * unit(state += GOLDEN);
      table[i] = (float) (radius * Math.cos(angle));
      table[i + 1] = (float) (radius * Math.sin(angle));
    }
  }

  void seed(long seed) {
    long mixed = mix(seed);
    at = (int) mixed & SIZE - 1;
    stride = (int) (mixed >>> 32) | 1;
  }

  /** The next deviate, of mean 0 and variance 1. */
  double next() {
    at = at + stride & SIZE - 1;
    return table[at];
  }

  private static double unit(long state) {
    return (mix(state) >>> 11) * 0x1p-53;
  }

  /** Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014. */
  private static long mix(long value) {
    long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}

package io.forebay.classifier;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * A sparse vector under construction: named signals in the first places, hashed terms behind them.
 *
 * <p>Each hashed term counts once however often it is added; the terms of one family share a fixed length, so that a long text says
 * no more than a short one. A buffer that is filled again and again; not thread-safe.
 */
final class FeatureVector {
  private static final int TABLE_BITS = 14;
  private static final int TABLE_SIZE = 1 << TABLE_BITS;
  private static final int MAX_TERMS = 10_000;

  private final int signalCount;
  private final int bucketBits;
  private final int[] seen = new int[TABLE_SIZE];
  private final int[] usedSlots = new int[MAX_TERMS];
  private int[] indices = new int[512];
  private float[] values = new float[512];
  private int size;
  private int terms;
  private int familyStart;

  /**
   * An empty vector.
   *
   * @param signalCount how many places the named signals take
   * @param bucketBits the number of buckets for hashed terms, as a power of two, 8 to 22
   */
  FeatureVector(int signalCount, int bucketBits) {
    this.signalCount = signalCount;
    this.bucketBits = bucketBits;
  }

  void clear() {
    for (int i = 0; i < terms; i++) {
      seen[usedSlots[i]] = 0;
    }
    size = 0;
    terms = 0;
    familyStart = 0;
  }

  int size() {
    return size;
  }

  int index(int at) {
    return indices[at];
  }

  float value(int at) {
    return values[at];
  }

  /** Sets a signal that has not been set. */
  void signal(int index, double value) {
    if (value != 0) {
      put(index, (float) value);
    }
  }

  /** Sets a signal that has not been set, to at most 1. */
  void signal(SpamSignal signal, double value) {
    signal(signal.index(), Math.min(1, value));
  }

  /** Sets a signal that has not been set, if it holds. */
  void flag(SpamSignal signal, boolean holds) {
    signal(signal.index(), holds ? 1 : 0);
  }

  /** Sets a signal that may have been set, if it holds. */
  void flagOnce(SpamSignal signal, boolean holds) {
    for (int i = size - 1; holds && i >= 0; i--) {
      if (indices[i] == signal.index()) {
        return;
      }
    }
    flag(signal, holds);
  }

  /** Begins a family of terms; ends with {@link #endFamily}. */
  void beginFamily() {
    familyStart = size;
  }

  /** Adds a term of the family unless it is there already. */
  void term(long hash) {
    if (terms >= MAX_TERMS) {
      return;
    }
    int index = signalCount + TermHash.bucket(hash, bucketBits);
    int slot = (index * 0x9e3779b1) >>> (32 - TABLE_BITS);
    while (seen[slot] != 0) {
      if (seen[slot] == index + 1) {
        return;
      }
      slot = (slot + 1) & (TABLE_SIZE - 1);
    }
    seen[slot] = index + 1;
    usedSlots[terms] = slot;
    terms++;
    put(index, 1);
  }

  /**
   * Gives the family its length.
   *
   * @param scale the Euclidean length of a family that has at least {@code fullAt} terms
   * @param fullAt below so many terms the length shrinks with their number, so that a single word does not shout
   */
  void endFamily(double scale, int fullAt) {
    int members = size - familyStart;
    if (members > 0) {
      Arrays.fill(values, familyStart, size, (float) (scale / Math.sqrt(Math.max(members, fullAt))));
    }
  }

  Example toExample(boolean positive) {
    return new Example(Arrays.copyOf(indices, size), Arrays.copyOf(values, size), positive);
  }

  private void put(int index, float value) {
    if (size == indices.length) {
      indices = Arrays.copyOf(indices, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    indices[size] = index;
    values[size] = value;
    size++;
  }

  /** A labelled vector to learn from. */
  static final class Example {
    private final int[] indices;
    private final float[] values;
    private final boolean positive;

    private Example(int[] indices, float[] values, boolean positive) {
      this.indices = indices;
      this.values = values;
      this.positive = positive;
    }

    /** The example as it would be if some places had been empty. */
    Example without(IntPredicate left) {
      int[] kept = IntStream.range(0, indices.length).filter(i -> !left.test(indices[i])).toArray();
      int[] keptIndices = new int[kept.length];
      float[] keptValues = new float[kept.length];
      for (int i = 0; i < kept.length; i++) {
        keptIndices[i] = indices[kept[i]];
        keptValues[i] = values[kept[i]];
      }
      return new Example(keptIndices, keptValues, positive);
    }

    /** The example with other numbers for its places. */
    Example renumbered(IntUnaryOperator number) {
      return new Example(Arrays.stream(indices).map(number).toArray(), values, positive);
    }

    /** The example with the value at each place multiplied by the place's factor. */
    Example scaled(double[] factors) {
      float[] scaled = new float[values.length];
      for (int i = 0; i < values.length; i++) {
        scaled[i] = (float) (values[i] * factors[indices[i]]);
      }
      return new Example(indices, scaled, positive);
    }

    int[] indices() {
      return indices;
    }

    float[] values() {
      return values;
    }

    boolean positive() {
      return positive;
    }
  }
}

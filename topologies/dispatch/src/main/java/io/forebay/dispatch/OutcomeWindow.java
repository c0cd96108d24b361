package io.forebay.dispatch;

/** The last outcomes of a number of calls, as a ring of bits with a running count of the failures. */
final class OutcomeWindow {
  private final long[] failed;
  private final int capacity;
  private int size;
  private int next;
  private int failures;

  /**
   * @param capacity how many outcomes are remembered, at least 1
   */
  OutcomeWindow(int capacity) {
    this.capacity = Math.max(1, capacity);
    this.failed = new long[(this.capacity + Long.SIZE - 1) / Long.SIZE];
  }

  void add(boolean failure) {
    if (size == capacity) {
      failures -= isFailure(next) ? 1 : 0;
    } else {
      size++;
    }
    long bit = 1L << next; // the shift takes the place modulo 64
    failed[next / Long.SIZE] = failure ? failed[next / Long.SIZE] | bit : failed[next / Long.SIZE] & ~bit;
    failures += failure ? 1 : 0;
    next = next + 1 == capacity ? 0 : next + 1;
  }

  int size() {
    return size;
  }

  /** The part that failed, 0 to 1; 0 when there is none. Divides, such that 7 of 100 is what a policy writes as 0.07. */
  double failureRate() {
    return size == 0 ? 0 : failures / (double) size;
  }

  void clear() {
    size = 0;
    next = 0;
    failures = 0;
  }

  /** A window of another capacity with the latest of these outcomes. */
  OutcomeWindow resized(int newCapacity) {
    var resized = new OutcomeWindow(newCapacity);
    int kept = Math.min(size, resized.capacity);
    for (int age = kept; age > 0; age--) {
      resized.add(isFailure(Math.floorMod(next - age, capacity)));
    }
    return resized;
  }

  private boolean isFailure(int place) {
    return (failed[place / Long.SIZE] >>> place & 1) == 1;
  }
}

package io.forebay.dispatch;

/**
 * The smallest overhead of late, in the present bucket of time and the one before: what the way to a runner and back takes when nothing waits.
 *
 * <p>Buckets last at least ten seconds. Who uses it lets a moment pass without a queue before each change, or it becomes part of the smallest.
 */
final class DelayBaseline {
  private static final long BUCKET_MICROS = 10_000_000;

  private long bucketStart = Long.MIN_VALUE;
  private long current = Long.MAX_VALUE;
  private long previous = Long.MAX_VALUE;

  void add(long overheadMicros, long nowMicros) {
    if (bucketStart == Long.MIN_VALUE) {
      bucketStart = nowMicros;
    }
    current = Math.min(current, overheadMicros);
  }

  /** Of at least one that was added. */
  long micros() {
    return Math.min(current, previous);
  }

  /** Whether the bucket has lasted for its time. */
  boolean isDue(long nowMicros) {
    return nowMicros - bucketStart >= BUCKET_MICROS;
  }

  void nextBucket(long nowMicros) {
    previous = current;
    current = Long.MAX_VALUE;
    bucketStart = nowMicros;
  }
}

package io.forebay.cli;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Ids that sort by when they were made: UUIDs of version 7 (RFC 9562). */
final class TimeOrderedId {
  private static final long VERSION = 7L << 12;
  private static final long VARIANT = 2L << 62;
  private static final int RANDOM_A_BITS = 12;
  private static final int TIME_SHIFT = 16;

  private TimeOrderedId() {}

  /**
   * @param at to the millisecond
   */
  static String at(Instant at, RandomGenerator random) {
    long high = at.toEpochMilli() << TIME_SHIFT | VERSION | random.nextInt(1 << RANDOM_A_BITS);
    long low = VARIANT | random.nextLong() >>> 2;
    return new UUID(high, low).toString();
  }
}

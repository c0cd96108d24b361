package io.forebay.dispatch;

/**
 * How many actions of a capability may be ready or running at once, found out from how long they wait: enough to keep every runner busy, and not so
 * many that they queue in the ready topic, where the first comes first whosever it is, instead of here, where turns are fair.
 *
 * <p>It is the idea of TCP Vegas (Brakmo and Peterson, "TCP Vegas: End to End Congestion Avoidance on a Global Internet", IEEE JSAC 1995): what an
 * action spends beside its handler's own time has a part that is always there, the way to the runner and back, and a part that grows as soon as more
 * are on their way than there are places. While the second is small, a full window grows; when its median over a round trip is above the target, the
 * window shrinks by as many as are waiting. Little's law tells how many that are: those that end in the time that one waits.
 *
 * <p>Time goes in rounds: as many completions as were in flight when the round began, which is about the time of one action from ready to done.
 *
 * <ul>
 *   <li>The window grows in every other round only, as in Vegas, for what growing does is seen in the round after.
 *   <li>A new window doubles when it grows. After it shrank it grows by an eighth, the next time by a quarter, a half, and doubles again.
 *   <li>When it shrank, the round of those that began before is let pass and tells nothing; so it shrinks once for one cause.
 *   <li>A window that is always full would in time take its own queue for the way to the runner. Before each change of the {@link DelayBaseline}'s
 *       buckets it is therefore a round long smaller, by as many as wait and an eighth, such that the way alone shows (as does BBR: Cardwell et al.,
 *       "BBR: Congestion-Based Congestion Control", ACM Queue 2016).
 * </ul>
 *
 * Not thread-safe. Times are microseconds, of any clock that only moves forward.
 */
final class ConcurrencyWindow {
  private static final long TARGET_MICROS = 25_000;
  private static final int CAUTION_MAX = 8;

  /** A year, above and below nothing; what clocks that were set make of a time is no more. */
  private static final long OVERHEAD_MAX_MICROS = 365L * 24 * 60 * 60 * 1_000_000;

  /** It shrinks to half at most in one round: it cannot have grown by more without seeing what came of it. */
  private static final int SHRINK_MAX = 2;

  private enum Phase {
    /** Completions make the window larger. */
    GROW,
    /** It stays as it is, and shows what it is like. */
    HOLD,
    /** What began before the last change passes. */
    SETTLE;

    Phase next() {
      return this == GROW ? HOLD : GROW;
    }
  }

  private final int min;
  private final int max;
  private final long targetMicros;
  private final DelayBaseline baseline = new DelayBaseline();
  private final DelayRound round = new DelayRound();
  private int size;
  private int limit;
  private Phase phase = Phase.GROW;
  private boolean showsTheWayAlone;
  private int caution = 1;
  private int earned;

  /**
   * @param initial the size to begin with
   * @param min the smallest size, at least 1
   * @param max the largest size, at least the smallest
   */
  ConcurrencyWindow(int initial, int min, int max) {
    this(initial, min, max, TARGET_MICROS);
  }

  /**
   * @param targetMicros the wait for a runner that is worth having one always at hand, at least 1
   */
  ConcurrencyWindow(int initial, int min, int max, long targetMicros) {
    if (min < 1 || max < min || targetMicros < 1) {
      throw new IllegalArgumentException("a window needs 1 <= min <= max and a target, got %d to %d and %d µs".formatted(min, max, targetMicros));
    }
    this.min = min;
    this.max = max;
    this.targetMicros = targetMicros;
    resize(initial);
  }

  boolean hasRoom(int inFlight) {
    return inFlight < limit;
  }

  int size() {
    return size;
  }

  /**
   * Takes note of an action that has ended.
   *
   * @param overheadMicros from ready to its outcome seen, without the time that its handler ran
   * @param inFlightBefore how many were ready or running, itself included
   */
  void onDone(long overheadMicros, int inFlightBefore, long nowMicros) {
    long overhead = Math.clamp(overheadMicros, -OVERHEAD_MAX_MICROS, OVERHEAD_MAX_MICROS);
    baseline.add(overhead, nowMicros);
    long delay = overhead - baseline.micros();
    if (round.isEmpty()) {
      round.begin(inFlightBefore, nowMicros);
    }
    round.add(delay);
    if (phase == Phase.GROW && inFlightBefore >= size && delay < targetMicros) {
      grow();
    }
    if (round.isOver()) {
      round.end(inFlightBefore >= limit, nowMicros);
      phase = phase == Phase.SETTLE ? settled(nowMicros) : judged(round.medianMicros(), nowMicros);
      // Of the window that was made smaller to see the way alone, those that began before have to pass as well.
      round.begin(limit < size ? inFlightBefore + limit : inFlightBefore, nowMicros);
    }
  }

  private void grow() {
    earned++;
    if (earned >= caution) {
      earned = 0;
      resize(size + 1);
    }
  }

  private Phase settled(long nowMicros) {
    if (showsTheWayAlone) {
      showsTheWayAlone = false;
      baseline.nextBucket(nowMicros);
    }
    limit = size;
    return Phase.GROW;
  }

  private Phase judged(long delayMicros, long nowMicros) {
    boolean tooLong = delayMicros > targetMicros;
    int withoutQueue = size - waiting(delayMicros) - size / 8;
    if (tooLong) {
      caution = CAUTION_MAX;
      earned = 0;
      resize(Math.max(size / SHRINK_MAX, size - waiting(delayMicros - targetMicros / 2)));
    } else if (phase == Phase.HOLD) {
      caution = Math.max(1, caution / 2);
    }
    showsTheWayAlone = baseline.isDue(nowMicros);
    if (showsTheWayAlone) {
      limit = Math.clamp(withoutQueue, min, size);
    }
    return tooLong || showsTheWayAlone ? Phase.SETTLE : phase.next();
  }

  /** How many are in flight only because each waits so long: Little's law, at the pace at which they end. */
  private int waiting(long delayMicros) {
    return (int) Math.clamp(delayMicros / round.paceMicros(), 0, size);
  }

  private void resize(int wanted) {
    size = Math.clamp(wanted, min, max);
    limit = size;
  }
}

package io.forebay.emails;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Takes the time of the steps that one message goes through, each from the end of the one before it. */
final class StepTimer {
  private static final long NANOS_PER_MICRO = 1_000;

  private final LongSupplier nanoClock;
  private final Map<String, Long> micros = new LinkedHashMap<>();
  private long before;

  /**
   * @param nanoClock nanoseconds of a clock that only moves forward
   */
  StepTimer(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    before = nanoClock.getAsLong();
  }

  void ended(String step) {
    long now = nanoClock.getAsLong();
    micros.put(step, (now - before) / NANOS_PER_MICRO);
    before = now;
  }

  /** A step that was timed elsewhere. */
  void took(String step, long stepMicros) {
    micros.put(step, stepMicros);
  }

  Map<String, Long> micros() {
    return micros;
  }
}

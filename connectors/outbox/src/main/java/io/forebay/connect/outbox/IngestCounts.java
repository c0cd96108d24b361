package io.forebay.connect.outbox;

import java.util.concurrent.atomic.LongAdder;

/** How many rows an ingest has committed since it was started. */
final class IngestCounts {
  private final LongAdder tasks = new LongAdder();
  private final LongAdder dead = new LongAdder();

  void add(long moreTasks, long moreDead) {
    tasks.add(moreTasks);
    dead.add(moreDead);
  }

  long tasks() {
    return tasks.sum();
  }

  long dead() {
    return dead.sum();
  }
}

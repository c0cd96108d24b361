package io.forebay.runners;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The records of one turn, which all need a verdict before their consumer can have its next turn.
 *
 * <p>Verdicts come from any thread; the first one of a record counts.
 */
final class Batch<R> {
  private final List<R> records;
  private final AtomicReferenceArray<Verdict> verdicts;
  private final AtomicInteger open;
  private final Runnable onDone;
  private final long receivedNanos;

  /** @param onDone called once, by whoever gives the last verdict */
  Batch(List<R> records, long receivedNanos, Runnable onDone) {
    this.records = new ArrayList<>(records);
    this.verdicts = new AtomicReferenceArray<>(records.size());
    this.open = new AtomicInteger(records.size());
    this.receivedNanos = receivedNanos;
    this.onDone = onDone;
  }

  /** Records by position; null where one is forgotten. */
  List<R> records() {
    return Collections.unmodifiableList(records);
  }

  /** Takes a record out that is acknowledged already or that somebody else has by now; for the consumer's thread. */
  void forget(int index) {
    records.set(index, null);
    settle(index, Verdict.ACCEPT);
  }

  void settle(int index, Verdict verdict) {
    if (verdicts.compareAndSet(index, null, verdict) && open.decrementAndGet() == 0) {
      onDone.run();
    }
  }

  /** The verdict, or null while there is none. */
  Verdict verdict(int index) {
    return verdicts.get(index);
  }

  boolean isDone() {
    return open.get() <= 0;
  }

  long ageNanos(long nowNanos) {
    return nowNanos - receivedNanos;
  }
}

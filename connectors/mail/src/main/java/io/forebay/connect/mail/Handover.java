package io.forebay.connect.mail;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;

/** Where readers leave their batches for the task, one at a time and in turn, and say what only a person can mend. */
final class Handover {
  private static final long TAKE_MILLIS = 500;

  private final BlockingQueue<List<SourceRecord>> batches = new ArrayBlockingQueue<>(1, true);
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  /** Waits until there is room. */
  void give(List<SourceRecord> batch) throws InterruptedException {
    batches.put(batch);
  }

  void fail(Throwable e) {
    failure.compareAndSet(null, e);
  }

  /**
   * The next batch; null if there is none for half a second.
   *
   * @throws ConnectException what a reader has failed on, once nothing is left to take
   */
  List<SourceRecord> take() throws InterruptedException {
    List<SourceRecord> batch = batches.poll(TAKE_MILLIS, TimeUnit.MILLISECONDS);
    Throwable failed = failure.get();
    if (batch == null && failed != null) {
      throw new ConnectException(failed instanceof Error ? failed.toString() : failed.getMessage(), failed);
    }
    return batch;
  }
}

package io.forebay.runners;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.schemas.ReadyAction;
import io.forebay.schemas.Repeatability;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * One attempt of an action in this runner: who works on it, how far it is, and why it shall stop.
 *
 * <p>It ends exactly once, by its worker or, when that does not react, by whoever watches it; only who ended it may tell so. Its worker is
 * interrupted only before the end, so that an interrupt never hits what comes after.
 */
final class Attempt implements ActionCall {
  private static final int PROGRESS_CHARS_MAX = 64 << 10;
  /** Beyond it a record is kept: Kafka sets aside what is delivered too often. */
  private static final int GIVEN_BACK_MAX = 5;

  private static final long PROGRESS_INTERVAL_NANOS = Duration.ofMillis(250).toNanos();

  /** Why an attempt shall stop. */
  enum Stop {
    TIMEOUT,
    CANCEL,
    SHUTDOWN,
    /** No slot in time: another runner may have one. */
    GIVE_BACK
  }

  private enum Phase {
    /** For a slot. */
    WAITING,
    /** Has a slot, and may be waiting for a grant. */
    ADMITTED,
    RUNNING,
    ENDED
  }

  private final Delivery delivery;
  private final LoadedHandler handler;
  private final Consumer<Verdict> settle;
  private final Consumer<JsonNode> onProgress;
  private final LongSupplier nanoTime;
  private Thread worker;
  private Phase phase = Phase.WAITING;
  private Stop stop;
  private JsonNode input;
  private long stoppedNanos;
  private long startedNanos;
  private long endNanos;
  private long saidNanos;
  private String progress;
  private boolean progressIsNew;
  private boolean begun;
  private boolean recordGone;
  private Spans.Span span;

  /**
   * @param settle told what becomes of its record
   * @param onProgress told of all progress, on the handler's thread
   */
  Attempt(Delivery delivery, LoadedHandler handler, Consumer<Verdict> settle, Consumer<JsonNode> onProgress, LongSupplier nanoTime) {
    this.delivery = delivery;
    this.handler = handler;
    this.settle = settle;
    this.onProgress = onProgress;
    this.nanoTime = nanoTime;
    this.saidNanos = nanoTime.getAsLong();
  }

  Delivery delivery() {
    return delivery;
  }

  ReadyAction action() {
    return delivery.action();
  }

  LoadedHandler handler() {
    return handler;
  }

  void settle(Verdict verdict) {
    settle.accept(verdict);
  }

  boolean isOnce() {
    return repeatability() == Repeatability.ONCE;
  }

  synchronized void workedOnBy(Thread thread) {
    worker = thread;
    if (stop != null) {
      thread.interrupt();
    }
  }

  synchronized void tracedBy(Spans.Span traced) {
    span = traced;
  }

  synchronized Spans.Span span() {
    return span;
  }

  /** From here on it has a slot; false if it shall stop before. */
  synchronized boolean admit() {
    if (stop == null) {
      phase = Phase.ADMITTED;
    }
    return stop == null;
  }

  /** Gives it back if it has waited for a slot for too long; what was given back too often already waits on. */
  synchronized void giveBackIfWaiting() {
    if (phase == Phase.WAITING && delivery.count() < GIVEN_BACK_MAX && isDue(nanoTime.getAsLong())) {
      stop(Stop.GIVE_BACK);
    }
  }

  /** Whether its lease covers it, so that its record may go; what ended before it began is given back, and its record with it. */
  synchronized boolean isCovered() {
    return begun || phase == Phase.ADMITTED;
  }

  /** Lets its record go if its lease covers it. */
  synchronized void letGo() {
    if (isCovered() && !recordGone) {
      recordGone = true;
      settle(Verdict.ACCEPT);
    }
  }

  /** Whether its record was let go: nobody gets it any more. */
  synchronized boolean isRecordGone() {
    return recordGone;
  }

  /** From here on its handler runs; false if it shall stop before. */
  synchronized boolean begin(JsonNode json, long timeoutNanos) {
    if (stop != null) {
      return false;
    }
    input = json;
    phase = Phase.RUNNING;
    begun = true;
    startedNanos = nanoTime.getAsLong();
    endNanos = startedNanos + timeoutNanos;
    saidNanos = startedNanos;
    return true;
  }

  /** Interrupts its worker, for the first reason that is given. */
  synchronized void stop(Stop why) {
    if (stop == null && phase != Phase.ENDED) {
      stop = why;
      stoppedNanos = nanoTime.getAsLong();
      if (worker != null) {
        worker.interrupt();
      }
    }
  }

  /** Ends it; true for the one caller that did. */
  synchronized boolean end() {
    boolean first = phase != Phase.ENDED;
    phase = Phase.ENDED;
    if (Thread.currentThread().equals(worker)) {
      boolean _ = Thread.interrupted();
    }
    return first;
  }

  synchronized Optional<Stop> stopped() {
    return Optional.ofNullable(stop);
  }

  /** Whether its handler was called. */
  synchronized boolean isStarted() {
    return begun;
  }

  synchronized boolean isOverdue() {
    return phase == Phase.RUNNING && stop == null && nanoTime.getAsLong() - endNanos >= 0;
  }

  /** Ends an attempt that was told to stop so long ago; true for the one caller that did. */
  synchronized boolean endAsStuck(Duration patience) {
    if (phase != Phase.RUNNING || stop == null || nanoTime.getAsLong() - stoppedNanos < patience.toNanos()) {
      return false;
    }
    return end();
  }

  /** How long its handler has run in nanoseconds; 0 before it has. */
  synchronized long ranNanos() {
    return begun ? nanoTime.getAsLong() - startedNanos : 0;
  }

  /**
   * Whether those who watch have to hear of it now, because there is something new or because it would be taken for gone.
   *
   * @return the latest progress to tell, empty text for none; absent if there is nothing to say
   */
  synchronized Optional<String> takeWord() {
    long now = nanoTime.getAsLong();
    boolean news = progressIsNew && now - saidNanos >= PROGRESS_INTERVAL_NANOS;
    boolean speaks = phase == Phase.RUNNING || (phase == Phase.WAITING && stop == null);
    if (!speaks || !(news || isDue(now))) {
      return Optional.empty();
    }
    saidNanos = now;
    progressIsNew = false;
    return Optional.of(progress == null ? "" : progress);
  }

  /** Whether dispatch would take this runner for gone if it said nothing for much longer. */
  private boolean isDue(long now) {
    return now - saidNanos >= Duration.ofMillis(action().getLeaseMs()).toNanos() / 3;
  }

  @Override
  public String actionId() {
    return action().getActionId();
  }

  @Override
  public String tenant() {
    return action().getTenant();
  }

  @Override
  public int attempt() {
    return action().getAttempt();
  }

  @Override
  public String idempotencyKey() {
    return action().getIdempotencyKey();
  }

  @Override
  public Repeatability repeatability() {
    return action().getRepeatability();
  }

  @Override
  public synchronized JsonNode input() {
    return input;
  }

  @Override
  public synchronized Duration remaining() {
    return Duration.ofNanos(Math.max(0, endNanos - nanoTime.getAsLong()));
  }

  @Override
  public synchronized boolean isCancelled() {
    return stop != null;
  }

  @Override
  public void progress(JsonNode json) {
    String text = JsonContract.write(json);
    if (text.length() > PROGRESS_CHARS_MAX) {
      throw new IllegalArgumentException("progress must be at most " + PROGRESS_CHARS_MAX + " characters of JSON, got " + text.length());
    }
    synchronized (this) {
      progress = text;
      progressIsNew = true;
    }
    onProgress.accept(json);
  }
}

package io.forebay.runners;

import io.forebay.schemas.RunnerSignal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** What this runner has asked dispatch and waits to hear: whether it may start an attempt. */
final class Claims {
  private final AtomicLong numbers = new AtomicLong();
  private final ConcurrentMap<Long, CompletableFuture<RunnerSignal>> open = new ConcurrentHashMap<>();

  /** A question that is asked; to be closed when nobody waits any more. */
  final class Claim implements AutoCloseable {
    private final long number = numbers.incrementAndGet();
    private final CompletableFuture<RunnerSignal> answer = new CompletableFuture<>();

    /** Tells it from every other claim of this runner, also from earlier ones of the same attempt. */
    long number() {
      return number;
    }

    /** The answer, GRANT or DENY; empty if there is none within the time. */
    Optional<RunnerSignal> await(Duration patience) throws InterruptedException {
      try {
        return Optional.of(answer.get(patience.toNanos(), TimeUnit.NANOSECONDS));
      } catch (TimeoutException _) {
        return Optional.empty();
      } catch (ExecutionException e) {
        throw new IllegalStateException("an answer cannot fail", e);
      }
    }

    @Override
    public void close() {
      open.remove(number);
    }
  }

  /** Opens a question before it is asked, so that no answer is missed. */
  Claim open() {
    var claim = new Claim();
    open.put(claim.number, claim.answer);
    return claim;
  }

  /** Takes an answer; one that nobody waits for is dropped. */
  void answer(long number, RunnerSignal signal) {
    CompletableFuture<RunnerSignal> waiting = open.get(number);
    if (waiting != null) {
      waiting.complete(signal);
    }
  }
}

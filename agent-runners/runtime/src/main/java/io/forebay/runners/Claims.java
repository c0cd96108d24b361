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

/** What this runner has asked dispatch and waits to hear: whether it may start an attempt. */
final class Claims {
  private final ConcurrentMap<Key, CompletableFuture<RunnerSignal>> open = new ConcurrentHashMap<>();

  private record Key(String actionId, int attempt) {}

  /** A question that is asked; to be closed when nobody waits any more. */
  final class Claim implements AutoCloseable {
    private final Key key;
    private final CompletableFuture<RunnerSignal> answer = new CompletableFuture<>();

    private Claim(Key key) {
      this.key = key;
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
      open.remove(key, answer);
    }
  }

  /** Opens a question before it is asked, so that no answer is missed. */
  Claim open(String actionId, int attempt) {
    var claim = new Claim(new Key(actionId, attempt));
    open.put(claim.key, claim.answer);
    return claim;
  }

  /** Takes an answer; one that nobody waits for is dropped. */
  void answer(String actionId, int attempt, RunnerSignal signal) {
    CompletableFuture<RunnerSignal> waiting = open.get(new Key(actionId, attempt));
    if (waiting != null) {
      waiting.complete(signal);
    }
  }
}

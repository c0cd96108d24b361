package io.forebay.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How an asker waits for the one result of an action: who has heard nothing for a while asks again, under the same id.
 *
 * @param timeout gives up after this
 * @param askAgain time between two requests
 */
record ResultWait(Duration timeout, Duration askAgain) {
  /** Design, "Guarantees": an asker that has heard nothing for a while asks again. */
  static final Duration ASK_AGAIN = Duration.ofSeconds(10);

  /**
   * Asks, and waits.
   *
   * @param ask sends the request
   * @param poll waits a moment for the result
   * @param tick is called between polls
   * @return empty where no result came in time
   */
  <R> Optional<R> await(Runnable ask, Supplier<Optional<R>> poll, Runnable tick) {
    long startNanos = System.nanoTime();
    long askedNanos = startNanos;
    ask.run();
    var result = poll.get();
    while (result.isEmpty() && System.nanoTime() - startNanos < timeout.toNanos()) {
      if (System.nanoTime() - askedNanos >= askAgain.toNanos()) {
        askedNanos = System.nanoTime();
        ask.run();
      }
      tick.run();
      result = poll.get();
    }
    return result;
  }
}

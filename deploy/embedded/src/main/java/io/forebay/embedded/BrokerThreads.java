package io.forebay.embedded;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The threads of one broker, and its first fatal fault.
 *
 * <p>Kafka ends a broken broker by ending the JVM, through one hook a JVM that is not told which broker is meant. A thread
 * group is inherited by every thread that the broker starts, so the thread that calls the hook tells it.
 */
final class BrokerThreads extends ThreadGroup {
  private final CompletableFuture<Throwable> fault = new CompletableFuture<>();

  BrokerThreads() {
    super("embedded-broker");
  }

  /** The group of the broker that the calling thread works for, if it works for one. */
  static Optional<BrokerThreads> ofCurrentThread() {
    for (ThreadGroup group = Thread.currentThread().getThreadGroup(); group != null; group = group.getParent()) {
      if (group instanceof BrokerThreads threads) {
        return Optional.of(threads);
      }
    }
    return Optional.empty();
  }

  /** Completes, normally, with the first fatal fault; never in a healthy broker. */
  CompletableFuture<Throwable> fault() {
    return fault;
  }
}

package io.forebay.runners;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;

/** What has been started and is to be closed, the last first. */
final class Parts implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  <T extends AutoCloseable> T add(T part) {
    open.push(part);
    return part;
  }

  /** Closes all, also when one of them fails to. */
  @Override
  public void close() {
    var failures = new ArrayList<Exception>();
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      var failure = new IllegalStateException("a part of the runner did not stop", failures.getFirst());
      failures.stream().skip(1).forEach(failure::addSuppressed);
      throw failure;
    }
  }
}

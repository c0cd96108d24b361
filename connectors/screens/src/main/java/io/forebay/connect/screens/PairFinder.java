package io.forebay.connect.screens;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Finds files of one stem among names that come in the order of their UTF-8 bytes, as a bucket lists them.
 *
 * <p>All names of a stem begin with it and a dot, so nothing else stands between them but stems that begin so too: {@code a.b.json} between {@code a.jpg} and
 * {@code a.json}. Only those that may go on are held.
 */
final class PairFinder {
  private final Consumer<Screenshot.Half> found;
  private final Deque<Screenshot.Half> open = new ArrayDeque<>();
  private String last = "";

  /**
   * @param found gets each stem once, when no more of it can come
   */
  PairFinder(Consumer<Screenshot.Half> found) {
    this.found = found;
  }

  /**
   * Takes the next one.
   *
   * @throws IOException if it comes before the last one
   */
  void add(StoredFile file, Instant changed) throws IOException {
    if (Arrays.compareUnsigned(last.getBytes(StandardCharsets.UTF_8), file.name().getBytes(StandardCharsets.UTF_8)) >= 0) {
      throw new IOException("it lists %s behind %s: a store must list names in the order of their bytes".formatted(file.name(), last));
    }
    last = file.name();
    while (!open.isEmpty() && !file.name().startsWith(open.peek().stem() + ".")) {
      found.accept(open.pop());
    }
    if (StoredFile.isOurs(file.name())) {
      if (open.isEmpty() || !open.peek().stem().equals(file.stem())) {
        open.push(new Screenshot.Half(file.stem()));
      }
      open.peek().add(file, changed);
    }
  }

  /** There are no more. */
  void end() {
    while (!open.isEmpty()) {
      found.accept(open.pop());
    }
  }
}

package io.forebay.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the registry's process prints, kept in a file of bounded size, with its last lines at hand.
 *
 * <p>The output is always read to its end, so that the process never waits for a full pipe.
 */
final class RegistryLog {
  static final long FILE_BYTES_MAX = 4L << 20;
  private static final int LINE_CHARS_MAX = 4_096;
  private static final int TAIL_LINES = 2;
  private static final int TAIL_LINE_CHARS_MAX = 200;

  private static final Logger LOG = LoggerFactory.getLogger(RegistryLog.class);

  private final Path file;
  private final Deque<String> tail = new ArrayDeque<>(TAIL_LINES);
  private boolean writable = true;

  RegistryLog(Path file) {
    this.file = file;
  }

  /** Copies until the output ends; a longer line than the bound is cut into several. */
  void drain(Reader output, Consumer<String> onLine) {
    try (BufferedReader reader = new BufferedReader(output)) {
      for (String line = readLine(reader); line != null; line = readLine(reader)) {
        remember(line);
        onLine.accept(line);
        write(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path file() {
    return file;
  }

  /** The last lines that are not of a stack trace, shortened. */
  synchronized List<String> tail() {
    return List.copyOf(tail);
  }

  private synchronized void remember(String line) {
    if (line.isBlank() || line.startsWith("\t")) {
      return;
    }
    if (tail.size() == TAIL_LINES) {
      tail.removeFirst();
    }
    tail.addLast(line.length() <= TAIL_LINE_CHARS_MAX ? line : line.substring(0, TAIL_LINE_CHARS_MAX) + "…");
  }

  /** Gives up the file, not the reading, when the disk is full. */
  private void write(String line) {
    if (!writable) {
      return;
    }
    try {
      append(line);
    } catch (IOException e) {
      writable = false;
      LOG.warn("{} is not written any further ({})", file, StackFailures.reason(e));
    }
  }

  private void append(String line) throws IOException {
    if (Files.exists(file) && Files.size(file) > FILE_BYTES_MAX) {
      Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
    }
    try (Writer writer =
        Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      writer.append(line).append('\n');
    }
  }

  private static String readLine(Reader reader) throws IOException {
    StringBuilder line = new StringBuilder();
    while (line.length() < LINE_CHARS_MAX) {
      int next = reader.read();
      if (next < 0 && line.isEmpty()) {
        return null;
      }
      if (next < 0 || next == '\n') {
        break;
      }
      line.append((char) next);
    }
    return line.toString();
  }
}

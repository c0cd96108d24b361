package io.forebay.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What handlers really did, in files: one for each runner process, a line each time that one begins and ends.
 *
 * <p>What was written survives a process that is killed, because the system has it by then.
 */
final class FaultLedger implements AutoCloseable {
  private static final String SUFFIX = ".ledger";
  private final FileChannel file;

  /** Whether a handler began or ended. */
  enum Mark {
    BEGAN,
    ENDED
  }

  /**
   * One line.
   *
   * @param at in milliseconds since 1970-01-01
   */
  record Line(Mark mark, String actionId, int attempt, String idempotencyKey, long at) {}

  private FaultLedger(FileChannel file) {
    this.file = file;
  }

  /** A file of one's own in a folder. */
  static FaultLedger open(Path folder) throws IOException {
    Path own = folder.resolve(ProcessHandle.current().pid() + SUFFIX);
    return new FaultLedger(FileChannel.open(own, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
  }

  void write(Mark mark, String actionId, int attempt, String idempotencyKey) throws IOException {
    String line = String.join(" ", mark.name(), actionId, Integer.toString(attempt), idempotencyKey, Long.toString(Instant.now().toEpochMilli())) + "\n";
    var bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  /** Everything that is in a folder; what a killed process had begun to write is left out. */
  static List<Line> read(Path folder) throws IOException {
    var lines = new ArrayList<Line>();
    try (var files = Files.list(folder)) {
      for (Path ledger : files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList()) {
        for (String line : Files.readAllLines(ledger)) {
          String[] words = line.split(" ", -1);
          if (words.length == 5 && !words[4].isEmpty()) {
            lines.add(new Line(Mark.valueOf(words[0]), words[1], Integer.parseInt(words[2]), words[3], Long.parseLong(words[4])));
          }
        }
      }
    }
    return lines;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}

package io.forebay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How much memory a process holds and has held at most (resident set), where the system tells. */
final class PeakMemory {
  private static final String PEAK = "VmHWM:";
  private static final String NOW = "VmRSS:";

  private PeakMemory() {}

  /** In bytes, at most so far; empty where there is no {@code /proc} (other systems than Linux) or no such process. */
  static OptionalLong bytes(long pid) {
    return read(pid, PEAK);
  }

  /** In bytes, now; empty where {@link #bytes} is. */
  static OptionalLong resident(long pid) {
    return read(pid, NOW);
  }

  private static OptionalLong read(long pid, String field) {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith(field))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}

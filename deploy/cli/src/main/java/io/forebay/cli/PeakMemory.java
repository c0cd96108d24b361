package io.forebay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How much memory a process has held at most (resident set), where the system tells. */
final class PeakMemory {
  private static final String FIELD = "VmHWM:";

  private PeakMemory() {}

  /** In bytes; empty where there is no {@code /proc} (other systems than Linux) or no such process. */
  static OptionalLong bytes(long pid) {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith(FIELD))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}

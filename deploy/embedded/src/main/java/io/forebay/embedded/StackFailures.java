package io.forebay.embedded;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;

/** Turns what a broker or an operating system throws into the sentence that a person needs. */
final class StackFailures {
  private static final int CAUSES_MAX = 20;

  private StackFailures() {}

  /** Why the broker of a data directory did not start. */
  static StackStartException brokerDidNotStart(Path directory, Throwable fault) {
    if (isDiskFull(fault)) {
      return new StackStartException(
          "The disk of data directory %s is full: free some space or choose another data directory.".formatted(directory),
          fault);
    }
    return new StackStartException(
        "The broker did not start on data directory %s (%s): see the log, restore the directory from a backup or choose another one."
            .formatted(directory, reason(rootOf(fault))),
        fault);
  }

  /** What an operating system says, without the path that it repeats. */
  static String reason(Throwable error) {
    if (error instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    String name = error.getClass().getSimpleName();
    return error.getMessage() == null ? name : name + ": " + error.getMessage();
  }

  static boolean isDiskFull(Throwable error) {
    Throwable each = error;
    for (int depth = 0; each != null && depth < CAUSES_MAX; depth++, each = each.getCause()) {
      if (each instanceof IOException && String.valueOf(each.getMessage()).toLowerCase(Locale.ROOT).contains("no space left")) {
        return true;
      }
    }
    return false;
  }

  private static Throwable rootOf(Throwable error) {
    Throwable root = error;
    for (int depth = 0; root.getCause() != null && depth < CAUSES_MAX; depth++) {
      root = root.getCause();
    }
    return root;
  }
}

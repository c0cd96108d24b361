package io.forebay.embedded;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Turns what a broker or an operating system throws into the sentence that a person needs. */
final class StackFailures {
  private static final int CAUSES_MAX = 20;
  private static final long FULL_DISK_BYTES = 1L << 20;

  private StackFailures() {}

  /** Why the broker of a data directory did not start. */
  static StackStartException brokerDidNotStart(Path directory, Throwable fault) {
    if (isDiskFull(fault)) {
      return new StackStartException(
          "The disk of data directory %s is full: free some space or choose another data directory.".formatted(directory),
          fault);
    }
    return new StackStartException(
        "The broker did not start on data directory %s (%s): see the log, restore the directory from a backup, or choose another one."
            .formatted(directory, reason(saidByKafka(fault))),
        fault);
  }

  /** Why a broker that ran has stopped. */
  static String brokerStopped(Path directory, Throwable fault) {
    return isDiskFull(fault) || usableBytes(directory) < FULL_DISK_BYTES
        ? "The broker stopped because the disk of data directory %s is full: free some space and start again.".formatted(directory)
        : "The broker stopped (%s): see the log.".formatted(reason(fault));
  }

  private static long usableBytes(Path directory) {
    try {
      return Files.getFileStore(directory).getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE; // Whatever it is, it is not known to be full.
    }
  }

  /** What an error says, on one line; a file's error names the file, which the sentence around it does already. */
  static String reason(Throwable error) {
    return switch (error) {
      case NoSuchFileException _ -> "no such file";
      case AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException _ -> "a file of that name is in the way";
      case FileSystemException file when file.getReason() != null -> file.getReason();
      case Throwable other when other.getMessage() != null -> other.getMessage().lines().findFirst().orElse("").strip();
      case Throwable other -> other.getClass().getSimpleName();
    };
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

  private static Throwable saidByKafka(Throwable fault) {
    Throwable each = fault;
    for (int depth = 0; each instanceof BrokerFaultException && each.getCause() != null && depth < CAUSES_MAX; depth++) {
      each = each.getCause();
    }
    return each;
  }
}

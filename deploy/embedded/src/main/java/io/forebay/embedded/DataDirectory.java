package io.forebay.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder that one stack keeps its state in, held by one stack at a time.
 *
 * <p>Layout: {@code broker/} (Kafka's log directory), {@code registry/} (database, log), {@code lock}. The lock is the
 * operating system's, so it goes with the process however that ends; the file holds the owner's process id while it is
 * held and is empty otherwise.
 */
final class DataDirectory implements AutoCloseable {
  /** What a start needs at least: the broker's first segments and the registry's database, with room to spare. */
  static final long USABLE_BYTES_MIN = 64L << 20;

  private static final String LOCK_FILE = "lock";

  private final Path path;
  private final FileChannel lock;
  private final boolean throwAway;

  private DataDirectory(Path path, FileChannel lock, boolean throwAway) {
    this.path = path;
    this.lock = lock;
    this.throwAway = throwAway;
  }

  /**
   * Opens and locks a folder that outlives the stack, or a temporary one.
   *
   * @throws StackStartException when it is in use, cannot be written, or its disk is full
   */
  static DataDirectory open(Optional<Path> kept) {
    try {
      Path path = kept.isPresent() ? kept.get().toAbsolutePath().normalize() : Files.createTempDirectory("forebay-");
      return open(path, kept.isEmpty());
    } catch (IOException e) {
      throw new StackStartException(
          "No temporary folder can be made in %s (%s): make it writable or set java.io.tmpdir."
              .formatted(System.getProperty("java.io.tmpdir"), e),
          e);
    }
  }

  private static DataDirectory open(Path path, boolean throwAway) {
    try {
      Files.createDirectories(path);
      requireSpace(path, Files.getFileStore(path).getUsableSpace());
      FileChannel channel =
          FileChannel.open(
              path.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        lock(path, channel);
        return new DataDirectory(path, channel, throwAway);
      } catch (IOException | RuntimeException | Error e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StackStartException(
          "Data directory %s cannot be written (%s): make it a writable folder or choose another one."
              .formatted(path, StackFailures.reason(e)),
          e);
    }
  }

  /** Refuses a disk that is about to be full. */
  static void requireSpace(Path path, long usableBytes) {
    if (usableBytes < USABLE_BYTES_MIN) {
      throw new StackStartException(
          "The disk of data directory %s has %,d MiB left and a start needs %,d MiB: free some space or choose another data directory."
              .formatted(path, usableBytes >> 20, USABLE_BYTES_MIN >> 20));
    }
  }

  private static void lock(Path path, FileChannel channel) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      throw inUse(path, "this process", e);
    }
    if (lock == null) {
      throw inUse(path, "process " + owner(channel), null);
    }
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
  }

  private static StackStartException inUse(Path path, String owner, Throwable cause) {
    return new StackStartException(
        "Data directory %s is in use by %s: stop that one first or choose another data directory.".formatted(path, owner),
        cause);
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer pid = ByteBuffer.allocate(20);
    channel.read(pid, 0);
    return new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII);
  }

  Path path() {
    return path;
  }

  boolean isThrowAway() {
    return throwAway;
  }

  Path broker() {
    return path.resolve("broker");
  }

  Path registry() {
    return path.resolve("registry");
  }

  /** Lets go of the folder; a temporary one is deleted, and so is one that a refused start has left empty. */
  @Override
  public void close() {
    if (!lock.isOpen()) {
      return;
    }
    try (lock) {
      lock.truncate(0);
      if (throwAway) {
        deleteTree(path);
      } else if (isEmptyButForLock()) {
        Files.delete(path.resolve(LOCK_FILE));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("data directory " + path + " cannot be let go", e);
    }
  }

  private boolean isEmptyButForLock() throws IOException {
    try (Stream<Path> entries = Files.list(path)) {
      return entries.count() == 1;
    }
  }

  static void deleteTree(Path root) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> tree = Files.walk(root)) {
      deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : deepestFirst) {
      Files.deleteIfExists(each);
    }
  }
}

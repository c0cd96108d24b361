package io.forebay.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.streams.Topology;

/**
 * The name under which an application is a member of its group, the same after every restart on the same state.
 *
 * <p>A process that was killed stays a member for one session, in which its partitions stand still and nobody else may join. One that comes
 * back under the same name takes its old place at once (static membership, KIP-345), where its state is. Whoever has another topology has
 * another name: its partitions may be others, so it must not slip into the old place.
 */
final class InstanceName {
  private static final String SUFFIX = ".instance";

  private InstanceName() {}

  /**
   * Reads the name, or makes one and keeps it.
   *
   * @param stateDir folder of the state stores, which belongs to one process
   * @throws ConfigException if the folder cannot be written
   */
  static String of(Path stateDir, String applicationId, Topology topology) {
    Path file = stateDir.resolve(applicationId + SUFFIX);
    try {
      Optional<UUID> kept = read(file);
      return (kept.isPresent() ? kept.get() : make(file)) + "-" + Integer.toHexString(topology.describe().toString().hashCode());
    } catch (IOException e) {
      throw new ConfigException("streams.state-dir", "must be a folder that can be written, got " + stateDir + " (" + e.getMessage() + ")");
    }
  }

  private static UUID make(Path file) throws IOException {
    UUID id = UUID.randomUUID();
    Files.createDirectories(file.getParent());
    Files.writeString(file, id.toString());
    return id;
  }

  /** What a kill cut off, or somebody else wrote, is no name. */
  private static Optional<UUID> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(UUID.fromString(Files.readString(file)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}

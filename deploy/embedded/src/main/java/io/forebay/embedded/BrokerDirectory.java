package io.forebay.embedded;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The broker's part of a data directory, looked through before Kafka may touch it.
 *
 * <p>Kafka repairs what it finds: it cuts a metadata log off at the first record that it cannot read and goes on with a
 * cluster that has forgotten its topics. So what is damaged is refused here, while it is still as it was.
 */
final class BrokerDirectory {
  private static final String IDENTITY = "meta.properties";
  private static final String METADATA = "__cluster_metadata-0";
  private static final String CLEAN_SHUTDOWN = ".kafka_cleanshutdown";

  private final Path dataDirectory;
  private final Path broker;

  private BrokerDirectory(DataDirectory directory) {
    this.dataDirectory = directory.path();
    this.broker = directory.broker();
  }

  /**
   * Formats a new one, checks an old one.
   *
   * @throws StackStartException when it is damaged; it is then as it was
   */
  static void prepare(DataDirectory directory) {
    BrokerDirectory prepared = new BrokerDirectory(directory);
    try {
      if (Files.exists(prepared.broker)) {
        prepared.requireIntact();
      } else {
        prepared.format();
      }
    } catch (IOException e) {
      throw StackFailures.brokerDidNotStart(directory.path(), e);
    }
  }

  /** Formats beside its place and moves it there, so that a crash leaves no half of it. */
  private void format() throws IOException {
    Path fresh = broker.resolveSibling("broker.new");
    if (Files.exists(fresh)) {
      DataDirectory.deleteTree(fresh);
    }
    Files.createDirectories(fresh);
    EmbeddedBroker.format(fresh);
    Files.move(fresh, broker, StandardCopyOption.ATOMIC_MOVE);
  }

  private void requireIntact() throws IOException {
    requireIdentity(broker.resolve(IDENTITY));
    Path metadata = broker.resolve(METADATA);
    if (!Files.isDirectory(metadata)) {
      if (!folders().isEmpty()) {
        throw damaged(metadata, "is missing");
      }
      return; // Formatted, and stopped before the first start.
    }
    requireReadable(Files.exists(broker.resolve(CLEAN_SHUTDOWN)), files(metadata, ".log"));
    requireReadable(true, files(metadata, ".checkpoint"));
  }

  private void requireIdentity(Path file) throws IOException {
    Properties identity = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      identity.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(file, "cannot be read, " + StackFailures.reason(e));
    }
    String node = Integer.toString(BrokerSettings.NODE_ID);
    if (!"1".equals(identity.getProperty("version"))
        || !node.equals(identity.getProperty("node.id"))
        || identity.getProperty("cluster.id", "").isBlank()
        || identity.getProperty("directory.id", "").isBlank()) {
      throw damaged(file, "does not name node " + node + " of a cluster");
    }
  }

  /** Only the last log may end in the middle of a write, and only after a crash. */
  private void requireReadable(boolean complete, List<Path> files) throws IOException {
    for (int i = 0; i < files.size(); i++) {
      boolean tornEndAllowed = !complete && i == files.size() - 1;
      Optional<String> damage = RecordBatches.damageOf(files.get(i), tornEndAllowed);
      if (damage.isPresent()) {
        throw damaged(files.get(i), damage.get());
      }
    }
  }

  private List<Path> folders() throws IOException {
    try (Stream<Path> entries = Files.list(broker)) {
      return entries.filter(Files::isDirectory).toList();
    }
  }

  private static List<Path> files(Path folder, String suffix) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(file -> file.getFileName().toString().endsWith(suffix)).sorted().toList();
    }
  }

  private StackStartException damaged(Path file, String how) {
    return new StackStartException(
        "Data directory %s is damaged and was left as it is: %s %s; restore it from a backup or choose another one."
            .formatted(dataDirectory, dataDirectory.relativize(file), how));
  }
}

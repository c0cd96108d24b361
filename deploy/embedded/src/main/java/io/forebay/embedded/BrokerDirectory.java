package io.forebay.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The broker's part of a data directory, before Kafka may touch it. */
final class BrokerDirectory {
  private BrokerDirectory() {}

  /**
   * Formats a new one.
   *
   * <p>A new one is formatted beside its place and moved there, so that a crash leaves no half of it.
   */
  static void prepare(DataDirectory directory) {
    Path broker = directory.broker();
    try {
      if (Files.exists(broker)) {
        return;
      }
      Path fresh = broker.resolveSibling("broker.new");
      if (Files.exists(fresh)) {
        DataDirectory.deleteTree(fresh);
      }
      Files.createDirectories(fresh);
      EmbeddedBroker.format(fresh);
      Files.move(fresh, broker, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw StackFailures.brokerDidNotStart(directory.path(), e);
    }
  }
}

package io.forebay.cli;

import io.forebay.runtime.ConnectionSettings;
import io.forebay.runtime.Logging;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.Topics;
import java.net.URI;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.event.Level;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of every command that talks to a running Kafka; the defaults are where {@code forebay dev} listens. */
final class Connection {
  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:FOREBAY_KAFKA_BOOTSTRAP_SERVERS:-127.0.0.1:9092}",
      description = "Kafka's bootstrap servers; default: ${DEFAULT-VALUE}.")
  private String kafka;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      defaultValue = "${env:FOREBAY_KAFKA_REGISTRY:-http://127.0.0.1:8081}",
      description = "Schema registry; default: ${DEFAULT-VALUE}.")
  private URI registry;

  @Option(
      names = "--topic-prefix",
      paramLabel = "PREFIX",
      defaultValue = "${env:FOREBAY_TOPICS_PREFIX:-}",
      description = "Prefix of all topics, for shared clusters.")
  private String prefix;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  String kafka() {
    return kafka;
  }

  URI registry() {
    return registry;
  }

  Topics topics() {
    return topics(Topics.defaults().partitions());
  }

  /** The catalogue with another number of partitions. */
  Topics topics(int partitions) {
    try {
      return new Topics(prefix, partitions);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  ConnectionSettings settings() {
    return ConnectionSettings.to(kafka, registry, false);
  }

  EventSerdes serdes() {
    return EventSerdes.connect(registry, false);
  }

  /**
   * An admin client that gives up after ten seconds. From here on libraries log errors only: a command says itself, in one
   * sentence, what its clients failed at, not each of their attempts.
   *
   * @throws CommandFailedException if the address cannot be one
   */
  Admin admin() {
    Logging.configure(Terminal.isPresent(), Level.ERROR);
    try {
      return Admin.create(KafkaClients.admin(kafka));
    } catch (KafkaException e) {
      throw KafkaFailures.sentence(kafka, e);
    }
  }
}

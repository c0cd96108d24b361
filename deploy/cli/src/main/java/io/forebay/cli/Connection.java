package io.forebay.cli;

import io.forebay.runtime.ConnectionSettings;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.Topics;
import java.net.URI;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Option;

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

  String kafka() {
    return kafka;
  }

  URI registry() {
    return registry;
  }

  Topics topics() {
    return new Topics(prefix, Topics.defaults().partitions());
  }

  ConnectionSettings settings() {
    return ConnectionSettings.to(kafka, registry, false);
  }

  EventSerdes serdes() {
    return EventSerdes.connect(registry, false);
  }

  /** An admin client that gives up after ten seconds. */
  Admin admin() {
    return Admin.create(KafkaClients.admin(kafka));
  }
}

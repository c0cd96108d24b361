package io.forebay.emails;

import io.forebay.embedded.KafkaStack;
import io.forebay.embedded.RegistryOptions;
import io.forebay.embedded.StackOptions;
import io.forebay.runtime.ByteSize;
import io.forebay.runtime.ConnectionSettings;
import io.forebay.runtime.Metrics;
import io.forebay.runtime.StreamsSettings;
import io.forebay.runtime.TopicsSettings;
import io.forebay.runtime.TopologyApp;
import io.forebay.schemas.EventSchemas;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.TopicSpec;
import io.forebay.schemas.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A broker and a registry with the topics and schemas of the catalogue on them, as an operator sets them up. */
final class EmailsCluster implements AutoCloseable {
  static final Topics TOPICS = Topics.defaults();
  private static final Duration START_TIMEOUT = Duration.ofMinutes(1);
  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(50);

  /** Kafka waits for a member that is gone and for its transaction; these are the shortest times that a broker takes. */
  static final Map<String, String> IMPATIENT =
      Map.of("session.timeout.ms", "6000", "heartbeat.interval.ms", "500", "transaction.timeout.ms", "4000");

  private static final EmailSteps STEPS = EmailSteps.load(Metrics.ofForebayOnly());

  private final KafkaStack kafka;
  private KafkaStack registry;

  private EmailsCluster(KafkaStack kafka, KafkaStack registry) throws Exception {
    this.kafka = kafka;
    this.registry = registry;
    createTopics();
    registerSchemas();
  }

  static EmailsCluster start() throws Exception {
    KafkaStack stack = KafkaStack.forTests();
    return new EmailsCluster(stack, stack);
  }

  /**
   * A cluster whose registry can stop and come back: it belongs to a stack of its own, whose broker nobody talks to.
   *
   * @param registryDirectory keeps the schemas while the registry is away
   */
  static EmailsCluster startWithRegistryApart(Path registryDirectory) throws Exception {
    return new EmailsCluster(
        KafkaStack.start(StackOptions.throwAway().withoutRegistry()), KafkaStack.start(StackOptions.throwAway().withDataDirectory(registryDirectory)));
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  URI registryUrl() {
    return registry.registryUrl();
  }

  ConfluentRegistry confluentRegistry() {
    return new ConfluentRegistry(registryUrl());
  }

  EventSerdes serdes() {
    return EventSerdes.connect(registryUrl(), false);
  }

  CommittedRecords read(TopicSpec topic) {
    return new CommittedRecords(bootstrapServers(), topic.name());
  }

  CommittedRecords readDeadLetters() {
    return read(TOPICS.deadLetters(TOPICS.emailsApplication()));
  }

  /**
   * Starts the triage as it runs in production, where nobody registers schemas by writing, and waits until it runs.
   *
   * @param client more properties of every Kafka client
   */
  TopologyApp startTriage(Path stateDirectory, Map<String, String> client) throws InterruptedException {
    return startTriage(stateDirectory, client, EmailsConfig.defaults());
  }

  /** The same with settings of its own. */
  TopologyApp startTriage(Path stateDirectory, Map<String, String> client, EmailsConfig config) throws InterruptedException {
    TopologyApp app = triage(bootstrapServers(), registryUrl(), stateDirectory, client, config);
    if (!app.awaitRunning(START_TIMEOUT)) {
      app.close();
      throw new AssertionError("the triage did not start: " + app.state());
    }
    return app;
  }

  /**
   * @param client more properties of every Kafka client
   */
  static TopologyApp triage(String bootstrapServers, URI registry, Path stateDirectory, Map<String, String> client) {
    return triage(bootstrapServers, registry, stateDirectory, client, EmailsConfig.defaults());
  }

  private static TopologyApp triage(
      String bootstrapServers, URI registry, Path stateDirectory, Map<String, String> client, EmailsConfig config) {
    var connection = new ConnectionSettings(bootstrapServers, registry, false, client);
    var streams = new StreamsSettings(2, COMMIT_INTERVAL, stateDirectory, ByteSize.mebibytes(32), null);
    return EmailsApp.start(
        new EmailsAppConfig(connection, TopicsSettings.defaults(), streams, config), STEPS, Metrics.ofForebayOnly());
  }

  void stopRegistry() {
    registry.close();
  }

  /** Starts the registry again where it was. */
  void startRegistry(Path registryDirectory, int port) {
    registry =
        KafkaStack.start(
            StackOptions.throwAway().withDataDirectory(registryDirectory).withRegistry(RegistryOptions.fromSystemProperty().withPort(port)));
  }

  @Override
  public void close() {
    registry.close();
    kafka.close();
  }

  private void createTopics() throws Exception {
    try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrapServers()))) {
      admin
          .createTopics(
              TOPICS.all().stream()
                  .map(topic -> new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty()).configs(topic.settings()))
                  .toList())
          .all()
          .get();
    }
  }

  private void registerSchemas() throws Exception {
    for (TopicSpec topic : TOPICS.all()) {
      if (topic.value().isPresent()) {
        confluentRegistry().register(topic.name() + "-value", EventSchemas.published(topic.value().get()));
      }
    }
  }
}

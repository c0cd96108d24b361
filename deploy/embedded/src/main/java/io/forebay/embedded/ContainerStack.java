package io.forebay.embedded;

import java.net.URI;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;

/** A broker and a registry in containers, for machines with Docker. */
final class ContainerStack implements KafkaStack {
  private static final String BROKER_IMAGE = "apache/kafka:4.3.1";
  private static final String REGISTRY_IMAGE = "apicurio/apicurio-registry:3.3.3";
  private static final int REGISTRY_PORT = 8080;

  private final KafkaContainer broker;
  private final GenericContainer<?> registry;

  private ContainerStack(KafkaContainer broker, GenericContainer<?> registry) {
    this.broker = broker;
    this.registry = registry;
  }

  static ContainerStack start() {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      throw new StackStartException(
          "%s=testcontainers needs Docker, which does not answer here: start Docker, or use %s=embedded."
              .formatted(STACK_PROPERTY, STACK_PROPERTY));
    }
    KafkaContainer broker =
        new KafkaContainer(BROKER_IMAGE)
            .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1")
            .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1")
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
    GenericContainer<?> registry =
        new GenericContainer<>(REGISTRY_IMAGE)
            .withExposedPorts(REGISTRY_PORT)
            .waitingFor(Wait.forHttp("/apis/registry/v3/system/info").forPort(REGISTRY_PORT).withStartupTimeout(Duration.ofMinutes(2)));
    ContainerStack stack = new ContainerStack(broker, registry);
    try {
      Startables.deepStart(broker, registry).join();
      return stack;
    } catch (RuntimeException e) {
      stack.close();
      throw new StackStartException(
          "The containers %s and %s did not start (%s).".formatted(BROKER_IMAGE, REGISTRY_IMAGE, e.getMessage()), e);
    }
  }

  @Override
  public String bootstrapServers() {
    return broker.getBootstrapServers();
  }

  @Override
  public URI registryUrl() {
    return URI.create("http://%s:%d".formatted(registry.getHost(), registry.getMappedPort(REGISTRY_PORT)));
  }

  @Override
  public OptionalLong registryPid() {
    return OptionalLong.empty();
  }

  @Override
  public CompletionStage<String> failure() {
    return new CompletableFuture<>();
  }

  @Override
  public void close() {
    registry.stop();
    broker.stop();
  }
}

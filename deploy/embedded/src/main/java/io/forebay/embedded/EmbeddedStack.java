package io.forebay.embedded;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A broker in this JVM and a registry in a process beside it. */
final class EmbeddedStack implements KafkaStack {
  private final DataDirectory directory;
  private final EmbeddedBroker broker;
  private final Optional<Registry> registry;
  private final CompletionStage<String> failure;
  private boolean closed;

  /** A registry that is ready. */
  private record Registry(RegistryProcess process, RegistryAddress address) {}

  private EmbeddedStack(DataDirectory directory, EmbeddedBroker broker, Optional<Registry> registry) {
    this.directory = directory;
    this.broker = broker;
    this.registry = registry;
    this.failure =
        broker.fault()
            .thenApply(fault -> "The broker stopped (%s); see the log.".formatted(StackFailures.reason(fault)))
            .applyToEither(
                registry.map(running -> running.process().failure()).orElseGet(CompletableFuture::new), Function.identity());
  }

  static EmbeddedStack start(StackOptions options) {
    Optional<RegistryHome> home = options.registry().map(registry -> RegistryHome.of(registry.home()));
    DataDirectory directory = DataDirectory.open(options.dataDirectory());
    try {
      options.registry().ifPresent(EmbeddedStack::requireFreePorts);
      BrokerSockets sockets = BrokerSockets.bind(options.brokerPort());
      BrokerDirectory.prepare(directory);
      Optional<RegistryProcess> process =
          options.registry()
              .map(registry -> RegistryProcess.start(home.orElseThrow(), registry, directory.registry(), directory.isThrowAway()));
      EmbeddedBroker broker = EmbeddedBroker.start(directory.broker(), sockets);
      Optional<Registry> registry = process.map(started -> new Registry(started, started.awaitReady()));
      return new EmbeddedStack(directory, broker, registry);
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  private static void requireFreePorts(RegistryOptions registry) {
    Loopback.requireFree(registry.port(), "registry");
    Loopback.requireFree(registry.managementPort(), "registry management");
  }

  @Override
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  @Override
  public URI registryUrl() {
    return registry.orElseThrow(() -> new IllegalStateException("this stack was started without a registry")).address().base();
  }

  @Override
  public OptionalLong registryPid() {
    return registry.isPresent() ? OptionalLong.of(registry.get().process().pid()) : OptionalLong.empty();
  }

  @Override
  public CompletionStage<String> failure() {
    return failure;
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    registry.ifPresent(running -> running.process().close());
    broker.close();
    directory.close();
  }
}

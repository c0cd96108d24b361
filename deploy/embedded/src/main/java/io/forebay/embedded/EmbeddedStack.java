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
            .thenApply(fault -> StackFailures.brokerStopped(directory.path(), fault))
            .applyToEither(
                registry.map(running -> running.process().failure()).orElseGet(CompletableFuture::new), Function.identity());
  }

  static EmbeddedStack start(StackOptions options) {
    Optional<RegistryHome> home = options.registry().map(registry -> RegistryHome.of(registry.home()));
    DataDirectory directory = DataDirectory.open(options.dataDirectory());
    try {
      options.registry().ifPresent(EmbeddedStack::requireFreePorts);
      BrokerSockets sockets = prepare(directory, options.brokerPort());
      return start(directory, sockets, home.map(found -> startRegistry(found, options, directory, sockets)));
    } catch (RuntimeException | Error e) {
      closeAfter(e, directory);
      throw e;
    }
  }

  /** Everything that can be refused before anything runs. */
  private static BrokerSockets prepare(DataDirectory directory, int brokerPort) {
    BrokerSockets sockets = BrokerSockets.bind(brokerPort);
    try {
      BrokerDirectory.prepare(directory);
      return sockets;
    } catch (RuntimeException | Error e) {
      closeAfter(e, sockets);
      throw e;
    }
  }

  private static RegistryProcess startRegistry(
      RegistryHome home, StackOptions options, DataDirectory directory, BrokerSockets sockets) {
    try {
      return RegistryProcess.start(home, options.registry().orElseThrow(), directory.registry(), directory.isThrowAway());
    } catch (RuntimeException | Error e) {
      closeAfter(e, sockets);
      throw e;
    }
  }

  /** Starts the broker while the registry's process starts by itself, then waits for both. */
  private static EmbeddedStack start(DataDirectory directory, BrokerSockets sockets, Optional<RegistryProcess> process) {
    try {
      EmbeddedBroker broker = startBroker(directory, sockets);
      try {
        return new EmbeddedStack(directory, broker, process.map(started -> new Registry(started, started.awaitReady())));
      } catch (RuntimeException | Error e) {
        closeAfter(e, broker);
        throw e;
      }
    } catch (RuntimeException | Error e) {
      process.ifPresent(started -> closeAfter(e, started));
      throw e;
    }
  }

  private static EmbeddedBroker startBroker(DataDirectory directory, BrokerSockets sockets) {
    try {
      return EmbeddedBroker.start(directory.broker(), sockets);
    } catch (BrokerFaultException e) {
      throw StackFailures.brokerDidNotStart(directory.path(), e);
    }
  }

  private static void closeAfter(Throwable failure, AutoCloseable started) {
    try {
      started.close();
    } catch (Exception e) {
      failure.addSuppressed(e);
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
    registry.ifPresent(running -> running.process().askToStop());
    broker.close();
    registry.ifPresent(running -> running.process().close());
    directory.close();
  }
}

package io.forebay.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.fault.FaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * A KRaft node, broker and controller in one, inside this JVM; the only class that knows Kafka's internal API.
 *
 * <p>It does what {@code kafka.server.KafkaRaftServer} does, with two differences: its sockets are bound before it is
 * configured, and a fatal fault fails this broker and leaves the JVM alone.
 */
final class EmbeddedBroker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration FAULT_GRACE = Duration.ofSeconds(3);

  private final ControllerServer controller;
  private final BrokerServer broker;
  private final BrokerSockets sockets;
  private final BrokerThreads threads = new BrokerThreads();

  private EmbeddedBroker(Path directory, BrokerSockets sockets) {
    this.sockets = sockets;
    Map<String, String> settings = BrokerSettings.of(directory, sockets.brokerPort(), sockets.controllerPort());
    KafkaConfig config = new KafkaConfig(settings, false);
    Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> formatted = KafkaRaftServer.initializeLogDirs(config, LOG, "");
    SharedServer shared =
        new SharedServer(
            config,
            formatted._1(),
            Time.SYSTEM,
            Server.initializeMetrics(config, Time.SYSTEM, formatted._1().clusterId().orElseThrow()),
            CompletableFuture.completedFuture(
                Map.of(BrokerSettings.NODE_ID, Loopback.address(sockets.controllerPort()))),
            List.of(),
            (name, fatal, action) -> faultHandler(name, fatal, action),
            (listener, address, backlog, receiveBuffer) -> socket(listener));
    controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), formatted._2());
    broker = new BrokerServer(shared);
  }

  /** Writes the identity of a new node into an empty or absent directory. */
  static void format(Path directory) throws IOException {
    try (PrintStream silence = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(silence)
          .setNodeId(BrokerSettings.NODE_ID)
          .setClusterId(Uuid.randomUuid().toString())
          .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
          .setMetadataLogDirectory(directory.toString())
          .addDirectory(directory.toString())
          .run();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Starts a broker and waits until it serves clients.
   *
   * @param directory one that {@link #format} has seen
   * @param sockets belong to the broker from here on, also when it does not start
   * @throws BrokerFaultException when it does not start; nothing of it runs any more
   */
  static EmbeddedBroker start(Path directory, BrokerSockets sockets) {
    Exit.setExitProcedure((status, message) -> stopBroker(status, message, () -> Runtime.getRuntime().exit(status)));
    Exit.setHaltProcedure((status, message) -> stopBroker(status, message, () -> Runtime.getRuntime().halt(status)));
    EmbeddedBroker embedded;
    try {
      embedded = new EmbeddedBroker(directory, sockets);
    } catch (RuntimeException | Error e) {
      sockets.close();
      throw new BrokerFaultException(e);
    }
    try {
      embedded.startup();
      return embedded;
    } catch (RuntimeException | Error e) {
      embedded.close();
      throw e;
    }
  }

  /** Completes with the fault when the broker breaks; it then serves nobody and is to be closed. */
  CompletableFuture<Throwable> fault() {
    return threads.fault();
  }

  String bootstrapServers() {
    return Loopback.HOST + ":" + sockets.brokerPort();
  }

  private void startup() {
    CompletableFuture<Void> ready = new CompletableFuture<>();
    Thread starter = new Thread(threads, () -> startup(ready), "embedded-broker-start");
    starter.start();
    try {
      CompletableFuture.anyOf(ready, threads.fault().thenApply(EmbeddedBroker::rethrow)).get();
    } catch (ExecutionException e) {
      awaitEnd(starter);
      throw new BrokerFaultException(e.getCause());
    } catch (InterruptedException e) {
      awaitEnd(starter);
      Thread.currentThread().interrupt();
      throw new BrokerFaultException(e);
    }
  }

  private void startup(CompletableFuture<Void> ready) {
    try {
      controller.startup();
      broker.startup();
      ready.complete(null);
    } catch (RuntimeException | Error e) {
      ready.completeExceptionally(e);
    }
  }

  /** After a fault Kafka takes down by itself what it has started; where it waits for what cannot come, it is woken. */
  private static void awaitEnd(Thread starter) {
    try {
      if (!starter.join(FAULT_GRACE)) {
        starter.interrupt();
        starter.join(SHUTDOWN_TIMEOUT);
      }
    } catch (InterruptedException e) {
      starter.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  private static Void rethrow(Throwable fault) {
    throw new BrokerFaultException(fault);
  }

  @Override
  public void close() {
    broker.shutdown(SHUTDOWN_TIMEOUT);
    controller.shutdown();
    sockets.close();
  }

  private ServerSocketChannel socket(String listener) {
    return BrokerSettings.isController(listener) ? sockets.controller() : sockets.broker();
  }

  private FaultHandler faultHandler(String name, boolean fatal, Runnable action) {
    return (message, cause) -> {
      LOG.atError().setCause(cause).log("{}: {}", name, message);
      action.run();
      RuntimeException fault = new BrokerFaultException(message, cause);
      if (fatal) {
        threads.fault().complete(fault);
      }
      return fault;
    };
  }

  /** Kafka has given up: in a thread of an embedded broker that ends the broker, in any other it is what Kafka meant it to be. */
  private static void stopBroker(int status, String message, Runnable stopJvm) {
    BrokerThreads.ofCurrentThread()
        .ifPresentOrElse(
            threads -> {
              String why = message == null ? "Kafka gave up with status " + status : message;
              BrokerFaultException fault = new BrokerFaultException(why, null);
              threads.fault().complete(fault);
              throw fault;
            },
            stopJvm);
  }
}

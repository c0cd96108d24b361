package io.forebay.connect.worker;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.errors.NotFoundException;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.distributed.DistributedHerder;

/**
 * A Kafka Connect worker in this process: distributed mode, exactly-once sources, plugins apart from each other as on any worker.
 *
 * <p>It is the stock worker with settings for one machine. Whatever Connect's REST interface can do, {@link #url()} does.
 */
public final class ConnectWorker implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofMinutes(1);

  private final Connect<DistributedHerder> connect;
  private final WorkerRest rest;

  private ConnectWorker(Connect<DistributedHerder> connect) {
    this.connect = connect;
    this.rest = WorkerRest.at(connect.rest().serverUrl());
  }

  /**
   * Starts a worker and waits until it takes connectors; those that its Kafka knows from earlier are started again.
   *
   * @throws WorkerException when it does not start; nothing is left running
   */
  public static ConnectWorker start(WorkerSettings settings) {
    var worker = new ConnectWorker(connect(settings));
    try {
      if (worker.rest.awaitReady(START_TIMEOUT)) {
        return worker;
      }
      throw new WorkerException("The Connect worker " + settings.name() + " was not ready within " + START_TIMEOUT.toSeconds() + " s.");
    } catch (RuntimeException e) {
      worker.close();
      throw e;
    }
  }

  private static Connect<DistributedHerder> connect(WorkerSettings settings) {
    try {
      return new ConnectDistributed().startConnect(settings.properties());
    } catch (KafkaException e) {
      throw new WorkerException("The Connect worker " + settings.name() + " did not start: " + WorkerFailures.sentence(e) + ".", e);
    }
  }

  /** Base of its REST interface. */
  public URI url() {
    return rest.url();
  }

  /** Asks it over that interface. */
  public WorkerRest rest() {
    return rest;
  }

  /**
   * Makes a connector, or gives the one of this name other settings.
   *
   * @throws WorkerException where settings are refused, with the name of each
   */
  public void create(String name, Map<String, String> config) {
    rest.put(name, config);
  }

  /** How a connector is; empty if there is none of this name. */
  public Optional<ConnectorStatus> status(String name) {
    return rest.status(name);
  }

  /** How all connectors are, as far as this worker knows; asks nobody. */
  public List<ConnectorStatus> known() {
    return connect.herder().connectors().stream().sorted().flatMap(name -> known(name).stream()).toList();
  }

  private Optional<ConnectorStatus> known(String name) {
    try {
      return Optional.of(ConnectorStatus.of(connect.herder().connectorStatus(name)));
    } catch (NotFoundException _) {
      // made only now, or gone
      return Optional.empty();
    }
  }

  /** Stops the connectors and leaves the group; does nothing the second time. */
  @Override
  public void close() {
    connect.stop();
    connect.awaitStop();
    rest.close();
  }
}

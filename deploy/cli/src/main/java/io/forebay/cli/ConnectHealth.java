package io.forebay.cli;

import io.forebay.connect.worker.ConnectWorker;
import io.forebay.connect.worker.ConnectorStatus;
import io.forebay.runtime.Health;
import io.forebay.runtime.HealthCheck;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * How the dev stack's connectors are: down while one has failed.
 *
 * @param worker empty while it starts
 */
record ConnectHealth(Supplier<Optional<ConnectWorker>> worker) implements HealthCheck {
  @Override
  public String name() {
    return "connect";
  }

  @Override
  public Health check() {
    return worker.get().map(running -> of(running.known())).orElseGet(() -> Health.starting("the Connect worker starts", Map.of()));
  }

  static Health of(List<ConnectorStatus> connectors) {
    Map<String, Object> details = Map.of("connectors", connectors.size(), "running", connectors.stream().filter(ConnectorStatus::isRunning).count());
    String failed =
        connectors.stream().filter(ConnectorStatus::isFailed).map(connector -> connector.name() + " failed: " + connector.firstProblem()).collect(Collectors.joining("; "));
    return failed.isEmpty() ? Health.up(details) : Health.down(failed, details);
  }
}

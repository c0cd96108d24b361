package io.forebay.runtime;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams.State;

/**
 * How a topology is: the state of its application, what it still has to restore, and how far it lags behind its input.
 *
 * <p>Read from the application's own metrics: no request to Kafka. A rebalance is starting, not down; only an application that has
 * stopped for good needs a new process.
 */
public final class TopologyHealth implements HealthCheck {
  private final String name;
  private final Supplier<State> state;
  private final Supplier<? extends Map<MetricName, ? extends Metric>> metrics;
  private final Supplier<Throwable> failure;

  TopologyHealth(
      String name, Supplier<State> state, Supplier<? extends Map<MetricName, ? extends Metric>> metrics, Supplier<Throwable> failure) {
    this.name = name;
    this.state = state;
    this.metrics = metrics;
    this.failure = failure;
  }

  public static TopologyHealth of(TopologyApp app) {
    return new TopologyHealth(app.applicationId(), app::state, () -> app.streams().metrics(), app::failure);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Health check() {
    State now = state.get();
    Map<String, Object> details = details(now);
    return switch (now) {
      case RUNNING -> Health.up(details);
      case CREATED -> Health.starting("not started yet", details);
      case REBALANCING -> Health.starting("partitions are being assigned or state is being restored", details);
      case PENDING_SHUTDOWN -> Health.down("is shutting down", details);
      case NOT_RUNNING, PENDING_ERROR, ERROR -> Health.failed(why(), details);
    };
  }

  private String why() {
    Throwable cause = failure.get();
    return cause == null ? "has stopped" : "stopped after " + cause.getClass().getSimpleName();
  }

  private Map<String, Object> details(State now) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("state", now.name());
    Map<MetricName, ? extends Metric> all = metrics.get();
    put(details, "threadsAlive", all, "alive-stream-threads", Double::sum);
    put(details, "lagRecordsMax", all, "records-lag-max", Math::max);
    put(details, "restoringTasks", all, "active-restoring-tasks", Double::sum);
    put(details, "restoreRemainingRecords", all, "restore-remaining-records-total", Double::sum);
    return details;
  }

  private static void put(
      Map<String, Object> details, String detail, Map<MetricName, ? extends Metric> all, String metric, DoubleBinaryOperator both) {
    all.entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(metric))
        .map(entry -> entry.getValue().metricValue())
        .filter(Number.class::isInstance)
        .mapToDouble(value -> ((Number) value).doubleValue())
        .filter(Double::isFinite)
        .reduce(both)
        .ifPresent(value -> details.put(detail, (long) value));
  }
}

package io.forebay.runtime;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
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
  private static final String RESTORE_CONSUMER = "restore-consumer";

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
    put(details, "threadsAlive", all, metric -> metric.name().equals("alive-stream-threads"));
    put(details, "lagRecords", all, metric -> metric.name().equals("records-lag") && !isRestoring(metric));
    put(details, "restoringTasks", all, metric -> metric.name().equals("active-restoring-tasks"));
    put(details, "restoreRemainingRecords", all, metric -> metric.name().equals("restore-remaining-records-total"));
    return details;
  }

  private static boolean isRestoring(MetricName metric) {
    return metric.tags().getOrDefault("client-id", "").endsWith(RESTORE_CONSUMER);
  }

  private static void put(Map<String, Object> details, String detail, Map<MetricName, ? extends Metric> all, Predicate<MetricName> wanted) {
    all.entrySet().stream()
        .filter(entry -> wanted.test(entry.getKey()))
        .map(entry -> entry.getValue().metricValue())
        .filter(Number.class::isInstance)
        .mapToDouble(value -> ((Number) value).doubleValue())
        .filter(Double::isFinite)
        .reduce(Double::sum)
        .ifPresent(sum -> details.put(detail, (long) sum));
  }
}

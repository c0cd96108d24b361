package io.forebay.runtime;

import io.prometheus.jmx.JmxCollector;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The metrics of one process: what Forebay counts itself, the JVM's, and Kafka's through its MBeans.
 *
 * <p>Handed to those who count; there is no default instance. A family is made once: whoever asks again for a name gets the same one, so
 * that several applications in one process share it and differ in a label.
 */
public final class Metrics {
  /** Upper bound of label combinations in one family. */
  public static final int CHILDREN_MAX = 500;

  /** The value of every label of a combination beyond the bound. */
  public static final String OTHER = "other";

  /** The media type of what {@link #write} writes. */
  public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private static final Pattern NAME = Pattern.compile("forebay_[a-z][a-z0-9_]{1,80}");
  private static final double[] SECONDS = {
    1e-5, 2.5e-5, 5e-5, 1e-4, 2.5e-4, 5e-4, 1e-3, 2.5e-3, 5e-3, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
  };

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Map<String, Known> families = new HashMap<>();
  private final ReentrantLock scraping = new ReentrantLock();

  private enum Kind {
    COUNTER,
    TIMER,
    GAUGE
  }

  private record Known(Kind kind, Family<?> family) {}

  private Metrics() {}

  /** Forebay's own metrics only, for tests and for commands that end. */
  public static Metrics ofForebayOnly() {
    return new Metrics();
  }

  /**
   * All metrics of a process.
   *
   * @throws ConfigException where the rules for Kafka's MBeans cannot be read
   */
  public static Metrics of(MetricsConfig config) {
    Metrics metrics = new Metrics();
    JvmMetrics.builder().register(metrics.registry);
    JmxCollector kafka = KafkaMetrics.collector(config.kafkaRules());
    kafka.register(metrics.registry);
    return metrics;
  }

  /**
   * A family of counters.
   *
   * @param name begins with {@code forebay_} and ends with {@code _total}
   */
  public Family<Counter> counter(String name, String help, String... labels) {
    return family(Kind.COUNTER, name, "_total", labels, () -> counters(name, help, labels));
  }

  /**
   * A family of distributions of durations, in buckets from 10 µs to 10 s.
   *
   * @param name begins with {@code forebay_} and ends with {@code _seconds}
   */
  public Family<Timer> timer(String name, String help, String... labels) {
    return family(Kind.TIMER, name, "_seconds", labels, () -> timers(name, help, labels));
  }

  /**
   * A family of gauges.
   *
   * @param name begins with {@code forebay_} and ends with its unit
   */
  public Family<Gauge> gauge(String name, String help, String... labels) {
    return family(Kind.GAUGE, name, "", labels, () -> gauges(name, help, labels));
  }

  /** Writes everything in the Prometheus text format; one scrape at a time, since reading hundreds of MBeans twice at once helps nobody. */
  public void write(OutputStream out) throws IOException {
    scraping.lock();
    try {
      PrometheusTextFormatWriter.create().write(out, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
    } finally {
      scraping.unlock();
    }
  }

  private Family<Counter> counters(String name, String help, String... labels) {
    var counter = io.prometheus.metrics.core.metrics.Counter.builder().name(name).help(help).labelNames(labels).withoutExemplars().register(registry);
    return new Family<>(name, List.of(labels), values -> new Counter(counter.labelValues(values)));
  }

  private Family<Timer> timers(String name, String help, String... labels) {
    Histogram histogram =
        Histogram.builder().name(name).help(help).labelNames(labels).classicOnly().classicUpperBounds(SECONDS).withoutExemplars().register(registry);
    return new Family<>(name, List.of(labels), values -> new Timer(histogram.labelValues(values)));
  }

  private Family<Gauge> gauges(String name, String help, String... labels) {
    Family<Gauge> family = new Family<>(name, List.of(labels), _ -> new Gauge());
    GaugeWithCallback.builder().name(name).help(help).labelNames(labels).callback(callback -> family.forEach((values, gauge) -> {
      double value = gauge.value();
      if (!Double.isNaN(value)) {
        callback.call(value, values);
      }
    })).register(registry);
    return family;
  }

  @SuppressWarnings("unchecked") // a family of a kind is registered by the method of that kind only
  private synchronized <M> Family<M> family(Kind kind, String name, String suffix, String[] labels, Supplier<Family<M>> make) {
    if (!NAME.matcher(name).matches() || !name.endsWith(suffix)) {
      throw new IllegalArgumentException("the name of a " + kind + " is forebay_…" + suffix + ", got " + name);
    }
    Known known = families.computeIfAbsent(name, _ -> new Known(kind, make.get()));
    if (known.kind() != kind || !known.family().labels().equals(List.of(labels))) {
      throw new IllegalArgumentException(name + " is already a " + known.kind() + " with the labels " + known.family().labels());
    }
    return (Family<M>) known.family();
  }
}

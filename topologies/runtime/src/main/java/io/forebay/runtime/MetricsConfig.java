package io.forebay.runtime;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Which metrics a process shows.
 *
 * @param kafkaRules a file of rules in the form of the Prometheus JMX exporter, instead of the ones that Forebay brings
 */
public record MetricsConfig(@Setting("Rules of the Prometheus JMX exporter for Kafka's MBeans, instead of the built-in ones.") Optional<Path> kafkaRules) {
  public static MetricsConfig defaults() {
    return new MetricsConfig(Optional.empty());
  }
}

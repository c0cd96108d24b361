package io.forebay.runtime;

import io.prometheus.jmx.JmxCollector;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.management.MalformedObjectNameException;

/**
 * Reads Kafka's MBeans of this process as metrics, by the rules of {@code deploy/jmx/kafka.yaml}.
 *
 * <p>The same file serves the exporter as a Java agent at a broker of one's own.
 */
final class KafkaMetrics {
  private static final String RULES = "kafka.yaml";
  private static final int RULES_BYTES_MAX = 1 << 20;

  private KafkaMetrics() {}

  static JmxCollector collector(Optional<Path> rules) {
    try {
      return new JmxCollector(rules.isPresent() ? read(rules.get()) : builtIn());
    } catch (MalformedObjectNameException | RuntimeException e) {
      throw new ConfigException("metrics.kafka-rules", "cannot be used: " + e.getMessage());
    }
  }

  private static String read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return text(in);
    } catch (IOException e) {
      throw new ConfigException("metrics.kafka-rules", "names " + file + ", which cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static String builtIn() {
    try (InputStream in = KafkaMetrics.class.getResourceAsStream(RULES)) {
      return text(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readNBytes(RULES_BYTES_MAX), StandardCharsets.UTF_8);
  }
}

package io.forebay.schemas;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A topic as the catalogue knows it.
 *
 * @param name full name, prefix included
 * @param key what the record key holds, in words; on the wire it is UTF-8 text
 * @param value class of the value; empty where the value is raw bytes (dead letters)
 * @param partitions how many partitions it is created with
 * @param cleanup how old records leave
 * @param retention how long records are kept; ignored where only compaction removes them
 * @param classification the most sensitive data that its records may hold
 */
public record TopicSpec(
    String name,
    String key,
    Optional<Class<?>> value,
    int partitions,
    Cleanup cleanup,
    Duration retention,
    Classification classification) {

  /** A bound on a record in bytes, key and headers included; larger things travel as {@link BlobRef}. */
  public static final int RECORD_BYTES_MAX = 1 << 20;

  /** The same of a dead letter, which holds a record that may be as large as any and what was wrong with it. */
  public static final int DEAD_LETTER_BYTES_MAX = 2 << 20;

  /** How old records leave a topic (Kafka's {@code cleanup.policy}). */
  public enum Cleanup {
    DELETE("delete"),
    COMPACT("compact"),
    COMPACT_AND_DELETE("compact,delete");

    private final String policy;

    Cleanup(String policy) {
      this.policy = policy;
    }
  }

  /** The topic's settings, by Kafka's names. */
  public Map<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, cleanup.policy);
    if (cleanup != Cleanup.COMPACT) {
      settings.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
    }
    int bytesMax = value.isPresent() ? RECORD_BYTES_MAX : DEAD_LETTER_BYTES_MAX;
    settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(bytesMax));
    return settings;
  }

  /** What people read in the "kept" column: {@code 7 d}, {@code compact}, {@code compact + 30 d}. */
  public String kept() {
    String days = retention.toDays() + " d";
    return switch (cleanup) {
      case DELETE -> days;
      case COMPACT -> "compact";
      case COMPACT_AND_DELETE -> "compact + " + days;
    };
  }
}

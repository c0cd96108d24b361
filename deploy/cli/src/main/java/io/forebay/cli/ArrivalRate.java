package io.forebay.cli;

import io.forebay.schemas.TopicSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How fast records come to be readable on a topic.
 *
 * @param perSecond once a quarter of them has come, so that what has begun is warm
 * @param seconds to the last, from when what brings them about began
 */
record ArrivalRate(double perSecond, double seconds) {
  /** What part of them comes before the rate counts. */
  static final int WARM = 4;

  static final Duration QUIET_MAX = Duration.ofMinutes(2);

  /** What brings them about. */
  @FunctionalInterface
  interface Work {
    void run() throws IOException, InterruptedException, SQLException;
  }

  /**
   * Waits for so many.
   *
   * @param logs a folder to look into where nothing comes
   * @throws CommandFailedException where nothing comes for two minutes
   */
  static ArrivalRate of(String kafka, TopicSpec topic, long records, Path logs, Work begin) throws IOException, InterruptedException, SQLException {
    try (var reader = new TopicReader<>(kafka, topic, new ByteArrayDeserializer(), false)) {
      long beganNanos = System.nanoTime();
      begin.run();
      long movedNanos = System.nanoTime();
      long startNanos = movedNanos;
      long firstRecords = 0;
      for (long read = 0; read < records; ) {
        long before = read;
        for (var _ : reader.poll()) {
          read++;
        }
        if (read > before) {
          movedNanos = System.nanoTime();
          boolean isWarm = before > 0 && before >= records / WARM;
          startNanos = isWarm ? startNanos : movedNanos;
          firstRecords = isWarm ? firstRecords : read;
        }
        requireMovement(topic.name(), movedNanos, logs);
      }
      return new ArrivalRate((records - firstRecords) * 1e9 / Math.max(1, movedNanos - startNanos), (movedNanos - beganNanos) / 1e9);
    }
  }

  static void requireMovement(String topic, long movedNanos, Path logs) {
    if (System.nanoTime() - movedNanos > QUIET_MAX.toNanos()) {
      throw new CommandFailedException("Nothing came to " + topic + " for " + QUIET_MAX.toSeconds() + " s; see the logs in " + logs + ".");
    }
  }
}

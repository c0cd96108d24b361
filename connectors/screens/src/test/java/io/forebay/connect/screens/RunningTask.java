package io.forebay.connect.screens;

import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.InMemoryRegistry;
import io.forebay.schemas.ScreenObserved;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** A source task as a worker runs it, with offsets and a clock that a test keeps. */
final class RunningTask implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private static final int POLLS_MAX = 50;

  private final EventSerdes serdes = new EventSerdes(new InMemoryRegistry(), true);
  private final Clock clock = new Clock();
  private final ScreenSourceTask task = new ScreenSourceTask(settings -> serdes, clock);
  private final Map<Map<String, ?>, Map<String, ?>> offsets;

  RunningTask(Map<String, String> properties, Map<Map<String, ?>, Map<String, ?>> offsets) {
    this.offsets = offsets;
    task.initialize(new Context(properties, offsets));
    task.start(properties);
  }

  /** Polls until there are so many; does not acknowledge. */
  List<SourceRecord> take(int count) throws InterruptedException {
    List<SourceRecord> taken = new ArrayList<>();
    for (int i = 0; i < POLLS_MAX && taken.size() < count; i++) {
      taken.addAll(poll());
    }
    return taken;
  }

  /** One poll, which may find nothing; the next one looks again. */
  List<SourceRecord> poll() throws InterruptedException {
    List<SourceRecord> batch = task.poll();
    clock.forward(Duration.ofMillis(100));
    return batch == null ? List.of() : batch;
  }

  void acknowledge(Collection<SourceRecord> records) {
    for (SourceRecord record : records) {
      offsets.put(record.sourcePartition(), record.sourceOffset());
      task.commitRecord(record, new RecordMetadata(new TopicPartition(record.topic(), 0), 0, 0, 0, 0, 0));
    }
  }

  /** As Connect does with a record that a transform or converter could not make, where errors are tolerated. */
  void drop(Collection<SourceRecord> records) {
    for (SourceRecord record : records) {
      task.commitRecord(record, null);
    }
  }

  ScreenObserved event(SourceRecord record) {
    return serdes.of(ScreenObserved.class).deserializer().deserialize(record.topic(), (byte[]) record.value());
  }

  /** The offsets of a connector that never ran. */
  static OffsetStorageReader noOffsets() {
    return new Offsets(Map.of());
  }

  Clock clock() {
    return clock;
  }

  @Override
  public void close() {
    task.stop();
  }

  /** Goes when it is told to. */
  static final class Clock implements InstantSource {
    private Instant now = NOW;

    void forward(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private record Context(Map<String, String> configs, Map<Map<String, ?>, Map<String, ?>> offsets) implements SourceTaskContext {
    @Override
    public OffsetStorageReader offsetStorageReader() {
      return new Offsets(offsets);
    }

    @Override
    public PluginMetrics pluginMetrics() {
      throw new UnsupportedOperationException("the screen source has no metrics of its own");
    }
  }

  private record Offsets(Map<Map<String, ?>, Map<String, ?>> kept) implements OffsetStorageReader {
    @Override
    public <T> Map<String, Object> offset(Map<String, T> partition) {
      Map<String, ?> found = kept.get(partition);
      return found == null ? null : new HashMap<>(found);
    }

    @Override
    public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
      Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
      partitions.forEach(partition -> found.put(partition, offset(partition)));
      return found;
    }
  }
}

package io.forebay.connect.mail;

import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.InMemoryRegistry;
import io.forebay.schemas.InboundEmail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** A source task as a worker runs it, with offsets that a test keeps. */
final class RunningTask implements AutoCloseable {
  private static final Duration SILENCE_MAX = Duration.ofSeconds(20);

  private final EventSerdes serdes = new EventSerdes(new InMemoryRegistry(), true);
  private final MailSourceTask task = new MailSourceTask(settings -> serdes);
  private final Map<Map<String, ?>, Map<String, ?>> offsets;

  RunningTask(Map<String, String> properties, Map<Map<String, ?>, Map<String, ?>> offsets) {
    this.offsets = offsets;
    task.initialize(new Context(properties, offsets));
    task.start(properties);
  }

  /** Offsets of a worker that never ran. */
  static Map<Map<String, ?>, Map<String, ?>> noOffsets() {
    return new HashMap<>();
  }

  /** Polls until there are so many; does not acknowledge. */
  List<SourceRecord> take(int count) throws InterruptedException {
    return takeUntil(taken -> taken.size() >= count);
  }

  List<SourceRecord> takeUntil(Predicate<List<SourceRecord>> enough) throws InterruptedException {
    List<SourceRecord> taken = new ArrayList<>();
    long end = System.nanoTime() + SILENCE_MAX.toNanos();
    while (!enough.test(taken) && System.nanoTime() < end) {
      List<SourceRecord> batch = task.poll();
      if (batch != null) {
        taken.addAll(batch);
      }
    }
    return taken;
  }

  /** One poll, which may find nothing. */
  List<SourceRecord> poll() throws InterruptedException {
    List<SourceRecord> batch = task.poll();
    return batch == null ? List.of() : batch;
  }

  void acknowledge(Collection<SourceRecord> records) {
    for (SourceRecord record : records) {
      offsets.put(record.sourcePartition(), record.sourceOffset());
      task.commitRecord(record, new RecordMetadata(new TopicPartition(record.topic(), 0), 0, 0, 0, 0, 0));
    }
  }

  /** What a worker does with a record that a transform or a converter fails on or filters, with {@code errors.tolerance} all. */
  void drop(SourceRecord record) {
    task.commitRecord(record, null);
  }

  InboundEmail email(SourceRecord record) {
    return serdes.of(InboundEmail.class).deserializer().deserialize(record.topic(), (byte[]) record.value());
  }

  @Override
  public void close() {
    task.stop();
  }

  private record Context(Map<String, String> configs, Map<Map<String, ?>, Map<String, ?>> offsets) implements SourceTaskContext {
    @Override
    public OffsetStorageReader offsetStorageReader() {
      return new Offsets(offsets);
    }

    @Override
    public PluginMetrics pluginMetrics() {
      throw new UnsupportedOperationException("the mail source has no metrics of its own");
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

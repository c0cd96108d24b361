package io.forebay.connect.outbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * What a source task is given: its settings, and how far it has come. Debezium asks again whenever it tells the database what it may forget,
 * so only what is committed may ever stand here.
 */
final class SourceOffsets implements SourceTaskContext, OffsetStorageReader {
  private final Map<String, String> configs;
  private final Map<Map<String, ?>, Map<String, Object>> last = new ConcurrentHashMap<>();

  SourceOffsets(Map<String, String> configs, Map<Map<String, Object>, Map<String, Object>> last) {
    this.configs = Map.copyOf(configs);
    this.last.putAll(last);
  }

  /** Takes note of an offset that is committed. */
  @SuppressWarnings("unchecked") // a map by String, whatever its values are called
  void committed(Map<String, ?> partition, Map<String, ?> offset) {
    last.put(partition, (Map<String, Object>) offset);
  }

  @Override
  public Map<String, String> configs() {
    return configs;
  }

  @Override
  public OffsetStorageReader offsetStorageReader() {
    return this;
  }

  @Override
  public PluginMetrics pluginMetrics() {
    throw new IllegalStateException("there is no worker that keeps metrics of plugins");
  }

  @Override
  public <T> Map<String, Object> offset(Map<String, T> partition) {
    return last.get(partition);
  }

  @Override
  public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
    Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
    partitions.forEach(partition -> found.put(partition, offset(partition)));
    return found;
  }
}

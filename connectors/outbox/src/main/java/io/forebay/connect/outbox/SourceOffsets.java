package io.forebay.connect.outbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** What a source task is given to start with: its settings, and how far it had come. */
record SourceOffsets(Map<String, String> configs, Map<Map<String, Object>, Map<String, Object>> last) implements SourceTaskContext, OffsetStorageReader {
  @Override
  public OffsetStorageReader offsetStorageReader() {
    return this;
  }

  @Override
  public PluginMetrics pluginMetrics() {
    throw new IllegalStateException("there is no worker that keeps metrics of plugins");
  }

  @Override
  @SuppressWarnings("unchecked") // a map by String, whatever its values are called
  public <T> Map<String, Object> offset(Map<String, T> partition) {
    return last.get((Map<String, Object>) partition);
  }

  @Override
  public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
    Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
    partitions.forEach(partition -> found.put(partition, offset(partition)));
    return found;
  }
}

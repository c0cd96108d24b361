package io.forebay.cli;

import io.debezium.connector.postgresql.PostgresConnector;
import io.debezium.connector.postgresql.PostgresConnectorTask;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** Debezium's source task alone, which reads rows of the outbox and does nothing with them: what the ingest is compared with. */
final class BareDebezium implements AutoCloseable {
  private final PostgresConnectorTask task = new PostgresConnectorTask();

  /** Knows no offset, so that reading begins where the slot stands. */
  private record NoOffsets(Map<String, String> configs) implements SourceTaskContext, OffsetStorageReader {
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
      return null;
    }

    @Override
    public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
      return Map.of();
    }
  }

  private BareDebezium() {}

  /**
   * Begins to read.
   *
   * @param slot of replication and publication, which are there
   */
  static BareDebezium start(OutboxDatabase database, String slot) {
    var bare = new BareDebezium();
    Map<String, String> settings = new HashMap<>();
    settings.put("name", slot);
    settings.put("connector.class", PostgresConnector.class.getName());
    settings.put("snapshot.mode", "no_data");
    settings.put("topic.prefix", slot);
    settings.putAll(database.debezium());
    settings.put("plugin.name", "pgoutput");
    settings.put("slot.name", slot);
    settings.put("publication.name", slot);
    settings.put("publication.autocreate.mode", "disabled");
    settings.put("table.include.list", database.schema() + "." + OutboxTable.NAME);
    settings.put("poll.interval.ms", "10");
    settings.put("max.batch.size", "2048");
    settings.put("max.queue.size", "8192");
    var connector = new PostgresConnector();
    connector.start(settings);
    Map<String, String> own = connector.taskConfigs(1).getFirst();
    connector.stop();
    bare.task.initialize(new NoOffsets(own));
    bare.task.start(own);
    return bare;
  }

  /** Reads until so many rows have come, and tells each row's id. */
  void read(long rows, Consumer<String> ids) throws InterruptedException {
    for (long read = 0; read < rows; ) {
      List<SourceRecord> changes = task.poll();
      for (SourceRecord change : changes == null ? List.<SourceRecord>of() : changes) {
        if (change.key() instanceof Struct key) {
          ids.accept(key.getString("id"));
          read++;
        }
      }
    }
  }

  @Override
  public void close() {
    task.stop();
  }
}

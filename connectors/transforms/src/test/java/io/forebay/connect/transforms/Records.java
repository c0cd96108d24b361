package io.forebay.connect.transforms;

import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.InMemoryRegistry;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;

/** Records as connectors hand them over, and events as consumers read them. */
final class Records {
  static final long AT_MS = 1_800_000_000_000L;
  static final EventSerdes SERDES = new EventSerdes(new InMemoryRegistry(), true);

  private Records() {}

  static SourceRecord of(Schema schema, Object value) {
    return new SourceRecord(Map.of(), Map.of(), "rows", null, null, null, schema, value, AT_MS, new ConnectHeaders());
  }

  static SourceRecord json(String text) {
    return of(Schema.STRING_SCHEMA, text);
  }

  static <T extends SpecificRecordBase> T event(Class<T> type, SourceRecord record) {
    return SERDES.of(type).deserializer().deserialize(record.topic(), (byte[]) record.value());
  }
}

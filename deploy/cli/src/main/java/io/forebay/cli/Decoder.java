package io.forebay.cli;

import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.RejectedRecordException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads the values of a topic that anybody may write to: what cannot be read is counted and passed over, so that one bad record does
 * not keep a command from the others.
 *
 * @param <V> type of the values
 */
final class Decoder<V> {
  private final Deserializer<V> values;
  private long unreadable;

  private Decoder(Deserializer<V> values) {
    this.values = values;
  }

  static <V extends SpecificRecordBase> Decoder<V> of(EventSerdes serdes, Class<V> type) {
    return new Decoder<>(serdes.of(type).deserializer());
  }

  /** The value; empty where there is none, or none that can be read. */
  Optional<V> value(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Optional.ofNullable(values.deserialize(record.topic(), record.value()));
    } catch (RejectedRecordException _) {
      unreadable++;
      return Optional.empty();
    }
  }

  static String key(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
  }

  /** How many values could not be read so far. */
  long unreadable() {
    return unreadable;
  }
}

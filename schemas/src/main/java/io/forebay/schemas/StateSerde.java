package io.forebay.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.message.BadHeaderException;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.MissingSchemaException;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The serde of what an application keeps for itself: state stores, their changelogs, repartition topics.
 *
 * <p>Avro's single-object encoding (Avro specification 1.12, "Single object encoding"): two marker bytes and the
 * schema's 64-bit fingerprint instead of a registry id, so that state can be read back without a registry.
 *
 * @param <T> a generated Avro record
 */
public final class StateSerde<T extends SpecificRecordBase> implements Serde<T> {
  private final BinaryMessageEncoder<T> encoder;
  private final BinaryMessageDecoder<T> decoder;

  private StateSerde(Class<T> type) {
    var model = EventSchemas.model(type);
    var schema = EventSchemas.compiled(type);
    encoder = new BinaryMessageEncoder<>(model, schema, false); // into a buffer of the thread's, copied below
    decoder = new BinaryMessageDecoder<>(model, schema);
  }

  public static <T extends SpecificRecordBase> StateSerde<T> of(Class<T> type) {
    return new StateSerde<>(type);
  }

  @Override
  public Serializer<T> serializer() {
    return (topic, value) -> value == null ? null : encode(value);
  }

  @Override
  public Deserializer<T> deserializer() {
    return (topic, bytes) -> bytes == null ? null : decode(topic, bytes);
  }

  private byte[] encode(T value) {
    try {
      ByteBuffer buffer = encoder.encode(value);
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private T decode(String topic, byte[] bytes) {
    try {
      return decoder.decode(bytes);
    } catch (BadHeaderException | MissingSchemaException e) {
      throw new SerializationException(
          "The state on " + topic + " was written with another schema than this version of Forebay knows; start the version that wrote it, or reset the application.",
          e);
    } catch (IOException e) {
      throw new SerializationException("The state on " + topic + " is damaged.", e);
    }
  }
}

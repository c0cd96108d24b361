package io.forebay.connect.transforms;

import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.RegistryUnavailableException;
import io.forebay.schemas.TopicSpec;
import java.net.URI;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;

/**
 * Writes events as every part of Forebay does: Avro behind a zero byte and a content id. The record then holds bytes, to be passed on by
 * Connect's {@code ByteArrayConverter}.
 *
 * <p>Not a {@code Struct} for an Avro converter, because Connect has neither enums nor microseconds: what a converter registers would be
 * another schema than the contract's.
 */
final class EventBytes<T extends SpecificRecordBase> implements AutoCloseable {
  static final String TOPIC = "topic";
  static final String REGISTRY = "registry.url";
  static final String AUTO_REGISTER = "registry.auto.register";

  private static final int HEADERS_BYTES = 4 << 10;
  private static final int TOPIC_LENGTH_MAX = 249;

  private final String topic;
  private final Serializer<T> serializer;

  private EventBytes(String topic, Serializer<T> serializer) {
    this.topic = topic;
    this.serializer = serializer;
  }

  static ConfigDef define(ConfigDef def, String defaultTopic) {
    return def.define(TOPIC, ConfigDef.Type.STRING, defaultTopic, ConfigDef.LambdaValidator.with(EventBytes::requireTopic, () -> "a topic's name"), ConfigDef.Importance.MEDIUM, "Where the events go.")
        .define(REGISTRY, ConfigDef.Type.STRING, "http://127.0.0.1:8081", ConfigDef.LambdaValidator.with(EventBytes::requireAddress, () -> "an address"), ConfigDef.Importance.HIGH, "Base address of the schema registry.")
        .define(AUTO_REGISTER, ConfigDef.Type.BOOLEAN, false, ConfigDef.Importance.LOW, "Whether writing registers the schema; only for the dev stack.");
  }

  /**
   * @param serdes null: connects to the registry that the settings name
   */
  static <T extends SpecificRecordBase> EventBytes<T> of(Class<T> type, AbstractConfig config, EventSerdes serdes) {
    EventSerdes own = serdes == null ? EventSerdes.connect(URI.create(config.getString(REGISTRY)), config.getBoolean(AUTO_REGISTER)) : serdes;
    return new EventBytes<>(config.getString(TOPIC), own.of(type).serializer());
  }

  /**
   * The record with the event in it, under a new key; of its headers only those of the trace.
   *
   * @throws RetriableException where the registry does not answer
   * @throws DataException where the event is larger than a record may be
   */
  <R extends ConnectRecord<R>> R write(R record, String key, T event) {
    byte[] bytes;
    try {
      bytes = serializer.serialize(topic, event);
    } catch (RegistryUnavailableException e) {
      throw new RetriableException(e.getMessage(), e);
    }
    if (bytes.length + key.length() * 3 + HEADERS_BYTES > TopicSpec.RECORD_BYTES_MAX) {
      throw new DataException("The event has %,d bytes, more than a record may have; put what is large into a blob store.".formatted(bytes.length));
    }
    return record.newRecord(topic, null, Schema.STRING_SCHEMA, key, Schema.BYTES_SCHEMA, bytes, record.timestamp(), trace(record.headers()));
  }

  private static Headers trace(Headers headers) {
    Headers kept = new ConnectHeaders();
    for (String name : new String[] {"traceparent", "tracestate"}) {
      Header header = headers.lastWithName(name);
      if (header != null && header.value() instanceof String text && text.length() <= 512) {
        kept.addString(name, text);
      }
    }
    return kept;
  }

  private static void requireTopic(String setting, Object value) {
    String name = (String) value;
    boolean valid = name != null && !name.isEmpty() && name.length() <= TOPIC_LENGTH_MAX && name.chars().allMatch(c -> "._-".indexOf(c) >= 0 || (c < 0x80 && Character.isLetterOrDigit(c)));
    if (!valid) {
      throw new ConfigException(setting, value, "must be a topic's name");
    }
  }

  static void requireAddress(String setting, Object value) {
    try {
      URI address = URI.create((String) value);
      if (!address.isAbsolute() || address.getHost() == null) {
        throw new IllegalArgumentException("no address");
      }
    } catch (IllegalArgumentException e) {
      throw new ConfigException(setting, value, "must be an address such as http://127.0.0.1:8081");
    }
  }

  @Override
  public void close() {
    serializer.close();
  }
}

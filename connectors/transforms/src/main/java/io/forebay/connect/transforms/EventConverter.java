package io.forebay.connect.transforms;

import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.RegistryUnavailableException;
import io.forebay.schemas.RejectedRecordException;
import io.forebay.schemas.TopicSpec;
import io.forebay.schemas.Topics;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.storage.Converter;

/**
 * Reads events of the topic catalogue for sinks, as structs. Which event a topic holds the catalogue says; what an older or newer writer
 * wrote is read by the schema of this version.
 *
 * <p>It writes nothing: Connect's types cannot say what our schemas do.
 */
public final class EventConverter implements Converter, Versioned {
  private static final String REGISTRY = "registry.url";
  private static final String PREFIX = "topics.prefix";

  private final Map<String, Deserializer<? extends SpecificRecordBase>> readers = new HashMap<>();
  private final EventStructs structs = new EventStructs();
  private EventSerdes serdes;
  private Topics topics;

  /** Looks schemas up in the registry that its settings name. */
  public EventConverter() {
    this(null);
  }

  EventConverter(EventSerdes serdes) {
    this.serdes = serdes;
  }

  @Override
  public ConfigDef config() {
    return new ConfigDef()
        .define(REGISTRY, ConfigDef.Type.STRING, "http://127.0.0.1:8081", ConfigDef.LambdaValidator.with(EventBytes::requireAddress, () -> "an address"), ConfigDef.Importance.HIGH, "Base address of the schema registry.")
        .define(PREFIX, ConfigDef.Type.STRING, "", ConfigDef.LambdaValidator.with(EventConverter::requirePrefix, () -> "lower-case words that each end in a dot"), ConfigDef.Importance.LOW, "What every topic of the installation begins with.");
  }

  private static void requirePrefix(String setting, Object value) {
    try {
      var _ = new Topics((String) value, 1);
    } catch (IllegalArgumentException e) {
      throw new org.apache.kafka.common.config.ConfigException(setting, value, "must be empty or lower-case words that each end in a dot");
    }
  }

  @Override
  public void configure(Map<String, ?> settings, boolean isKey) {
    var config = new AbstractConfig(config(), settings, false);
    topics = new Topics(config.getString(PREFIX), 1);
    if (serdes == null) {
      serdes = EventSerdes.connect(URI.create(config.getString(REGISTRY)), false);
    }
  }

  @Override
  public SchemaAndValue toConnectData(String topic, byte[] value) {
    if (value == null) {
      return SchemaAndValue.NULL;
    }
    try {
      return structs.of(readers.computeIfAbsent(topic, this::reader).deserialize(topic, value));
    } catch (RegistryUnavailableException e) {
      throw new RetriableException(e.getMessage(), e);
    } catch (RejectedRecordException e) {
      throw new DataException(e.getMessage(), e);
    }
  }

  private Deserializer<? extends SpecificRecordBase> reader(String topic) {
    var type =
        topics.all().stream()
            .filter(spec -> spec.name().equals(topic))
            .findFirst()
            .flatMap(TopicSpec::value)
            .orElseThrow(() -> new DataException("No event of the catalogue is on topic %s; see forebay topics list.".formatted(topic)));
    return serdes.of(type.asSubclass(SpecificRecordBase.class)).deserializer();
  }

  @Override
  public byte[] fromConnectData(String topic, Schema schema, Object value) {
    throw new DataException("EventConverter only reads; events are written by ByteArrayConverter after ToRunTask or ToInboundEmail.");
  }

  @Override
  public String version() {
    return Versions.of(EventConverter.class);
  }

  @Override
  public void close() {
    readers.values().forEach(Deserializer::close);
  }
}

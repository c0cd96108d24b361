package io.forebay.schemas;

import com.microsoft.kiota.ApiException;
import io.apicurio.registry.resolver.client.RegistryClientFacade;
import io.apicurio.registry.resolver.client.RegistryClientFacadeImpl;
import io.apicurio.registry.resolver.config.SchemaResolverConfig;
import io.apicurio.registry.rest.client.RegistryClient;
import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import io.apicurio.registry.serde.avro.AvroSerdeConfig;
import io.kiota.http.jdk.JDKRequestAdapter;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.AvroTypeException;
import org.apache.avro.SchemaParseException;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Makes the serdes of everything that applications share: Avro behind a magic byte and a 4-byte content id, which every
 * client that speaks the Confluent wire format can read and write against the registry's ccompat endpoint.
 *
 * <p>A record that cannot be read ends in a {@link RejectedRecordException}; a registry that does not answer in a
 * {@link RegistryUnavailableException}, so that a good record is never taken for a bad one.
 *
 * <p>Thread-safe. The serdes that it makes are as thread-safe as Kafka asks of serdes: one thread at a time.
 */
public final class EventSerdes {
  private static final byte MAGIC = 0;
  private static final int HEADER_BYTES = 5;
  private static final int NOT_FOUND = 404;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** What an id stands for never changes; looking it up again only finds out that a registry was emptied. The default is 30 s. */
  private static final Duration LOOK_AGAIN = Duration.ofHours(1);

  private final RegistryClientFacade registry;
  private final boolean autoRegister;

  /**
   * @param registry where schemas are looked up
   * @param autoRegister whether writing registers the schema of the record; only the dev stack does that
   */
  public EventSerdes(RegistryClientFacade registry, boolean autoRegister) {
    this.registry = registry;
    this.autoRegister = autoRegister;
  }

  /**
   * Serdes against an Apicurio Registry.
   *
   * @param registry its base address, for example {@code http://127.0.0.1:8081}
   */
  public static EventSerdes connect(URI registry, boolean autoRegister) {
    var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_TIMEOUT).build();
    var adapter = new JDKRequestAdapter(http);
    adapter.setBaseUrl(registry.resolve("/apis/registry/v3").toString());
    return new EventSerdes(new RegistryClientFacadeImpl(new RegistryClient(adapter)), autoRegister);
  }

  /** The serde of a topic's values. */
  public <T extends SpecificRecordBase> Serde<T> of(Class<T> type) {
    var config = new HashMap<String, Object>();
    config.put(SchemaResolverConfig.AUTO_REGISTER_ARTIFACT, autoRegister);
    config.put(SchemaResolverConfig.DEREFERENCE_SCHEMA, true);
    config.put(SchemaResolverConfig.CHECK_PERIOD_MS, LOOK_AGAIN.toMillis());
    // Without it, a registry that is away stops whatever has looked up its schemas an hour ago.
    config.put(SchemaResolverConfig.FAULT_TOLERANT_REFRESH, true);
    config.put(AvroSerdeConfig.AVRO_DATUM_PROVIDER, TypedDatumProvider.class);
    config.put(TypedDatumProvider.TYPE, type);
    var serializer = new AvroKafkaSerializer<T>(registry);
    var deserializer = new AvroKafkaDeserializer<T>(registry);
    // Apicurio looks for its own classes with the thread's loader first, which in a Connect worker is that of another plugin.
    Thread thread = Thread.currentThread();
    ClassLoader loader = thread.getContextClassLoader();
    thread.setContextClassLoader(EventSerdes.class.getClassLoader());
    try {
      serializer.configure(config, false);
      deserializer.configure(config, false);
    } finally {
      thread.setContextClassLoader(loader);
    }
    return Serdes.serdeFrom(new Writing<>(serializer), new Reading<>(type, deserializer));
  }

  private record Writing<T>(Serializer<T> delegate) implements Serializer<T> {
    @Override
    public byte[] serialize(String topic, T value) {
      try {
        return delegate.serialize(topic, value);
      } catch (RuntimeException e) {
        throw asUnavailable(topic, e);
      }
    }

    @Override
    public byte[] serialize(String topic, Headers headers, T value) {
      return serialize(topic, value);
    }
  }

  private record Reading<T>(Class<T> type, Deserializer<T> delegate) implements Deserializer<T> {
    @Override
    public T deserialize(String topic, byte[] bytes) {
      if (bytes == null) {
        return null;
      }
      if (bytes.length < HEADER_BYTES || bytes[0] != MAGIC) {
        throw new RejectedRecordException(
            ErrorCode.UNREADABLE_RECORD,
            "The value does not begin with a zero byte and a 4-byte schema id; write it with an Avro serializer.");
      }
      try {
        return delegate.deserialize(topic, bytes);
      } catch (RuntimeException e) {
        throw explain(topic, bytes, e);
      }
    }

    @Override
    public T deserialize(String topic, Headers headers, byte[] bytes) {
      return deserialize(topic, bytes);
    }

    private RuntimeException explain(String topic, byte[] bytes, RuntimeException e) {
      int schemaId = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
      if (isNotFound(e)) {
        return new RejectedRecordException(
            ErrorCode.UNKNOWN_SCHEMA, "The registry has no schema with id " + schemaId + "; register it and send the record again.", e);
      }
      if (isCausedBy(e, SchemaParseException.class)) {
        return new RejectedRecordException(
            ErrorCode.INCOMPATIBLE_SCHEMA, "Schema " + schemaId + " is not an Avro schema that can be read.", e);
      }
      if (e instanceof AvroTypeException) {
        return new RejectedRecordException(
            ErrorCode.INCOMPATIBLE_SCHEMA,
            "Schema " + schemaId + " is not compatible with " + type.getSimpleName() + ", which " + topic + " holds.",
            e);
      }
      if (e instanceof AvroRuntimeException || !isFromRegistry(e)) {
        return new RejectedRecordException(
            ErrorCode.UNREADABLE_RECORD,
            "The value is not Avro of schema " + schemaId + ": it is cut off or holds something else.",
            e);
      }
      return asUnavailable(topic, e);
    }
  }

  private static RuntimeException asUnavailable(String topic, RuntimeException e) {
    if (!isFromRegistry(e)) {
      return e;
    }
    return new RegistryUnavailableException(
        isNotFound(e) || !isCausedBy(e, java.io.IOException.class)
            ? "The registry has no schema for " + topic + "; run forebay schemas apply."
            : "The schema registry did not answer for " + topic + "; check that it runs and that its address is right.",
        e);
  }

  private static boolean isNotFound(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof ApiException api && api.getResponseStatusCode() == NOT_FOUND) {
        return true;
      }
    }
    return false;
  }

  /** The resolver wraps what the registry's client throws, or says itself what it did not find; decoding errors come as they are. */
  private static boolean isFromRegistry(RuntimeException e) {
    return e.getClass() == RuntimeException.class
        || isCausedBy(e, ApiException.class)
        || isCausedBy(e, java.net.ConnectException.class)
        || isCausedBy(e, java.net.http.HttpTimeoutException.class)
        || isCausedBy(e, java.nio.channels.ClosedChannelException.class);
  }

  private static boolean isCausedBy(Throwable e, Class<? extends Throwable> type) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return true;
      }
    }
    return false;
  }
}

package io.forebay.intents;

import io.forebay.features.FeatureModel;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.IntentModel;
import io.forebay.schemas.RegistryUnavailableException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models of features, in memory and the same on every partition; a new version is used from the next observation on.
 *
 * <pre>
 * key    name
 * value  IntentModel as the topic holds it, up to 1 MB
 * bound  what is published
 * </pre>
 */
final class ModelStore implements Models {
  private static final String NAME = "models";
  private static final Logger log = LoggerFactory.getLogger(ModelStore.class);

  private final ReadOnlyKeyValueStore<String, byte[]> store;
  private final Deserializer<IntentModel> reading;
  private final Map<String, Read> read = new HashMap<>();

  /** What was made of the bytes of a model. */
  private static final class Read {
    private final byte[] bytes;
    private final Optional<NamedModel> model;

    Read(byte[] bytes, Optional<NamedModel> model) {
      this.bytes = bytes;
      this.model = model;
    }
  }

  ModelStore(ReadOnlyKeyValueStore<String, byte[]> store, EventSerdes serdes) {
    this.store = store;
    reading = serdes.of(IntentModel.class).deserializer();
  }

  /** Raw bytes: what has not changed since it was read is known by them, mostly by their reference. */
  static StoreBuilder<KeyValueStore<String, byte[]>> builder() {
    return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(NAME), Serdes.String(), Serdes.ByteArray()).withLoggingDisabled();
  }

  static String name() {
    return NAME;
  }

  @Override
  public Optional<NamedModel> find(String name) {
    byte[] bytes = store.get(name);
    if (bytes == null) {
      return Optional.empty();
    }
    Read known = read.get(name);
    if (known == null || !Arrays.equals(known.bytes, bytes)) {
      known = new Read(bytes, read(name, bytes));
      read.put(name, known);
    }
    return known.model;
  }

  private Optional<NamedModel> read(String name, byte[] bytes) {
    try {
      IntentModel model = reading.deserialize("", bytes);
      return Optional.of(new NamedModel(model.getName(), model.getVersion(), FeatureModel.of(model.getModel().array())));
    } catch (RegistryUnavailableException e) {
      throw e; // nothing is wrong with the model: the record is tried again
    } catch (IOException | RuntimeException e) {
      log.atWarn().addKeyValue("model", name).log("The model {} cannot be used: {}", name, e.getMessage());
      return Optional.empty();
    }
  }
}

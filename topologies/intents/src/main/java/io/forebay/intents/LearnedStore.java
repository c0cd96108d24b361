package io.forebay.intents;

import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * What was learned of scenes from tracks that have ended, in memory.
 *
 * <pre>
 * key    scene id
 * value  what {@link SceneDesk} has learned of people and of the robot among them
 * bound  one entry a scene
 * </pre>
 */
final class LearnedStore {
  private static final String NAME = "learned";

  private final KeyValueStore<String, byte[]> store;

  LearnedStore(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  static StoreBuilder<KeyValueStore<String, byte[]>> builder() {
    return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(NAME), Serdes.String(), Serdes.ByteArray()).withCachingEnabled();
  }

  static String name() {
    return NAME;
  }

  void put(String sceneId, byte[] learned) {
    store.put(sceneId, learned);
  }

  Optional<byte[]> find(String sceneId) {
    return Optional.ofNullable(store.get(sceneId));
  }

  void remove(String sceneId) {
    store.delete(sceneId);
  }
}

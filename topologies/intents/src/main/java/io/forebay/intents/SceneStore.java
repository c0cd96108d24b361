package io.forebay.intents;

import io.forebay.schemas.Scene;
import io.forebay.schemas.StateSerde;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The scenes of a partition, in memory.
 *
 * <pre>
 * key    scene id
 * value  Scene
 * bound  what is applied
 * </pre>
 */
final class SceneStore {
  private static final String NAME = "scenes";

  private final KeyValueStore<String, Scene> store;

  SceneStore(KeyValueStore<String, Scene> store) {
    this.store = store;
  }

  static StoreBuilder<KeyValueStore<String, Scene>> builder() {
    return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(NAME), Serdes.String(), StateSerde.of(Scene.class)).withCachingEnabled();
  }

  static String name() {
    return NAME;
  }

  void put(Scene scene) {
    store.put(scene.getSceneId(), scene);
  }

  void remove(String sceneId) {
    store.delete(sceneId);
  }

  void forEach(Consumer<Scene> visitor) {
    try (var scenes = store.all()) {
      scenes.forEachRemaining(entry -> visitor.accept(entry.value));
    }
  }
}

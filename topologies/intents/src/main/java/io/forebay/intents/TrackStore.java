package io.forebay.intents;

import io.forebay.schemas.IntentTrack;
import io.forebay.schemas.StateSerde;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * What is known of the subjects of scenes, in memory: with it tracking goes on after a crash. Written once a commit, whatever came meanwhile.
 *
 * <pre>
 * key    scene id, a zero character, subject
 * value  IntentTrack, 1 to 3 KiB
 * bound  {@link IntentsConfig#subjectsMax()} of a scene; a subject leaves when its track has ended
 * </pre>
 */
final class TrackStore {
  private static final String NAME = "tracks";
  private static final char SEPARATOR = 0;

  private final KeyValueStore<String, IntentTrack> store;

  TrackStore(KeyValueStore<String, IntentTrack> store) {
    this.store = store;
  }

  static StoreBuilder<KeyValueStore<String, IntentTrack>> builder() {
    return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(NAME), Serdes.String(), StateSerde.of(IntentTrack.class)).withCachingEnabled();
  }

  static String name() {
    return NAME;
  }

  void put(String sceneId, IntentTrack track) {
    store.put(key(sceneId, track.getSubject()), track);
  }

  void remove(String sceneId, String subject) {
    store.delete(key(sceneId, subject));
  }

  /** All of a scene, by subject. */
  List<IntentTrack> read(String sceneId) {
    var tracks = new ArrayList<IntentTrack>();
    try (var entries = store.range(sceneId + SEPARATOR, sceneId + (char) (SEPARATOR + 1))) {
      entries.forEachRemaining(entry -> tracks.add(entry.value));
    }
    return tracks;
  }

  private static String key(String sceneId, String subject) {
    return sceneId + SEPARATOR + subject;
  }
}

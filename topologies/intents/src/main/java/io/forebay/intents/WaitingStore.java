package io.forebay.intents;

import io.forebay.schemas.IntentSignal;
import io.forebay.schemas.StateSerde;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;

/**
 * What is in the {@link Backlog}, so that a crash after a commit loses none of it.
 *
 * <pre>
 * key    scene id, a slash, subject
 * value  IntentSignal, with the timestamp of its record
 * bound  one entry a subject, {@link Backlog#WAITING_MAX} of a partition; gone once it is decided
 * </pre>
 */
final class WaitingStore {
  private static final String NAME = "waiting";

  private final TimestampedKeyValueStore<String, IntentSignal> store;

  WaitingStore(TimestampedKeyValueStore<String, IntentSignal> store) {
    this.store = store;
  }

  static StoreBuilder<TimestampedKeyValueStore<String, IntentSignal>> builder() {
    return Stores.timestampedKeyValueStoreBuilder(Stores.inMemoryKeyValueStore(NAME), Serdes.String(), StateSerde.of(IntentSignal.class)).withCachingEnabled();
  }

  static String name() {
    return NAME;
  }

  void put(Backlog.Waiting waiting) {
    store.put(key(waiting.signal()), ValueAndTimestamp.make(waiting.signal(), waiting.arrivedAt().toEpochMilli()));
  }

  void remove(Backlog.Waiting waiting) {
    store.delete(key(waiting.signal()));
  }

  void forEach(Consumer<Backlog.Waiting> visitor) {
    try (var entries = store.all()) {
      entries.forEachRemaining(entry -> visitor.accept(new Backlog.Waiting(entry.value.value(), Instant.ofEpochMilli(entry.value.timestamp()))));
    }
  }

  private static String key(IntentSignal signal) {
    return signal.getSceneId() + "/" + signal.getSubject();
  }
}

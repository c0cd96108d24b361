package io.forebay.emails;

import io.forebay.schemas.StateSerde;
import io.forebay.schemas.TriagedContent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * What was found out about contents, for as long as {@link EmailsConfig#duplicatesTtl()}.
 *
 * <pre>
 * key    tenant \n content hash, at the wall-clock time of the finding
 * value  TriagedContent
 * bound  one entry a distinct content and time to live; old segments are dropped whole
 * </pre>
 */
final class ContentStore {
  private static final String NAME = "contents";

  private final WindowStore<String, TriagedContent> store;
  private final Duration ttl;

  ContentStore(WindowStore<String, TriagedContent> store, Duration ttl) {
    this.store = store;
    this.ttl = ttl;
  }

  static StoreBuilder<WindowStore<String, TriagedContent>> builder(EmailsConfig config) {
    Duration ttl = config.duplicatesTtl();
    return Stores.windowStoreBuilder(
        Stores.persistentWindowStore(NAME, ttl, ttl, false), Serdes.String(), StateSerde.of(TriagedContent.class));
  }

  static String name() {
    return NAME;
  }

  /** The latest finding about a content that is younger than the time to live. */
  Optional<TriagedContent> find(String contentKey, Instant now) {
    try (var found = store.backwardFetch(contentKey, now.minus(ttl).plusMillis(1), now)) {
      return found.hasNext() ? Optional.of(found.next().value) : Optional.empty();
    }
  }

  void put(String contentKey, TriagedContent content, Instant now) {
    store.put(contentKey, content, now.toEpochMilli());
  }
}

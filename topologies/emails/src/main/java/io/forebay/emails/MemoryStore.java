package io.forebay.emails;

import io.forebay.schemas.RememberedEmail;
import io.forebay.schemas.StateSerde;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * What is remembered of triaged messages, for as long as {@link EmailsConfig#feedbackWindow()}.
 *
 * <pre>
 * key    email id, at the wall-clock time of remembering
 * value  RememberedEmail, at most about 1 KiB
 * bound  one entry a message and window; old segments are dropped whole
 * </pre>
 */
final class MemoryStore {
  private static final String NAME = "memories";

  private final WindowStore<String, RememberedEmail> store;
  private final Duration window;

  MemoryStore(WindowStore<String, RememberedEmail> store, Duration window) {
    this.store = store;
    this.window = window;
  }

  static StoreBuilder<WindowStore<String, RememberedEmail>> builder(EmailsConfig config) {
    Duration window = config.feedbackWindow();
    return Stores.windowStoreBuilder(
        Stores.persistentWindowStore(NAME, window, window, false), Serdes.String(), StateSerde.of(RememberedEmail.class));
  }

  static String name() {
    return NAME;
  }

  Optional<RememberedEmail> find(String emailId, Instant now) {
    try (var found = store.backwardFetch(emailId, now.minus(window).plusMillis(1), now)) {
      return found.hasNext() ? Optional.of(found.next().value) : Optional.empty();
    }
  }

  void put(RememberedEmail email, Instant now) {
    store.put(email.getEmailId(), email, now.toEpochMilli());
  }
}

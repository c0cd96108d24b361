package io.forebay.emails;

import io.forebay.schemas.AwaitedDraft;
import io.forebay.schemas.StateSerde;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The drafts that are awaited.
 *
 * <pre>
 * key    email id
 * value  AwaitedDraft, at most about 20 KiB
 * bound  {@link DraftSettings#maxAwaited()} entries, each for {@link DraftSettings#maxWait()}
 * </pre>
 *
 * <p>The order by time is kept in memory and made anew from the store when the task starts; Kafka Streams starts a task again after a
 * transaction that failed, so that both agree.
 */
final class AwaitedDraftStore {
  private static final String NAME = "awaited-drafts";

  private record Due(Instant at, String emailId) {}

  private final KeyValueStore<String, AwaitedDraft> store;
  private final TreeSet<Due> order = new TreeSet<>(Comparator.comparing(Due::at).thenComparing(Due::emailId));

  AwaitedDraftStore(KeyValueStore<String, AwaitedDraft> store) {
    this.store = store;
    try (var all = store.all()) {
      all.forEachRemaining(entry -> order.add(due(entry.value)));
    }
  }

  static StoreBuilder<KeyValueStore<String, AwaitedDraft>> builder() {
    return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(NAME), Serdes.String(), StateSerde.of(AwaitedDraft.class));
  }

  static String name() {
    return NAME;
  }

  int size() {
    return order.size();
  }

  Optional<AwaitedDraft> find(String emailId) {
    return Optional.ofNullable(store.get(emailId));
  }

  /** Takes a draft, in place of the one that was awaited for the same message. */
  void put(AwaitedDraft draft) {
    remove(draft.getMail().getEmailId());
    store.put(draft.getMail().getEmailId(), draft);
    order.add(due(draft));
  }

  void remove(String emailId) {
    AwaitedDraft removed = store.delete(emailId);
    if (removed != null) {
      order.remove(due(removed));
    }
  }

  /** Those whose time has come, the earliest first, at most so many. */
  List<AwaitedDraft> due(Instant now, int countMax) {
    List<AwaitedDraft> found = new ArrayList<>();
    for (Due due : order) {
      if (found.size() == countMax || due.at().isAfter(now)) {
        break;
      }
      found.add(store.get(due.emailId()));
    }
    return found;
  }

  private static Due due(AwaitedDraft draft) {
    return new Due(draft.getNextAt(), draft.getMail().getEmailId());
  }
}

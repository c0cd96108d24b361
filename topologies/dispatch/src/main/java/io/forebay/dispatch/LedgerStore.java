package io.forebay.dispatch;

import io.forebay.schemas.LedgerEntry;
import io.forebay.schemas.StateSerde;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The {@link Ledger}, which documents the keys, in a store. */
final class LedgerStore implements Ledger {
  private static final String NAME = "ledger";

  /** After every key. */
  private static final String END = "\uffff";

  private final KeyValueStore<String, LedgerEntry> store;

  LedgerStore(KeyValueStore<String, LedgerEntry> store) {
    this.store = store;
  }

  static StoreBuilder<KeyValueStore<String, LedgerEntry>> builder() {
    return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(NAME), Serdes.String(), StateSerde.of(LedgerEntry.class));
  }

  static String name() {
    return NAME;
  }

  @Override
  public <T extends SpecificRecordBase> T find(String key, Class<T> type) {
    LedgerEntry entry = store.get(key);
    return entry == null ? null : type.cast(entry.getEntry());
  }

  @Override
  public void put(String key, SpecificRecordBase entry) {
    store.put(key, new LedgerEntry(entry));
  }

  @Override
  public void remove(String key) {
    store.delete(key);
  }

  @Override
  public void forEach(BiConsumer<String, SpecificRecordBase> action) {
    try (var all = store.all()) {
      all.forEachRemaining(entry -> action.accept(entry.key, (SpecificRecordBase) entry.value.getEntry()));
    }
  }

  @Override
  public String forEachFrom(String key, int entriesMax, BiConsumer<String, SpecificRecordBase> action) {
    try (var entries = store.range(key, END)) {
      for (int i = 0; i < entriesMax && entries.hasNext(); i++) {
        var entry = entries.next();
        action.accept(entry.key, (SpecificRecordBase) entry.value.getEntry());
      }
      return entries.hasNext() ? entries.peekNextKey() : "";
    }
  }
}

package io.forebay.tasks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * When tasks are looked at next: one entry a task, in the order of time.
 *
 * <pre>
 * key    microseconds since 1970 (8 bytes, big-endian), task id
 * value  nothing
 * bound  one entry for each entry of {@link HeadStore}
 * </pre>
 *
 * <p>An entry may come too early: whoever is woken looks, and asks to be woken again. So a time that moves back costs no write.
 */
final class TimerStore {
  private static final String NAME = "timers";
  private static final byte[] NOTHING = {};

  private final KeyValueStore<Bytes, byte[]> store;

  /** Before this is nothing but what RocksDB has not yet cleared away, which would have to be stepped over again and again. */
  private Instant cleared = Instant.EPOCH;

  /**
   * An entry.
   *
   * @param at when
   * @param taskId who
   */
  record Timer(Instant at, String taskId) {}

  TimerStore(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder() {
    return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(NAME), Serdes.Bytes(), Serdes.ByteArray());
  }

  static String name() {
    return NAME;
  }

  /** Sets a timer; what lies before those that were due already becomes due at once. */
  Instant add(Instant at, String taskId) {
    Instant when = at.isBefore(cleared) ? cleared : at.truncatedTo(ChronoUnit.MICROS);
    store.put(key(when, taskId), NOTHING);
    return when;
  }

  void remove(Instant at, String taskId) {
    store.delete(key(at, taskId));
  }

  /** Those whose time has come, the earliest first, at most so many; whoever asks removes them. */
  List<Timer> due(Instant now, int countMax) {
    var due = new ArrayList<Timer>();
    try (var entries = store.range(key(cleared, ""), key(now.plusMillis(1), ""))) {
      while (due.size() < countMax && entries.hasNext()) {
        due.add(timer(entries.next().key));
      }
    }
    cleared = due.size() < countMax ? now : due.getLast().at();
    return due;
  }

  private static Bytes key(Instant at, String taskId) {
    byte[] id = taskId.getBytes(StandardCharsets.UTF_8);
    long micros = Math.max(0, ChronoUnit.MICROS.between(Instant.EPOCH, at));
    return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + id.length).putLong(micros).put(id).array());
  }

  private static Timer timer(Bytes key) {
    var buffer = ByteBuffer.wrap(key.get());
    Instant at = Instant.EPOCH.plus(buffer.getLong(), ChronoUnit.MICROS);
    return new Timer(at, new String(key.get(), Long.BYTES, key.get().length - Long.BYTES, StandardCharsets.UTF_8));
  }
}

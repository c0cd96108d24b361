package io.forebay.tasks;

import io.forebay.schemas.StateSerde;
import io.forebay.schemas.TaskHead;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * How every task stands, without its story.
 *
 * <pre>
 * key    task id
 * value  TaskHead, 300 bytes to a few KiB (labels); with the result once it has finished
 * bound  a task leaves {@link TasksConfig#retention()} after its end
 * </pre>
 */
final class HeadStore {
  private static final String NAME = "heads";

  private final KeyValueStore<String, TaskHead> store;

  HeadStore(KeyValueStore<String, TaskHead> store) {
    this.store = store;
  }

  static StoreBuilder<KeyValueStore<String, TaskHead>> builder() {
    return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(NAME), Serdes.String(), StateSerde.of(TaskHead.class));
  }

  static String name() {
    return NAME;
  }

  Optional<TaskHead> find(String taskId) {
    return Optional.ofNullable(store.get(taskId));
  }

  void put(TaskHead head) {
    store.put(head.getSummary().getTaskId(), head);
  }

  void remove(String taskId) {
    store.delete(taskId);
  }

  /**
   * Visits heads in the order of their ids.
   *
   * @param after id that was visited last; null: from the first on
   * @param countMax visits at most
   * @return the last id that was visited; empty if there are no more behind it
   */
  Optional<String> visit(String after, int countMax, Consumer<TaskHead> visitor) {
    int count = 0;
    try (var heads = store.range(after, null)) {
      while (heads.hasNext()) {
        var entry = heads.next();
        if (entry.key.equals(after)) {
          continue;
        }
        visitor.accept(entry.value);
        count++;
        if (count == countMax) {
          return Optional.of(entry.key);
        }
      }
    }
    return Optional.empty();
  }
}

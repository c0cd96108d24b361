package io.forebay.tasks;

import io.forebay.schemas.StateSerde;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskStory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The stories of tasks: what a task was told and did, in order. A task's state is what its story makes of it, so a checkpoint costs what was added.
 *
 * <pre>
 * key    task id, a zero byte, sequence of the first event (8 bytes, big-endian)
 * value  TaskStory: the events of one decision, or a part of them where they are long
 * bound  the agent's limit of history bytes for each task; a task leaves {@link TasksConfig#retention()} after its end
 * </pre>
 */
final class StoryStore {
  private static final String NAME = "stories";

  /** So that an entry of several events stays below what a topic takes. */
  private static final int ENTRY_LENGTH_MAX = 256 << 10;

  private final KeyValueStore<Bytes, TaskStory> store;

  StoryStore(KeyValueStore<Bytes, TaskStory> store) {
    this.store = store;
  }

  static StoreBuilder<KeyValueStore<Bytes, TaskStory>> builder() {
    return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(NAME), Serdes.Bytes(), StateSerde.of(TaskStory.class));
  }

  static String name() {
    return NAME;
  }

  /** Adds what happened last in a task. */
  void append(String taskId, List<TaskEvent> events) {
    var entry = new ArrayList<TaskEvent>(events.size());
    int length = 0;
    for (TaskEvent event : events) {
      int own = event.getData() == null ? 0 : event.getData().length();
      if (!entry.isEmpty() && length + own > ENTRY_LENGTH_MAX) {
        put(taskId, entry);
        entry = new ArrayList<>();
        length = 0;
      }
      entry.add(event);
      length += own;
    }
    if (!entry.isEmpty()) {
      put(taskId, entry);
    }
  }

  private void put(String taskId, List<TaskEvent> events) {
    store.put(key(taskId, events.getFirst().getSequence()), new TaskStory(events));
  }

  /** All that happened in a task. */
  List<TaskEvent> read(String taskId) {
    var events = new ArrayList<TaskEvent>();
    visit(taskId, 0, events::add);
    return events;
  }

  /**
   * Visits events in order.
   *
   * @param after sequence of the last event that is not wanted; 0: all are
   * @param visitor answers whether to go on
   */
  void visit(String taskId, long after, Predicate<TaskEvent> visitor) {
    // An entry holds several events: the first one wanted may stand in an entry that begins before it.
    try (var entries = store.range(key(taskId, 0), key(taskId, Long.MAX_VALUE))) {
      while (entries.hasNext()) {
        for (TaskEvent event : entries.next().value.getEvents()) {
          if (event.getSequence() > after && !visitor.test(event)) {
            return;
          }
        }
      }
    }
  }

  /**
   * Forgets events that are no longer needed, as far as whole entries hold nothing else; the first entry stays.
   *
   * @param neededFrom sequence of the first event that is needed
   */
  void prune(String taskId, long neededFrom) {
    var keys = new ArrayList<Bytes>();
    try (var entries = store.range(key(taskId, 2), key(taskId, neededFrom - 1))) {
      while (entries.hasNext()) {
        var entry = entries.next();
        if (entry.value.getEvents().getLast().getSequence() < neededFrom) {
          keys.add(entry.key);
        }
      }
    }
    keys.forEach(store::delete);
  }

  void remove(String taskId) {
    var keys = new ArrayList<Bytes>();
    try (var entries = store.range(key(taskId, 0), key(taskId, Long.MAX_VALUE))) {
      entries.forEachRemaining(entry -> keys.add(entry.key));
    }
    keys.forEach(store::delete);
  }

  private static Bytes key(String taskId, long sequence) {
    byte[] id = taskId.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(ByteBuffer.allocate(id.length + 1 + Long.BYTES).put(id).put((byte) 0).putLong(sequence).array());
  }
}

package io.forebay.tasks;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tasks that something happened in last, so that the next event need not read their stories.
 *
 * <p>Bounded by the memory that their states are estimated at; the longest untouched leaves first.
 */
final class OpenTasks {
  private final long bytesMax;
  private final Map<String, OpenTask> tasks = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /**
   * @param bytesMax of all states together, as estimated
   */
  OpenTasks(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  OpenTask find(String taskId) {
    return tasks.get(taskId);
  }

  /**
   * Keeps a task.
   *
   * @param grown bytes that its state has become larger by since it was kept last; all of it, if it was not
   */
  void keep(String taskId, OpenTask task, long grown) {
    tasks.put(taskId, task);
    bytes += grown;
    var eldest = tasks.entrySet().iterator();
    while (bytes > bytesMax && tasks.size() > 1) {
      bytes -= eldest.next().getValue().run().memoryBytes();
      eldest.remove();
    }
  }

  void forget(String taskId) {
    OpenTask task = tasks.remove(taskId);
    if (task != null) {
      bytes -= task.run().memoryBytes();
    }
  }
}

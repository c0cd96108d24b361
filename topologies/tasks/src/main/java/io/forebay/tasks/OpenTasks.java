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
  private final Map<String, Kept> tasks = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /**
   * A task that is kept.
   *
   * @param bytes that it counts for, until it is kept anew: what happens in it meanwhile changes its state
   */
  private record Kept(OpenTask task, long bytes) {}

  /**
   * @param bytesMax of all states together, as estimated
   */
  OpenTasks(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  OpenTask find(String taskId) {
    Kept kept = tasks.get(taskId);
    return kept == null ? null : kept.task;
  }

  /** Keeps a task, or counts anew one that is kept. */
  void keep(String taskId, OpenTask task) {
    var kept = new Kept(task, task.run().memoryBytes());
    count(tasks.put(taskId, kept), kept);
    var eldest = tasks.entrySet().iterator();
    while (bytes > bytesMax && tasks.size() > 1) {
      count(eldest.next().getValue(), null);
      eldest.remove();
    }
  }

  void forget(String taskId) {
    count(tasks.remove(taskId), null);
  }

  private void count(Kept gone, Kept come) {
    bytes += (come == null ? 0 : come.bytes) - (gone == null ? 0 : gone.bytes);
  }
}

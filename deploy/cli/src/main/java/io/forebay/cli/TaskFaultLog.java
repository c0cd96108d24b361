package io.forebay.cli;

import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskFinished;
import io.forebay.schemas.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeSet;

/** Everything that tasks have told under faults, committed only: their stories, their results, and which partition told something when. */
final class TaskFaultLog implements AutoCloseable {
  private final TopicReader<TaskEvent> events;
  private final TopicReader<TaskFinished> finished;
  private final Map<String, List<TaskEvent>> stories = new HashMap<>();
  private final Map<String, List<TaskFinished>> results = new HashMap<>();
  private final Map<Integer, NavigableSet<Long>> told = new HashMap<>();
  private int requested;

  TaskFaultLog(String kafka, Topics topics, EventSerdes serdes) {
    events = new TopicReader<>(kafka, topics.tasksEvents(), serdes.of(TaskEvent.class).deserializer(), true);
    finished = new TopicReader<>(kafka, topics.tasksResults(), serdes.of(TaskFinished.class).deserializer(), true);
  }

  /** Takes what has come since. */
  void read() {
    for (var record : events.poll()) {
      TaskEvent event = record.value();
      stories.computeIfAbsent(event.getTaskId(), _ -> new ArrayList<>()).add(event);
      told.computeIfAbsent(record.partition(), _ -> new TreeSet<>()).add(event.getAt().toEpochMilli());
    }
    for (var record : finished.poll()) {
      TaskFinished result = record.value();
      boolean first = results.computeIfAbsent(result.getTaskId(), _ -> new ArrayList<>()).isEmpty();
      results.get(result.getTaskId()).add(result);
      requested += first && result.getParent() == null ? 1 : 0;
    }
  }

  /** Whether nothing more was committed when asked. */
  boolean isAtEnd() {
    return events.isAtEnd() && finished.isAtEnd();
  }

  /** How many tasks have a result that nobody called. */
  int ended() {
    return requested;
  }

  /** Events by task, in the order of their topic. */
  Map<String, List<TaskEvent>> stories() {
    return stories;
  }

  /** Results by task; there is to be one. */
  Map<String, List<TaskFinished>> results() {
    return results;
  }

  /** How long after a process was dead the first of its partitions told something again, in milliseconds; empty: none did. */
  OptionalLong resumedAfterMs(Takeover takeover) {
    return takeover.partitions().stream()
        .map(partition -> told.getOrDefault(partition, new TreeSet<>()).higher(takeover.at()))
        .filter(Objects::nonNull)
        .mapToLong(at -> at - takeover.at())
        .min();
  }

  @Override
  public void close() {
    events.close();
    finished.close();
  }
}

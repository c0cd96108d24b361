package io.forebay.cli;

import io.forebay.cli.FaultLedger.Line;
import io.forebay.cli.FaultLedger.Mark;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskEventType;
import io.forebay.schemas.TaskFinished;
import io.forebay.schemas.TaskStatus;
import io.forebay.tasks.TaskStories;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * What came of tasks under faults.
 *
 * @param tasks asked for
 * @param children that they called
 * @param steps that were started, those of children included
 * @param withoutResult tasks and children that have none
 * @param resultsTooMany tasks and children with more than one
 * @param onceStartedTwice steps that must run once whose handler began more than once
 * @param storiesBroken tasks and children whose events do not rebuild what their results say
 * @param firstBroken the first of them, as a sentence; null: there is none
 * @param timersLost waits that did not end
 * @param completed tasks and children that did
 * @param reasons why the others ended
 * @param resolved actions in doubt that a person resolved
 * @param again until a process that was started again at once went on
 * @param takenOver until another process went on
 */
record TaskFaultCounts(
    int tasks,
    int children,
    long steps,
    long withoutResult,
    long resultsTooMany,
    long onceStartedTwice,
    long storiesBroken,
    String firstBroken,
    long timersLost,
    long completed,
    Map<String, Long> reasons,
    int resolved,
    Spread again,
    Spread takenOver) {

  /** Times in milliseconds; 0 where there are none. */
  record Spread(int count, long medianMs, long maxMs) {
    static Spread of(LongStream times) {
      long[] sorted = times.sorted().toArray();
      return sorted.length == 0 ? new Spread(0, 0, 0) : new Spread(sorted.length, sorted[sorted.length / 2], sorted[sorted.length - 1]);
    }

    private String text() {
      return "%,8d ms median, %,d ms at most, of %d".formatted(medianMs, maxMs, count);
    }
  }

  static TaskFaultCounts of(int tasks, TaskFaultLog log, List<Line> ledger, List<Takeover> takeovers, int resolved) {
    Map<String, List<TaskEvent>> stories = log.stories();
    Map<String, List<TaskFinished>> results = log.results();
    var broken = stories.entrySet().stream().flatMap(story -> problem(story.getValue(), results.getOrDefault(story.getKey(), List.of())).stream()).toList();
    long unknown = LongStream.range(0, tasks).filter(n -> !stories.containsKey(TaskFaultLoad.id(n))).count();
    return new TaskFaultCounts(
        tasks,
        (int) results.values().stream().filter(own -> own.getFirst().getParent() != null).count(),
        stories.values().stream().flatMap(List::stream).filter(event -> event.getType() == TaskEventType.STEP_STARTED).count(),
        unknown + stories.keySet().stream().filter(task -> !results.containsKey(task)).count(),
        results.values().stream().filter(own -> own.size() > 1).count(),
        startedTwice(ledger),
        broken.size(),
        broken.isEmpty() ? null : broken.getFirst(),
        stories.values().stream().filter(TaskFaultCounts::stillWaits).count(),
        results.values().stream().filter(own -> own.getFirst().getStatus() == TaskStatus.COMPLETED).count(),
        reasons(results),
        resolved,
        spread(log, takeovers, true),
        spread(log, takeovers, false));
  }

  /** Why a story is not whole; a task without a result is counted elsewhere. */
  private static Optional<String> problem(List<TaskEvent> story, List<TaskFinished> results) {
    try {
      TaskFinished rebuilt = TaskStories.rebuild(story).getResult();
      return results.isEmpty() || results.getFirst().equals(rebuilt)
          ? Optional.empty()
          : Optional.of("Task %s has the result %s, its events say %s.".formatted(story.getFirst().getTaskId(), results.getFirst(), rebuilt));
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** By step, whatever was asked for: the last part of an action's id says that. */
  private static long startedTwice(List<Line> ledger) {
    Map<String, Integer> begun = new HashMap<>();
    ledger.stream()
        .filter(line -> line.mark() == Mark.BEGAN && line.actionId().contains("/" + TaskFaultLoad.ONCE))
        .forEach(line -> begun.merge(line.actionId().substring(0, line.actionId().lastIndexOf('/')), 1, Integer::sum));
    return begun.values().stream().filter(count -> count > 1).count();
  }

  private static boolean stillWaits(List<TaskEvent> story) {
    long begun = story.stream().filter(event -> TaskFaultLoad.WAIT.equals(event.getStep()) && event.getType() == TaskEventType.STEP_STARTED).count();
    long ended = story.stream().filter(event -> TaskFaultLoad.WAIT.equals(event.getStep()) && event.getType() == TaskEventType.STEP_COMPLETED).count();
    return begun != ended;
  }

  private static Map<String, Long> reasons(Map<String, List<TaskFinished>> results) {
    return results.values().stream()
        .map(List::getFirst)
        .filter(result -> result.getReason() != null)
        .collect(Collectors.groupingBy(TaskFinished::getReason, TreeMap::new, Collectors.counting()));
  }

  private static Spread spread(TaskFaultLog log, List<Takeover> takeovers, boolean again) {
    return Spread.of(takeovers.stream().filter(takeover -> takeover.again() == again).flatMapToLong(takeover -> log.resumedAfterMs(takeover).stream()));
  }

  /** Whether everything that must hold does. */
  boolean hold() {
    return withoutResult == 0 && resultsTooMany == 0 && onceStartedTwice == 0 && storiesBroken == 0 && timersLost == 0;
  }

  String text() {
    return """
        %,d tasks with %,d children and %,d steps
          without a result                                  %,8d   must be 0
          with more than one result                         %,8d   must be 0
          ONCE steps whose handler began twice              %,8d   must be 0
          stories that do not rebuild the result            %,8d   must be 0   %s
          timers lost                                       %,8d   must be 0
          completed                                         %,8d
          ended otherwise                                   %s
          actions in doubt, resolved by a person            %,8d
          kill -9 to the next event, started again at once  %s
          kill -9 to the next event, another takes over     %s"""
        .formatted(
            tasks, children, steps, withoutResult, resultsTooMany, onceStartedTwice, storiesBroken, firstBroken == null ? "" : firstBroken, timersLost, completed,
            reasons, resolved, again.text(), takenOver.text());
  }
}

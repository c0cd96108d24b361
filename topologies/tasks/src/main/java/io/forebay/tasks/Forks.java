package io.forebay.tasks;

import io.forebay.agents.Agent;
import io.forebay.agents.Graph;
import io.forebay.agents.Node;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskEventType;
import io.forebay.tasks.OpenStep.Asked;
import io.forebay.tasks.OpenStep.Called;
import io.forebay.tasks.OpenStep.Outside;
import io.forebay.tasks.OpenStep.Passing;
import io.forebay.tasks.OpenStep.Waiting;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Forks: a task that begins where another one was.
 *
 * <p>Events of the other task up to some step become its own. They come from a client, so whatever is wrong with them ends the task, and nothing else.
 */
final class Forks {
  private static final Set<TaskEventType> TAKEN =
      EnumSet.of(
          TaskEventType.STEP_STARTED,
          TaskEventType.STEP_RETRYING,
          TaskEventType.STEP_COMPLETED,
          TaskEventType.STEP_FAILED,
          TaskEventType.STEP_CANCELLED,
          TaskEventType.SIGNAL_RECEIVED,
          TaskEventType.VALUE_SET);

  /** Where a task stops; what comes after is how it stopped, and nothing to go on with. */
  private static final Set<TaskEventType> STOPS =
      EnumSet.of(TaskEventType.TASK_CANCELLING, TaskEventType.COMPENSATION_STARTED, TaskEventType.TASK_FINISHED);

  private Forks() {}

  /** Takes the history that a task brings, if it does, and asks anew for what was under way in it. */
  static void take(Decider decider, List<TaskEvent> history) {
    if (history.isEmpty() || decider.isOver()) {
      return;
    }
    List<TaskEvent> events = taken(history);
    long length = events.stream().mapToLong(Tally::length).sum();
    if (decider.run().tally().bytes() + length + Decider.RESERVE > decider.run().start().limits().historyBytes()) {
      decider.over(TaskReason.HISTORY_BYTES, "The history that it brings has " + length + " bytes and does not fit.");
      return;
    }
    String problem = problem(decider, events);
    if (problem != null) {
      decider.fail(TaskReason.INVALID_HISTORY, problem);
      return;
    }
    events.forEach(decider::copy);
    var data = Json.object().put("from", decider.run().start().parent()).put("events", events.size());
    if (decider.event(TaskEventType.TASK_FORKED, null, data)) {
      decider.run().steps().outside().forEach(step -> askAnew(decider, step));
    }
  }

  /** Values that a client sets stand at the end, wherever the other task stopped. */
  private static List<TaskEvent> taken(List<TaskEvent> history) {
    var events = new ArrayList<TaskEvent>();
    boolean goesOn = true;
    for (TaskEvent event : history) {
      goesOn &= !STOPS.contains(event.getType());
      if (event.getType() == TaskEventType.VALUE_SET || (goesOn && TAKEN.contains(event.getType()))) {
        events.add(event);
      }
    }
    return events;
  }

  /** Why the events are no history of this agent; null: they are one. Tried on a state of its own. */
  private static String problem(Decider decider, List<TaskEvent> events) {
    if (decider.run().schedule() != null) {
      return "A schedule has no history.";
    }
    var story = new ArrayList<TaskEvent>(decider.events());
    story.addAll(events);
    TaskRun run;
    try {
      run = TaskRun.of(story);
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
    return fits(decider.agent(), run) ? null : "The history is one of another agent, or of a version of it with other nodes.";
  }

  private static boolean fits(Agent agent, TaskRun run) {
    if (!fits(agent, run.steps().root())) {
      return false;
    }
    for (OpenStep step : run.steps().open()) {
      Node node = Definition.node(agent, step);
      boolean isOfKind =
          switch (step) {
            case Asked _ -> node instanceof Node.Action || node instanceof Node.Reason;
            case Called _ -> node instanceof Node.Call || node instanceof Node.Reason;
            case Waiting _ -> node instanceof Node.Wait || node instanceof Node.Approval;
            case Reasoning _ -> node instanceof Node.Reason;
            case Gathering _ -> node instanceof Node.Foreach;
            case Passing _ -> node != null;
          };
      if (!isOfKind || (step instanceof Gathering gathering && !gathering.active().stream().allMatch(item -> fits(agent, item)))) {
        return false;
      }
    }
    return true;
  }

  private static boolean fits(Agent agent, Scope scope) {
    Graph graph = Definition.graph(agent, scope);
    return graph != null
        && (scope.after() == null || graph.node(scope.after()) != null)
        && (scope.goTo() == null || graph.node(scope.goTo()) != null);
  }

  private static void askAnew(Decider decider, Outside step) {
    if (step.isUnderWay()) {
      switch (step) {
        case Asked asked -> Actions.ask(decider, asked);
        case Called called -> Calls.tell(decider, called);
      }
    }
  }
}

package io.forebay.tasks;

import io.forebay.agents.Agent;
import io.forebay.schemas.ErrorCode;
import io.forebay.schemas.ErrorRaised;
import io.forebay.schemas.Severity;
import io.forebay.schemas.TaskEventType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Decides what happens in tasks.
 *
 * <p>A command changes what it is about; then everything goes on as far as it can without anything from outside. What comes next follows from the state, the
 * definition and the time alone, so a decision can be cut off after any event and the rest is decided again.
 */
final class TaskEngine {
  private final AgentBook agents;
  private final TaskSettings settings;
  private final Beginning beginning;

  TaskEngine(AgentBook agents, TaskSettings settings) {
    this.agents = agents;
    this.settings = settings;
    beginning = new Beginning(agents, settings);
  }

  /**
   * What a command makes of a task.
   *
   * @param run the task's state, which takes the events that are decided; null: there is no such task
   * @param now never before the time of the task's last event, else the events' times go back
   */
  Decision decide(TaskRun run, TaskCommand command, Instant now) {
    Instant at = now.truncatedTo(ChronoUnit.MICROS);
    if (command instanceof TaskCommand.Begin begin) {
      return run == null ? begun(begin, at) : Decision.none(run);
    }
    if (run == null || run.isFinished()) {
      return Decision.none(run);
    }
    Agent agent = agents.find(run.start().agent(), run.start().version()).orElse(null);
    var decider = new Decider(run, agent, settings, at);
    if (agent == null) {
      decider.fail(TaskReason.UNKNOWN_AGENT, "The agent " + run.start().agent() + " is gone in version " + run.start().version() + ".");
    } else if (Limits.hasExpired(decider)) {
      Limits.expire(decider, null);
    } else {
      take(decider, command);
      advance(decider);
    }
    return decider.decision();
  }

  private Decision begun(TaskCommand.Begin begin, Instant now) {
    Decider decider = beginning.begin(begin, now);
    if (!decider.isOver() && Limits.hasExpired(decider)) {
      Limits.expire(decider, null);
    }
    advance(decider);
    return decider.decision();
  }

  private static void take(Decider decider, TaskCommand command) {
    switch (command) {
      case TaskCommand.Begin _ -> throw new IllegalStateException("a task begins once");
      case TaskCommand.Signal(var signal) -> Signals.take(decider, signal);
      case TaskCommand.Finished(var result) -> Actions.finished(decider, result);
      case TaskCommand.ChildFinished(var result, String step) -> {
        if (decider.run().schedule() == null) {
          Calls.finished(decider, result);
        } else {
          ScheduleRuns.finished(decider, result, step);
        }
      }
      case TaskCommand.Wake _ -> {
        tellIfStuck(decider);
        Actions.askAgain(decider);
      }
    }
  }

  private static void advance(Decider decider) {
    if (!decider.isOver()) {
      Limits.check(decider);
    }
    if (decider.isOver()) {
      return;
    }
    if (decider.run().stopping() != null) {
      Stops.advance(decider);
    } else if (decider.run().schedule() != null) {
      ScheduleRuns.advance(decider);
    } else {
      Flow.advance(decider, decider.run().steps().root());
    }
  }

  private static void tellIfStuck(Decider decider) {
    TaskRun run = decider.run();
    if (run.stuckAt().filter(at -> !at.isAfter(decider.now())).isEmpty()) {
      return;
    }
    String message = "Nothing has happened in task " + run.taskId() + " for longer than " + run.start().stuckAfter() + "; see what its open actions wait for, or cancel it.";
    if (decider.event(TaskEventType.TASK_STUCK, null, null, null, message)) {
      String code = ErrorCode.TASK_STUCK.name();
      decider.effect(new Effect.Raise(new ErrorRaised(Decider.ORIGIN, Severity.WARNING, code, message, run.tenant(), null, null, null, decider.now())));
    }
  }
}

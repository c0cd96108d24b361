package io.forebay.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.agents.Agent;
import io.forebay.agents.AgentLimits;
import io.forebay.schemas.RunTask;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskEventType;
import io.forebay.tasks.TaskCommand.Begin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The first decision about a task: who does it, in which version, with what input, within which limits. */
final class Beginning {
  private final AgentBook agents;
  private final TaskSettings settings;

  Beginning(AgentBook agents, TaskSettings settings) {
    this.agents = agents;
    this.settings = settings;
  }

  /** Takes a task. The decision has begun: its first event is made, and the task has ended if it cannot be done. */
  Decider begin(Begin command, Instant now) {
    RunTask request = command.request();
    int version = version(request);
    Agent agent = version == 0 ? null : agents.find(request.getAgent(), version).orElse(null);
    Optional<JsonNode> input = Json.read(request.getInput());
    String problem = null;
    Schedule schedule = null;
    try {
      schedule = request.getSchedule() == null ? null : Schedule.of(request.getSchedule());
    } catch (IllegalArgumentException e) {
      problem = e.getMessage();
    }
    var decider = started(command, agent, agent == null ? 0 : version, input.orElse(Json.NULL), schedule, now);
    if (agent == null) {
      decider.fail(TaskReason.UNKNOWN_AGENT, "There is no agent " + request.getAgent() + (request.getVersion() == null ? "." : " in version " + request.getVersion() + "."));
    } else if (problem != null) {
      decider.fail(TaskReason.INVALID_SCHEDULE, problem);
    } else if (schedule != null && schedule.next(now).isEmpty()) {
      decider.fail(TaskReason.INVALID_SCHEDULE, "The time of the schedule never comes.");
    } else if (command.depth() > settings.callDepthMax()) {
      decider.fail(TaskReason.CALLS_TOO_DEEP, "Agents call agents more than " + settings.callDepthMax() + " deep.");
    } else {
      check(decider, agent, input);
      Forks.take(decider, request.getHistory());
    }
    return decider;
  }

  private int version(RunTask request) {
    if (request.getVersion() != null) {
      return request.getVersion();
    }
    OptionalInt newest = agents.newest(request.getAgent());
    return newest.orElse(0);
  }

  private Decider started(Begin command, Agent agent, int version, JsonNode input, Schedule schedule, Instant now) {
    RunTask request = command.request();
    AgentLimits limits =
        Limits.of(agent == null ? AgentLimits.defaults() : agent.limits(), settings.tenants().get(request.getTenant()), request);
    var start =
        new TaskStart(
            request.getAgent(),
            version,
            request.getVersion(),
            input,
            request.getPriority(),
            request.getNotBefore(),
            request.getDeadline(),
            schedule,
            request.getLabels(),
            request.getParent(),
            command.parentStep(),
            command.depth(),
            limits,
            agent == null ? TaskStart.STUCK_AFTER_DEFAULT : agent.stuckAfter(),
            request.getRequestedAt());
    TaskEvent event = event(request, start, now);
    boolean fits = Tally.length(event) + Decider.RESERVE <= limits.historyBytes();
    TaskEvent first = fits ? event : event(request, start.withoutInput(), now);
    var decider = new Decider(TaskRun.of(List.of(first)), agent, settings, now);
    decider.taken(first);
    if (!fits) {
      decider.over(TaskReason.HISTORY_BYTES, "Its input of " + request.getInput().length() + " bytes leaves no room for a story of " + limits.historyBytes() + ".");
    }
    return decider;
  }

  private static TaskEvent event(RunTask request, TaskStart start, Instant now) {
    return new TaskEvent(request.getTaskId(), request.getTenant(), 1L, now, TaskEventType.TASK_STARTED, null, Json.text(start.json()), null, null, null);
  }

  private static void check(Decider decider, Agent agent, Optional<JsonNode> input) {
    List<String> problems = input.isEmpty() ? List.of("it is no JSON") : agent.input().problems(input.get());
    if (!problems.isEmpty()) {
      decider.fail(TaskReason.INVALID_INPUT, "The input is not as the agent " + agent.name() + " wants it: " + String.join("; ", problems));
    }
  }
}

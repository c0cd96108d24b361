package io.forebay.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.schemas.ActionFinished;
import io.forebay.schemas.ActionStatus;
import io.forebay.schemas.RequestAction;
import io.forebay.schemas.RunTask;
import io.forebay.schemas.SignalTask;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskFinished;
import io.forebay.schemas.TaskSignal;
import io.forebay.schemas.TaskStatus;
import io.forebay.schemas.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What happened outside of a task that has run: results of actions and children, messages and decisions of people.
 *
 * <p>An action of another run is answered with what the step of the same path got, attempt by attempt; where that step asked for something else, with what any
 * step got that asked for the same thing.
 */
final class Recording implements FakeWorld.Answers {
  private static final Usage NOTHING = new Usage(0L, 0L, 0L);

  private final Map<String, TaskEvent> starts = new HashMap<>();
  private final Map<String, JsonNode> data = new HashMap<>();
  private final Map<String, Deque<TaskEvent>> endings = new HashMap<>();
  private final Map<String, String> pathsByHash = new HashMap<>();
  private final List<JsonNode> messages = new ArrayList<>();
  private final Map<String, JsonNode> decisions = new HashMap<>();

  Recording(List<TaskEvent> story) {
    story.forEach(this::keep);
  }

  private void keep(TaskEvent event) {
    switch (event.getType()) {
      case STEP_STARTED -> {
        JsonNode started = Json.readOwn(event.getData());
        starts.put(event.getStep(), event);
        data.put(event.getStep(), started);
        if (started.has("hash")) {
          pathsByHash.putIfAbsent(started.get("hash").asText(), event.getStep());
        }
      }
      case STEP_RETRYING -> {
        if (event.getReason() != null) {
          ending(event);
        }
      }
      case STEP_COMPLETED, STEP_FAILED -> ending(event);
      case SIGNAL_RECEIVED -> {
        JsonNode signal = Json.readOwn(event.getData());
        if (event.getStep() != null) {
          decisions.put(event.getStep(), signal);
        } else if (event.getReason() == null) {
          messages.add(signal);
        }
      }
      default -> {}
    }
  }

  private void ending(TaskEvent event) {
    endings.computeIfAbsent(event.getStep(), _ -> new ArrayDeque<>()).add(event);
  }

  @Override
  public Optional<FakeWorld.Answer> answer(TaskRun run, RequestAction request) {
    var step = (OpenStep.Asked) run.steps().waitingFor(request.getActionId());
    Instant asked = request.getRequestedAt();
    TaskEvent end = next(step);
    if (end == null) {
      String message = "The recorded task has no result for " + step.path() + ", which asks for " + request.getCapability() + ".";
      return Optional.of(new FakeWorld.Answer(Results.failed(request, ActionStatus.REFUSED, "NOT_RECORDED", message, NOTHING, asked), Duration.ZERO));
    }
    Usage usage = end.getUsage() == null ? NOTHING : end.getUsage();
    ActionFinished result =
        end.getReason() == null
            ? Results.succeeded(request, end.getData(), usage, asked)
            : Results.failed(request, ActionStatus.FAILED, end.getReason(), end.getMessage(), usage, asked);
    return Optional.of(new FakeWorld.Answer(result, took(end)));
  }

  private TaskEvent next(OpenStep.Outside step) {
    JsonNode before = data.get(step.path());
    boolean isSame = before != null && asksTheSameOf(before, step.data());
    String path = isSame ? step.path() : pathsByHash.get(step.hash());
    Deque<TaskEvent> left = path == null ? null : endings.get(path);
    if (left == null || left.isEmpty()) {
      return null;
    }
    return left.size() == 1 ? left.peek() : left.remove();
  }

  private static boolean asksTheSameOf(JsonNode one, JsonNode other) {
    return one.path("kind").equals(other.path("kind")) && one.path("capability").equals(other.path("capability")) && one.path("agent").equals(other.path("agent"));
  }

  private Duration took(TaskEvent end) {
    Duration took = Duration.between(starts.get(end.getStep()).getAt(), end.getAt());
    return took.isNegative() ? Duration.ZERO : took;
  }

  @Override
  public Optional<TaskCommand.ChildFinished> child(TaskRun parent, RunTask request, String step) {
    if (!(parent.steps().find(step) instanceof OpenStep.Called called)) {
      return Optional.empty();
    }
    TaskEvent end = next(called);
    if (end == null) {
      return Optional.empty();
    }
    boolean completed = end.getReason() == null;
    Usage usage = end.getUsage() == null ? NOTHING : end.getUsage();
    var result =
        new TaskFinished(
            request.getTaskId(), request.getTenant(), request.getAgent(), 1, completed ? TaskStatus.COMPLETED : TaskStatus.FAILED, completed ? end.getData() : null,
            end.getReason(), end.getMessage(), 0, usage, Map.of(), parent.taskId(), request.getRequestedAt(), null, end.getAt());
    return Optional.of(new TaskCommand.ChildFinished(result, step));
  }

  /** The recorded signals that steps of a task wait for now; each is told once. */
  List<SignalTask> signalsFor(TaskRun run, Instant now) {
    var signals = new ArrayList<SignalTask>();
    for (OpenStep step : run.steps().open()) {
      if (step instanceof OpenStep.Waiting waiting && waiting.isApproval()) {
        JsonNode decision = decisions.remove(waiting.path());
        if (decision != null) {
          signals.add(signal(run, decision, waiting.path(), now));
        }
      } else if (step instanceof OpenStep.Waiting waiting && waiting.signal() != null) {
        Optional<JsonNode> message = messages.stream().filter(kept -> kept.path("name").asText().equals(waiting.signal())).findFirst();
        message.ifPresent(
            kept -> {
              messages.remove(kept);
              signals.add(signal(run, kept, waiting.signal(), now));
            });
      }
    }
    return signals;
  }

  private static SignalTask signal(TaskRun run, JsonNode kept, String name, Instant now) {
    return new SignalTask(
        kept.path("id").asText(), run.taskId(), run.tenant(), TaskSignal.valueOf(kept.path("signal").asText()), name, Json.text(kept.path("payload")),
        TaskStart.text(kept, "role"), kept.path("by").asText(), null, now);
  }
}

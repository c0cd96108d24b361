package io.forebay.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.forebay.schemas.SignalTask;
import io.forebay.schemas.TaskEventType;
import io.forebay.schemas.TaskSignal;
import io.forebay.tasks.OpenStep.Waiting;
import java.util.List;

/** Signals: what people and other programs tell a task while it runs. Each counts once, by its id. */
final class Signals {
  private Signals() {}

  static void take(Decider decider, SignalTask signal) {
    TaskRun run = decider.run();
    if (!signal.getTenant().equals(run.tenant()) || run.inbox().knows(signal.getSignalId()) || run.stopping() != null) {
      return;
    }
    switch (signal.getSignal()) {
      case CANCEL -> Stops.cancel(decider, data(signal), reason(signal));
      case PAUSE -> {
        if (!run.isPaused()) {
          decider.event(TaskEventType.TASK_PAUSED, null, data(signal), null, signal.getReason());
        }
      }
      case RESUME -> {
        if (run.isPaused()) {
          decider.event(TaskEventType.TASK_RESUMED, null, data(signal), null, signal.getReason());
        }
      }
      case MESSAGE -> decider.event(TaskEventType.SIGNAL_RECEIVED, null, payload(signal), null, signal.getReason());
      case APPROVE, REJECT -> decide(decider, signal);
    }
  }

  private static String reason(SignalTask signal) {
    if (signal.getReason() != null) {
      return signal.getReason();
    }
    return signal.getBy().isEmpty() ? "It was cancelled." : "It was cancelled by " + signal.getBy() + ".";
  }

  /** A person decides about an approval. Whatever does not fit is recorded with its reason, and changes nothing. */
  private static void decide(Decider decider, SignalTask signal) {
    List<Waiting> waiting =
        decider.run().steps().open().stream()
            .filter(step -> step instanceof Waiting wait && wait.isApproval() && isMeant(signal, wait))
            .map(Waiting.class::cast)
            .toList();
    if (waiting.size() != 1) {
      refuse(
          decider,
          signal,
          waiting.isEmpty() ? TaskReason.NOTHING_WAITS : TaskReason.SEVERAL_WAIT,
          waiting.isEmpty() ? "No step waits for an approval of that name." : "Several steps wait for an approval; name one of them by its path.");
      return;
    }
    Waiting step = waiting.getFirst();
    if (step.role() != null && !step.role().equals(signal.getRole())) {
      refuse(decider, signal, TaskReason.ROLE_NOT_ALLOWED, "Only the role " + step.role() + " may decide about " + step.path() + ".");
      return;
    }
    ObjectNode data = payload(signal);
    if (decider.event(TaskEventType.SIGNAL_RECEIVED, step.path(), data, null, signal.getReason())) {
      Waits.decide(decider, step, signal.getSignal() == TaskSignal.APPROVE, signal.getBy(), data.get("payload"));
    }
  }

  private static boolean isMeant(SignalTask signal, Waiting step) {
    return signal.getName() == null || signal.getName().equals(step.path()) || signal.getName().equals(step.node());
  }

  private static void refuse(Decider decider, SignalTask signal, TaskReason reason, String message) {
    decider.event(TaskEventType.SIGNAL_RECEIVED, null, data(signal), reason.name(), message);
  }

  private static ObjectNode data(SignalTask signal) {
    ObjectNode data = Json.object().put("id", signal.getSignalId()).put("signal", signal.getSignal().name());
    if (signal.getName() != null) {
      data.put("name", signal.getName());
    }
    if (!signal.getBy().isEmpty()) {
      data.put("by", signal.getBy());
    }
    if (signal.getRole() != null) {
      data.put("role", signal.getRole());
    }
    return data;
  }

  private static ObjectNode payload(SignalTask signal) {
    String payload = signal.getPayload();
    JsonNode json = payload == null ? Json.NULL : Json.read(payload).orElseGet(() -> TextNode.valueOf(payload));
    return data(signal).set("payload", json);
  }
}

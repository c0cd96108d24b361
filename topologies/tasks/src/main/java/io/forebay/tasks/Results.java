package io.forebay.tasks;

import io.forebay.schemas.ActionFinished;
import io.forebay.schemas.ActionStatus;
import io.forebay.schemas.ControlActions;
import io.forebay.schemas.OutcomeReason;
import io.forebay.schemas.RequestAction;
import io.forebay.schemas.Usage;
import java.time.Instant;

/** Results of actions as dispatch would give them. */
final class Results {
  private Results() {}

  static ActionFinished succeeded(RequestAction request, String output, Usage usage, Instant now) {
    return result(request, ActionStatus.SUCCEEDED, null, null, output, usage, now);
  }

  static ActionFinished failed(RequestAction request, ActionStatus status, String reason, String message, Usage usage, Instant now) {
    return result(request, status, reason, message, null, usage, now);
  }

  /** What dispatch answers to a cancellation. */
  static ActionFinished cancelled(ControlActions control, Instant now) {
    String capability = control.getLane().split("/", 3)[1];
    return new ActionFinished(
        control.getActionId(), control.getTenant(), capability, control.getLane(), Decider.ORIGIN, "", ActionStatus.CANCELLED, OutcomeReason.CANCELLED.name(),
        control.getMessage(), null, 1, new Usage(0L, 0L, 0L), false, null, now, now, now);
  }

  private static ActionFinished result(
      RequestAction request, ActionStatus status, String reason, String message, String output, Usage usage, Instant now) {
    return new ActionFinished(
        request.getActionId(), request.getTenant(), request.getCapability(), request.getLane(), request.getOrigin(), request.getReplyKey(), status, reason, message,
        output, 1, usage, false, null, request.getRequestedAt(), now, now);
  }
}

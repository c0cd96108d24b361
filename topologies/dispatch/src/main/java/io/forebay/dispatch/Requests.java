package io.forebay.dispatch;

import io.forebay.schemas.ControlActions;
import io.forebay.schemas.Lane;
import io.forebay.schemas.RequestAction;
import io.forebay.schemas.Usage;

/** What the contract demands of requests and controls beyond their schema. */
final class Requests {
  private static final int ID_CHARS_MAX = 256;
  private static final int INPUT_CHARS_MAX = 900 << 10;

  private Requests() {}

  /** What is wrong with a request, as a sentence; null if nothing is. */
  static String problem(RequestAction request) {
    String id = idProblem(request.getActionId());
    if (id != null) {
      return id;
    }
    Lane lane;
    try {
      lane = Lane.of(request.getLane());
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
    if (!lane.tenant().equals(request.getTenant()) || !lane.capability().equals(request.getCapability())) {
      return "lane must begin with tenant/capability, got " + lane + " of " + bounded(request.getTenant()) + " and " + bounded(request.getCapability());
    }
    if (request.getPriority() < 0 || request.getPriority() > 9) {
      return "priority must be from 0 to 9, got " + request.getPriority();
    }
    if (request.getInput().length() > INPUT_CHARS_MAX) {
      return "input must have at most " + INPUT_CHARS_MAX + " characters, got " + request.getInput().length() + "; put it into a blob";
    }
    if (request.getReplyKey().length() > ID_CHARS_MAX) {
      return "replyKey must have at most " + ID_CHARS_MAX + " characters";
    }
    if (request.getTaskBudget() != null && idProblem(request.getTaskBudget().getTaskId()) != null) {
      return "taskBudget.taskId must have from 1 to " + ID_CHARS_MAX + " characters";
    }
    return isNegative(request.getEstimate()) ? "estimate must not be negative" : null;
  }

  /** The same of a control. */
  static String problem(ControlActions control) {
    try {
      var lane = Lane.of(control.getLane());
      if (!lane.tenant().equals(control.getTenant())) {
        return "lane must be one of the tenant's, got " + lane + " of " + bounded(control.getTenant());
      }
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
    return control.getActionId() == null ? null : idProblem(control.getActionId());
  }

  private static String idProblem(String id) {
    return id.isEmpty() || id.length() > ID_CHARS_MAX ? "actionId must have from 1 to " + ID_CHARS_MAX + " characters, got " + id.length() : null;
  }

  private static boolean isNegative(Usage usage) {
    return usage != null && (usage.getInputTokens() < 0 || usage.getOutputTokens() < 0 || usage.getCostMicroUsd() < 0);
  }

  private static String bounded(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }
}

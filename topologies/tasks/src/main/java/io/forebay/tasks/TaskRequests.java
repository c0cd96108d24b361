package io.forebay.tasks;

import io.forebay.schemas.RunTask;
import io.forebay.schemas.SignalTask;
import java.util.regex.Pattern;

/** What the contract allows of requests and signals, in sentences. */
final class TaskRequests {
  static final int LABELS_MAX = 32;
  private static final int LABEL_NAME_LENGTH_MAX = 64;
  private static final int LABEL_VALUE_LENGTH_MAX = 256;
  private static final int SIGNAL_ID_LENGTH_MAX = 256;
  private static final Pattern TASK_ID = Pattern.compile("[A-Za-z0-9._:@/-]{1,200}");
  private static final Pattern TENANT = Pattern.compile("[a-z0-9._-]{1,64}");

  private TaskRequests() {}

  /** What is wrong with a request that arrived under a key; null: nothing. */
  static String problem(String key, RunTask request) {
    String problem = problem(key, request.getTaskId(), request.getTenant());
    if (problem != null) {
      return problem;
    }
    if (request.getPriority() < 0 || request.getPriority() > 9) {
      return "priority must be from 0 to 9, got " + request.getPriority();
    }
    if (request.getLabels().size() > LABELS_MAX) {
      return "A task has at most " + LABELS_MAX + " labels, got " + request.getLabels().size();
    }
    boolean tooLong =
        request.getLabels().entrySet().stream()
            .anyMatch(label -> label.getKey().length() > LABEL_NAME_LENGTH_MAX || label.getValue().length() > LABEL_VALUE_LENGTH_MAX);
    return tooLong
        ? "A label has at most %d characters in its name and %d in its value".formatted(LABEL_NAME_LENGTH_MAX, LABEL_VALUE_LENGTH_MAX)
        : null;
  }

  /** The same of a signal. */
  static String problem(String key, SignalTask signal) {
    if (signal.getSignalId().isEmpty() || signal.getSignalId().length() > SIGNAL_ID_LENGTH_MAX) {
      return "signalId must have 1 to " + SIGNAL_ID_LENGTH_MAX + " characters";
    }
    return problem(key, signal.getTaskId(), signal.getTenant());
  }

  private static String problem(String key, String taskId, String tenant) {
    if (!TASK_ID.matcher(taskId).matches()) {
      return "taskId must have 1 to 200 letters, digits and . _ : @ / -";
    }
    if (!taskId.equals(key)) {
      return "The key must be the taskId " + taskId;
    }
    return TENANT.matcher(tenant).matches() ? null : "tenant must have 1 to 64 lower-case letters, digits, dots, hyphens and underscores";
  }
}

package io.forebay.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.agents.ExpressionException;
import io.forebay.agents.Node;
import io.forebay.tasks.OpenStep.Waiting;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/** Steps that wait: for a time, a message, or a person's decision. */
final class Waits {
  private Waits() {}

  static boolean begin(Decider decider, Scope scope, Node.Wait node) {
    String path = scope.pathOf(node.name());
    ObjectNode data = Json.object().put("kind", StepKinds.WAIT);
    try {
      switch (node.until()) {
        case Node.Until.Elapsed(var duration) -> data.put("until", elapsed(duration.render(decider.names(scope)), decider.now()).toString());
        case Node.Until.Moment(var at) -> data.put("until", moment(at.render(decider.names(scope))).toString());
        case Node.Until.Message message -> {
          data.put("as", node.common().output()).put("signal", message.name());
          message.timeout().ifPresent(timeout -> data.put("until", decider.now().plus(timeout).toString()));
        }
      }
    } catch (ExpressionException e) {
      return Failures.failStart(decider, path, StepKinds.WAIT, TaskReason.EXPRESSION_FAILED, e.getMessage());
    }
    return decider.started(path, data);
  }

  static boolean begin(Decider decider, Scope scope, Node.Approval node) {
    String path = scope.pathOf(node.name());
    ObjectNode data = Json.object().put("kind", StepKinds.APPROVAL).put("as", node.common().output());
    try {
      data.put("question", Requests.text(node.question().render(decider.names(scope))));
    } catch (ExpressionException e) {
      return Failures.failStart(decider, path, StepKinds.APPROVAL, TaskReason.EXPRESSION_FAILED, e.getMessage());
    }
    node.role().ifPresent(role -> data.put("role", role));
    node.timeout().ifPresent(timeout -> data.put("until", decider.now().plus(timeout).toString()));
    return decider.started(path, data);
  }

  private static Instant elapsed(JsonNode value, Instant now) {
    try {
      Duration pause = value.isNumber() ? Duration.ofMillis(Math.round(value.asDouble() * 1000)) : Duration.parse(value.asText());
      return now.plus(pause).truncatedTo(ChronoUnit.MICROS);
    } catch (DateTimeException | ArithmeticException e) {
      throw new ExpressionException("A wait takes a duration such as PT1H30M or seconds as a number; got " + Json.shortened(Json.text(value), 100) + ".", e);
    }
  }

  private static Instant moment(JsonNode value) {
    try {
      return OffsetDateTime.parse(value.asText()).toInstant().truncatedTo(ChronoUnit.MICROS);
    } catch (DateTimeException e) {
      throw new ExpressionException("A wait until a time takes one such as 2026-11-21T09:00:00Z; got " + Json.shortened(Json.text(value), 100) + ".", e);
    }
  }

  /** Ends a wait whose time or message has come. */
  static void advance(Decider decider, Waiting step) {
    JsonNode message = step.signal() == null ? null : decider.run().inbox().next(step.signal());
    if (message != null) {
      decider.completed(step.path(), message);
    } else if (step.until() != null && !step.until().isAfter(decider.now())) {
      timeIsOver(decider, step);
    }
  }

  private static void timeIsOver(Decider decider, Waiting step) {
    switch (Definition.node(decider.agent(), step)) {
      case Node.Wait(_, Node.Until.Message message) when message.onTimeout().isPresent() -> {
        ObjectNode data = Json.object().put("goTo", message.onTimeout().get());
        decider.failed(step.path(), data, TaskReason.TIMEOUT.name(), "No message " + message.name() + " came in time.", null);
      }
      case Node.Wait(_, Node.Until.Message message) ->
          Failures.fail(decider, step, Failures.Problem.of(TaskReason.TIMEOUT, "No message " + message.name() + " came in time."));
      case Node.Approval approval when approval.defaultApproved().isPresent() -> decide(decider, step, approval.defaultApproved().get(), "", Json.NULL);
      case Node.Approval _ -> Failures.fail(decider, step, Failures.Problem.of(TaskReason.TIMEOUT, "Nobody decided in time."));
      default -> decider.completed(step.path(), null);
    }
  }

  /** An approval is decided; by nobody where its timeout is. */
  static void decide(Decider decider, Waiting step, boolean isApproved, String by, JsonNode payload) {
    decider.completed(step.path(), Json.object().put("approved", isApproved).put("by", by).set("payload", payload));
  }
}

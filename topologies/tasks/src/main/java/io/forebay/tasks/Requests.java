package io.forebay.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.agents.AgentLimits;
import io.forebay.agents.Node.ActionCall;
import io.forebay.schemas.Lane;
import io.forebay.schemas.Repeatability;
import io.forebay.schemas.RequestAction;
import io.forebay.schemas.TaskBudget;
import io.forebay.schemas.Usage;
import io.forebay.tasks.OpenStep.Asked;
import java.util.Map;
import java.util.Optional;

/** What dispatch is asked for: from the definition to the data of a step, and from there to a request. */
final class Requests {
  private Requests() {}

  /**
   * The data of a step that asks for an action.
   *
   * @throws io.forebay.agents.ExpressionException if a template has no value
   */
  static ObjectNode data(ObjectNode data, String tenant, ActionCall call, Map<String, JsonNode> names) {
    JsonNode input = call.input().render(names);
    data.put("hash", Ids.hash(call.capability(), Json.text(input))).put("capability", call.capability()).set("input", input);
    if (call.repeatability() != Repeatability.IDEMPOTENT) {
      data.put("repeatability", call.repeatability().name());
    }
    call.lane().ifPresent(lane -> data.put("lane", lane(tenant, call.capability(), text(lane.render(names)))));
    call.endpoint().ifPresent(endpoint -> data.put("endpoint", text(endpoint.render(names))));
    call.cacheKey().ifPresent(key -> data.put("cacheKey", text(key.render(names))));
    call.timeout().ifPresent(timeout -> data.put("timeoutMs", timeout.toMillis()));
    return data;
  }

  /** A lane whose last part came from an expression: what a lane must not hold becomes a hyphen. */
  private static String lane(String tenant, String capability, String rest) {
    String base = tenant + "/" + capability;
    var name = new StringBuilder(base);
    for (String segment : rest.split("/", -1)) {
      if (!segment.isEmpty()) {
        name.append('/');
        segment.chars().forEach(c -> name.append(isLaneCharacter(c) ? (char) c : '-'));
      }
    }
    int end = Math.min(name.length(), Lane.NAME_MAX);
    return name.charAt(end - 1) == '/' ? name.substring(0, end - 1) : name.substring(0, end);
  }

  private static boolean isLaneCharacter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "._:@-".indexOf(c) >= 0;
  }

  /** The lane of an action that was asked for. */
  static String lane(String tenant, Asked step) {
    String lane = TaskStart.text(step.data(), "lane");
    return lane == null ? tenant + "/" + step.capability() : lane;
  }

  /** The request of a step as it stands; asked again it is the same. */
  static RequestAction of(TaskRun run, Asked step, String input, Optional<Integer> outputTokensMax) {
    JsonNode data = step.data();
    TaskStart start = run.start();
    return new RequestAction(
        step.id(),
        run.tenant(),
        step.capability(),
        lane(run.tenant(), step),
        Decider.ORIGIN,
        run.taskId(),
        step.askedAt(),
        input,
        data.has("repeatability") ? Repeatability.valueOf(data.get("repeatability").asText()) : Repeatability.IDEMPOTENT,
        start.priority(),
        null,
        null,
        run.expiresAt().orElse(null),
        data.has("timeoutMs") ? data.get("timeoutMs").asLong() : null,
        TaskStart.text(data, "endpoint"),
        TaskStart.text(data, "cacheKey"),
        outputTokensMax.map(tokens -> new Usage(0L, (long) tokens, 0L)).orElse(null),
        budget(run.taskId(), start.limits()));
  }

  private static TaskBudget budget(String taskId, AgentLimits limits) {
    Long tokens = limits.tokens().isPresent() ? limits.tokens().getAsLong() : null;
    Long cost = limits.costMicroUsd().isPresent() ? limits.costMicroUsd().getAsLong() : null;
    return tokens == null && cost == null ? null : new TaskBudget(taskId, tokens, cost);
  }

  /** A value as text: a text is itself, all else is JSON. */
  static String text(JsonNode value) {
    return value.isTextual() ? value.asText() : Json.text(value);
  }
}

package io.forebay.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.agents.AgentLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What a task was started with: the data of TASK_STARTED.
 *
 * @param agent its name
 * @param version 0: there is no such agent
 * @param requestedVersion of a schedule's runs; null: the newest each time
 * @param input JSON
 * @param priority 0 to 9
 * @param notBefore null: at once
 * @param deadline null: none
 * @param schedule null: once
 * @param labels in order of their names
 * @param parent null: none
 * @param parentStep step of the parent that waits for the result; null: nobody waits
 * @param depth calls between it and the task that nobody called
 * @param limits the agent's, with the request's and the tenant's
 * @param stuckAfter the agent's
 * @param requestedAt by the client
 */
record TaskStart(
    String agent,
    int version,
    Integer requestedVersion,
    JsonNode input,
    int priority,
    Instant notBefore,
    Instant deadline,
    Schedule schedule,
    Map<String, String> labels,
    String parent,
    String parentStep,
    int depth,
    AgentLimits limits,
    Duration stuckAfter,
    Instant requestedAt) {
  static final Duration STUCK_AFTER_DEFAULT = Duration.ofMinutes(10);
  private static final int PRIORITY_DEFAULT = 5;

  /** The same without its input, where that leaves no room for a story. */
  TaskStart withoutInput() {
    return new TaskStart(
        agent, version, requestedVersion, NullNode.getInstance(), priority, notBefore, deadline, schedule, labels, parent, parentStep, depth, limits, stuckAfter,
        requestedAt);
  }

  /** When the task ends at the latest; a schedule goes on until its deadline, if it has one. */
  Optional<Instant> expiresAt(Instant startedAt) {
    if (schedule != null) {
      return Optional.ofNullable(deadline);
    }
    Instant begins = notBefore == null || notBefore.isBefore(startedAt) ? startedAt : notBefore;
    Instant end = begins.plus(limits.duration());
    return Optional.of(deadline == null || end.isBefore(deadline) ? end : deadline);
  }

  /** As JSON, without what is as usual. */
  ObjectNode json() {
    ObjectNode json = Json.object().put("agent", agent).put("version", version);
    if (requestedVersion != null) {
      json.put("requestedVersion", requestedVersion);
    }
    json.set("input", input);
    if (priority != PRIORITY_DEFAULT) {
      json.put("priority", priority);
    }
    put(json, "notBefore", notBefore);
    put(json, "deadline", deadline);
    put(json, "parent", parent);
    put(json, "parentStep", parentStep);
    put(json, "requestedAt", requestedAt);
    if (depth > 0) {
      json.put("depth", depth);
    }
    if (schedule != null) {
      json.set("schedule", schedule.json());
    }
    if (!labels.isEmpty()) {
      ObjectNode names = json.putObject("labels");
      labels.forEach(names::put);
    }
    if (!stuckAfter.equals(STUCK_AFTER_DEFAULT)) {
      json.put("stuckAfter", stuckAfter.toString());
    }
    if (!limits.equals(AgentLimits.defaults())) {
      json.set("limits", json(limits));
    }
    return json;
  }

  /**
   * Reads it back.
   *
   * @throws IllegalArgumentException if it is none
   * @throws java.time.DateTimeException if a time in it is none
   */
  static TaskStart of(JsonNode json) {
    if (!json.path("agent").isTextual()) {
      throw new IllegalArgumentException("The data of TASK_STARTED must name an agent.");
    }
    var labels = new TreeMap<String, String>();
    json.path("labels").properties().forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return new TaskStart(
        json.get("agent").asText(),
        json.path("version").asInt(),
        json.has("requestedVersion") ? json.get("requestedVersion").asInt() : null,
        json.has("input") ? json.get("input") : NullNode.getInstance(),
        json.path("priority").asInt(PRIORITY_DEFAULT),
        instant(json, "notBefore"),
        instant(json, "deadline"),
        json.has("schedule") ? Schedule.of(json.get("schedule")) : null,
        labels,
        text(json, "parent"),
        text(json, "parentStep"),
        json.path("depth").asInt(),
        json.has("limits") ? limits(json.get("limits")) : AgentLimits.defaults(),
        json.has("stuckAfter") ? Duration.parse(json.get("stuckAfter").asText()) : STUCK_AFTER_DEFAULT,
        Instant.parse(json.path("requestedAt").asText()));
  }

  private static ObjectNode json(AgentLimits limits) {
    ObjectNode json = Json.object().put("steps", limits.steps()).put("duration", limits.duration().toString());
    limits.tokens().ifPresent(tokens -> json.put("tokens", tokens));
    limits.costMicroUsd().ifPresent(cost -> json.put("costMicroUsd", cost));
    return json.put("historyBytes", limits.historyBytes()).put("parallel", limits.parallel());
  }

  private static AgentLimits limits(JsonNode json) {
    return new AgentLimits(
        json.path("steps").asInt(),
        Duration.parse(json.path("duration").asText()),
        json.has("tokens") ? OptionalLong.of(json.get("tokens").asLong()) : OptionalLong.empty(),
        json.has("costMicroUsd") ? OptionalLong.of(json.get("costMicroUsd").asLong()) : OptionalLong.empty(),
        json.path("historyBytes").asLong(),
        json.path("parallel").asInt());
  }

  private static void put(ObjectNode json, String name, Object value) {
    if (value != null) {
      json.put(name, value.toString());
    }
  }

  static String text(JsonNode json, String name) {
    return json.hasNonNull(name) ? json.get(name).asText() : null;
  }

  static Instant instant(JsonNode json, String name) {
    return json.hasNonNull(name) ? Instant.parse(json.get(name).asText()) : null;
  }
}

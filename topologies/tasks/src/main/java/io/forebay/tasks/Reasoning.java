package io.forebay.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.forebay.schemas.Usage;
import java.time.Instant;
import java.util.Arrays;

/** A model with tools: what its last turn answered, and what the tools did. */
final class Reasoning extends OpenStep {
  private int turn;
  private boolean turnOpen;
  private JsonNode answer;
  private ToolResult[] results = {};
  private boolean[] begun = {};
  private long tokens;
  private long costMicroUsd;

  /**
   * What a tool answered.
   *
   * @param output JSON; null if it failed
   * @param problem what the model is told of a failure; null if there is none
   */
  record ToolResult(JsonNode output, String problem) {}

  Reasoning(Scope scope, String path, String node, JsonNode data, Instant startedAt) {
    super(scope, path, node, data, startedAt);
  }

  /** Number of the last turn that was started; 0: none. */
  int turn() {
    return turn;
  }

  boolean isTurnOpen() {
    return turnOpen;
  }

  /** What the model answered last; null: nothing yet. */
  JsonNode answer() {
    return answer;
  }

  /** The tools that the last answer asks for. */
  JsonNode toolCalls() {
    return answer.path("toolCalls");
  }

  boolean isToolBegun(int index) {
    return begun[index];
  }

  /** What the tool answered; null: nothing yet. */
  ToolResult toolResult(int index) {
    return results[index];
  }

  boolean isToolOpen() {
    return turn > 0 && !turnOpen && Arrays.asList(results).contains(null);
  }

  long tokens() {
    return tokens;
  }

  long costMicroUsd() {
    return costMicroUsd;
  }

  Instant until() {
    return TaskStart.instant(data(), "until");
  }

  /** What the step answers once no more tools are asked for. */
  JsonNode output() {
    if (answer == null) {
      return NullNode.getInstance();
    }
    return data().path("json").asBoolean() ? answer.path("json") : TextNode.valueOf(answer.path("text").asText());
  }

  void turnStarted() {
    turn++;
    turnOpen = true;
  }

  void answered(JsonNode with) {
    turnOpen = false;
    answer = with;
    int calls = with.path("toolCalls").size();
    results = new ToolResult[calls];
    begun = new boolean[calls];
  }

  void turnEnded() {
    turnOpen = false;
  }

  void toolStarted(int index) {
    begun[index] = true;
  }

  void toolEnded(int index, ToolResult with) {
    begun[index] = true;
    results[index] = with;
  }

  void used(Usage usage) {
    tokens += usage.getInputTokens() + usage.getOutputTokens();
    costMicroUsd += usage.getCostMicroUsd();
  }

  @Override
  String doing() {
    return "thinks, turn " + turn;
  }
}

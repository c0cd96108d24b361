package io.forebay.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A model that answers by script, one answer a question; each counts as ten tokens read and ten written. */
public final class FakeModel {
  static final long TOKENS_IN = 10;
  static final long TOKENS_OUT = 10;

  private final List<ObjectNode> answers = new ArrayList<>();
  private int asked;
  private int calls;

  /** It answers a text, or JSON where it is asked for JSON. */
  public FakeModel says(String text) {
    answers.add(answer(text, "stop"));
    return this;
  }

  /**
   * It asks for a tool.
   *
   * @param arguments JSON
   */
  public FakeModel calls(String tool, String arguments) {
    ObjectNode answer = answer("", "tool_calls");
    add((ArrayNode) answer.get("toolCalls"), tool, arguments);
    answers.add(answer);
    return this;
  }

  /** In the same answer it asks for another tool as well. */
  public FakeModel andCalls(String tool, String arguments) {
    add((ArrayNode) answers.getLast().get("toolCalls"), tool, arguments);
    return this;
  }

  private void add(ArrayNode toolCalls, String tool, String arguments) {
    toolCalls.addObject().put("id", "call-" + ++calls).put("name", tool).set("arguments", Json.readOwn(arguments));
  }

  private static ObjectNode answer(String text, String finishReason) {
    ObjectNode answer = Json.object().put("text", text);
    answer.putArray("toolCalls");
    return answer.put("finishReason", finishReason).put("model", "scripted");
  }

  /** The next answer, as {@code llm.chat} gives it. */
  JsonNode next(JsonNode input) {
    if (asked == answers.size()) {
      throw new FakeFailure("NO_ANSWER_LEFT", "The model of this test has " + answers.size() + " answers and is asked once more.");
    }
    ObjectNode answer = answers.get(asked++).deepCopy();
    if (input.has("responseSchema") && answer.get("toolCalls").isEmpty()) {
      Json.read(answer.get("text").asText()).ifPresent(json -> answer.set("json", json));
    }
    if (input.path("keepContext").asBoolean()) {
      answer.putObject("context").put("uri", "memory:" + asked).put("sha256", "0".repeat(64)).put("bytes", 0).put("mediaType", "application/json");
    }
    return answer;
  }
}

package io.forebay.scriptedmodel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model is asked.
 *
 * @param system what it shall be; empty where nobody says
 * @param messages what was said so far, at least one
 * @param tools what it may ask for
 * @param schema what its answer has to match; empty: any text
 */
public record Question(String system, List<Message> messages, List<Tool> tools, Optional<JsonNode> schema) {
  public Question {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
  }

  /** Who says something. */
  public enum Role {
    USER,
    ASSISTANT,
    TOOL
  }

  /**
   * Something that was said.
   *
   * @param text empty where there is none; images are left out
   * @param toolCalls what an assistant asked for
   * @param toolCallId what a tool answers to; empty with the others
   */
  public record Message(Role role, String text, List<ToolCall> toolCalls, String toolCallId) {}

  /** A tool that is offered, with the JSON Schema of its arguments. */
  public record Tool(String name, String description, JsonNode parameters) {}

  /** A tool that was asked for. */
  public record ToolCall(String id, String name, JsonNode arguments) {}

  /** What a tool answered to what was asked of it. */
  public record ToolResult(ToolCall call, String text) {}

  /** What the user said first; empty where nobody has. */
  public String prompt() {
    return messages.stream().filter(message -> message.role() == Role.USER).map(Message::text).findFirst().orElse("");
  }

  /** What was said last, by whomever. */
  public String last() {
    return messages.getLast().text();
  }

  public boolean offers(String tool) {
    return tools.stream().anyMatch(offered -> offered.name().equals(tool));
  }

  /** What tools have answered so far, in order; an answer to what nobody asked is left out. */
  public List<ToolResult> toolResults() {
    Map<String, ToolCall> asked = new HashMap<>();
    List<ToolResult> results = new ArrayList<>();
    for (Message message : messages) {
      message.toolCalls().forEach(call -> asked.put(call.id(), call));
      if (message.role() == Role.TOOL && asked.containsKey(message.toolCallId())) {
        results.add(new ToolResult(asked.get(message.toolCallId()), message.text()));
      }
    }
    return results;
  }

  /** What a tool has answered so far. */
  public List<ToolResult> resultsOf(String tool) {
    return toolResults().stream().filter(result -> result.call().name().equals(tool)).toList();
  }
}

package io.forebay.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import io.forebay.runners.ActionFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a model answered: data, and believed in nothing.
 *
 * @param text what it wrote; may be empty
 * @param toolCalls what it wants to have run, with arguments that are JSON objects
 * @param finishReason why it stopped, as the output schema names it
 */
record ChatAnswer(String text, List<ToolCall> toolCalls, String finishReason, String model) {
  /** A record has a mebibyte; the rest of it is for others. */
  private static final int OUTPUT_BYTES_MAX = 768 << 10;

  private static final String FENCE = "```";

  /** Reads an answer; one of which nothing can be made is worth another attempt. */
  static ChatAnswer of(ChatResponse response, String modelAsked) throws ActionFailedException {
    String text = response.aiMessage().text() == null ? "" : response.aiMessage().text();
    List<ToolCall> calls = new ArrayList<>();
    for (ToolExecutionRequest request : response.aiMessage().toolExecutionRequests()) {
      calls.add(toolCall(request, calls.size()));
    }
    String model = response.metadata().modelName();
    return new ChatAnswer(text, List.copyOf(calls), finishReason(response.metadata().finishReason(), !calls.isEmpty()), model == null ? modelAsked : model);
  }

  private static ToolCall toolCall(ToolExecutionRequest request, int position) throws ActionFailedException {
    String arguments = request.arguments() == null || request.arguments().isBlank() ? "{}" : request.arguments();
    Optional<JsonNode> parsed = Json.parse(arguments).filter(JsonNode::isObject);
    if (request.name() == null || request.name().isBlank() || parsed.isEmpty()) {
      throw ActionFailedException.retryable("INVALID_OUTPUT", "The model asks for a tool without a name, or with arguments that are no JSON object.");
    }
    String id = request.id() == null || request.id().isBlank() ? "call_" + position : request.id();
    return new ToolCall(id, request.name(), parsed.get());
  }

  /** Some servers say "stop" where they stop for a tool. */
  private static String finishReason(FinishReason reason, boolean wantsTools) {
    return switch (reason) {
      case STOP -> wantsTools ? "tool_calls" : "stop";
      case LENGTH -> "length";
      case TOOL_EXECUTION -> "tool_calls";
      case CONTENT_FILTER -> "content_filter";
      case OTHER -> "other";
      case null -> wantsTools ? "tool_calls" : "other";
    };
  }

  private JsonNode json(AnswerSchema schema) throws ActionFailedException {
    if (finishReason.equals("length")) {
      throw ActionFailedException.permanent("OUTPUT_TOO_LONG", "The answer was cut before its JSON ended: raise maxOutputTokens.");
    }
    if (finishReason.equals("content_filter")) {
      throw ActionFailedException.permanent("MODEL_REFUSED", "The model " + model + " refuses to answer this.");
    }
    Optional<JsonNode> value = Json.parse(unfenced());
    if (value.isEmpty()) {
      throw ActionFailedException.retryable("INVALID_OUTPUT", "The answer is no JSON.");
    }
    Optional<String> complaint = schema.complaint(value.get());
    if (complaint.isPresent()) {
      throw ActionFailedException.retryable("INVALID_OUTPUT", "The answer does not match the responseSchema at " + complaint.get() + ".");
    }
    return value.get();
  }

  /** Models that are not held to JSON like to put it between lines of back-ticks. */
  private String unfenced() {
    String bare = text.strip();
    int firstLine = bare.indexOf('\n');
    boolean fenced = bare.startsWith(FENCE) && bare.endsWith(FENCE) && firstLine > 0 && firstLine < bare.length() - FENCE.length();
    return fenced ? bare.substring(firstLine, bare.length() - FENCE.length()) : bare;
  }

  /**
   * The output of the action.
   *
   * @param schema what the text has to match as JSON, unless tools are asked for; null for nothing
   */
  ObjectNode output(AnswerSchema schema) throws ActionFailedException {
    ObjectNode output = Json.MAPPER.createObjectNode().put("text", text);
    output.set("toolCalls", Json.MAPPER.valueToTree(toolCalls));
    if (schema != null && toolCalls.isEmpty()) {
      output.set("json", json(schema));
    }
    output.put("finishReason", finishReason).put("model", model);
    if (Json.bytes(output).length > OUTPUT_BYTES_MAX) {
      throw ActionFailedException.permanent("OUTPUT_TOO_LONG", "The answer has more than " + OUTPUT_BYTES_MAX + " bytes: lower maxOutputTokens.");
    }
    return output;
  }

  Message message() {
    return Message.ofAssistant(text.isEmpty() && !toolCalls.isEmpty() ? null : text, toolCalls);
  }
}

package io.forebay.scriptedmodel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.forebay.scriptedmodel.Question.Message;
import io.forebay.scriptedmodel.Question.Role;
import io.forebay.scriptedmodel.Question.Tool;
import io.forebay.scriptedmodel.Question.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request for a chat completion as OpenAI's API reference has it, as far as a script can heed it.
 *
 * @param streamed whether the answer comes as events
 * @param usageStreamed whether the last event tells the usage
 * @param outputTokensMax longest answer
 */
record ChatRequest(Question question, boolean streamed, boolean usageStreamed, long outputTokensMax) {

  static ChatRequest read(JsonNode body) throws RefusedException {
    JsonNode messages = body.path("messages");
    if (!messages.isArray() || messages.isEmpty()) {
      throw RefusedException.bad("messages must be a list with at least one message");
    }
    if (body.path("n").asInt(1) != 1) {
      throw RefusedException.bad("n must be 1: a script has one answer");
    }
    StringBuilder system = new StringBuilder();
    List<Message> said = new ArrayList<>();
    for (JsonNode message : messages) {
      String role = message.path("role").asText();
      switch (role) {
        case "system", "developer" -> system.append(system.isEmpty() ? "" : "\n").append(text(message.path("content")));
        case "user" -> said.add(new Message(Role.USER, text(message.path("content")), List.of(), ""));
        case "assistant" -> said.add(new Message(Role.ASSISTANT, text(message.path("content")), toolCalls(message.path("tool_calls")), ""));
        case "tool" -> said.add(new Message(Role.TOOL, text(message.path("content")), List.of(), message.path("tool_call_id").asText()));
        default -> throw RefusedException.bad("role must be system, developer, user, assistant or tool, got \"" + Words.cut(role, 40) + "\"");
      }
    }
    if (said.isEmpty()) {
      throw RefusedException.bad("messages must hold one that is not the system's");
    }
    Question question = new Question(system.toString(), said, tools(body), schema(body.path("response_format")));
    long tokensMax = body.path("max_completion_tokens").asLong(body.path("max_tokens").asLong(Long.MAX_VALUE));
    return new ChatRequest(question, body.path("stream").asBoolean(), body.path("stream_options").path("include_usage").asBoolean(), tokensMax);
  }

  /** Text as it is, or the text of its parts. */
  private static String text(JsonNode content) {
    if (!content.isArray()) {
      return content.asText("");
    }
    StringBuilder text = new StringBuilder();
    content.forEach(part -> text.append(part.path("text").asText("")));
    return text.toString();
  }

  private static List<ToolCall> toolCalls(JsonNode calls) throws RefusedException {
    List<ToolCall> read = new ArrayList<>();
    for (JsonNode call : calls) {
      JsonNode function = call.path("function");
      try {
        JsonNode arguments = Json.MAPPER.readTree(function.path("arguments").asText("{}"));
        read.add(new ToolCall(call.path("id").asText(), function.path("name").asText(), arguments));
      } catch (JsonProcessingException _) {
        throw RefusedException.bad("tool_calls: the arguments of " + Words.cut(function.path("name").asText(), 64) + " are no JSON");
      }
    }
    return read;
  }

  private static List<Tool> tools(JsonNode body) {
    List<Tool> tools = new ArrayList<>();
    if (!"none".equals(body.path("tool_choice").asText())) {
      for (JsonNode tool : body.path("tools")) {
        JsonNode function = tool.path("function");
        JsonNode parameters = function.path("parameters").isObject() ? function.path("parameters") : JsonNodeFactory.instance.objectNode();
        tools.add(new Tool(function.path("name").asText(), function.path("description").asText(""), parameters));
      }
    }
    return tools;
  }

  private static Optional<JsonNode> schema(JsonNode format) {
    return switch (format.path("type").asText()) {
      case "json_schema" -> Optional.of(format.path("json_schema").path("schema")).filter(JsonNode::isObject);
      case "json_object" -> Optional.of(JsonNodeFactory.instance.objectNode().put("type", "object"));
      default -> Optional.empty();
    };
  }
}

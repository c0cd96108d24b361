package io.forebay.llm;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.runners.ActionFailedException;
import java.util.List;

/** What {@code llm.chat} is given; {@code chat-input.schema.json} tells what each part means. Null stands for what is not given. */
record ChatInput(
    String model,
    String endpoint,
    String system,
    List<Message> messages,
    BlobPointer context,
    boolean keepContext,
    List<Tool> tools,
    JsonNode responseSchema,
    Double temperature,
    Integer maxOutputTokens) {

  /** A tool that the model may ask for, with the JSON Schema of its arguments. */
  record Tool(String name, String description, JsonNode parameters) {}

  ChatInput {
    messages = List.copyOf(messages);
    tools = tools == null ? List.of() : List.copyOf(tools);
  }

  static ChatInput of(JsonNode input) throws ActionFailedException {
    try {
      return Json.MAPPER.treeToValue(input, ChatInput.class);
    } catch (JacksonException | RuntimeException _) {
      throw ActionFailedException.permanent("INVALID_INPUT", "The input is not what the input schema of llm.chat says.");
    }
  }
}

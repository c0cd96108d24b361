package io.forebay.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/** A model's wish to have a tool run. */
record ToolCall(String id, String name, JsonNode arguments) {
  ToolCall {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(arguments, "arguments");
  }
}

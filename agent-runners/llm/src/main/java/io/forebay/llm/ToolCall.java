package io.forebay.llm;

import com.fasterxml.jackson.databind.JsonNode;

/** A model's wish to have a tool run. */
record ToolCall(String id, String name, JsonNode arguments) {}

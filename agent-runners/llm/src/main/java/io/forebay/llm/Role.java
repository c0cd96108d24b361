package io.forebay.llm;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who says something to a model. */
enum Role {
  @JsonProperty("user")
  USER,
  @JsonProperty("assistant")
  ASSISTANT,
  /** What a tool answered. */
  @JsonProperty("tool")
  TOOL
}

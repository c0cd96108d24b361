package io.forebay.agents;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A JSON Schema (2020-12) that values are held against. */
public interface JsonContract {
  /** The schema as it was written. */
  JsonNode schema();

  /** What is wrong with a value, in sentences, ten at most; empty: nothing. */
  List<String> problems(JsonNode value);
}

package io.forebay.runtime;

import java.util.List;
import java.util.Map;

/** Configuration as it was written, before anything is known of its types; each node tells where it was written. */
sealed interface ConfigNode {
  /** Where it was written, for messages: {@code forebay.yaml, line 3} or {@code FOREBAY_HEALTH_PORT}. */
  String source();

  /** One value, with the characters as written: {@code 1.10} stays {@code 1.10}. */
  record Scalar(String text, String source) implements ConfigNode {}

  /** A key without a value, which counts as not set. */
  record Blank(String source) implements ConfigNode {}

  record Sequence(List<ConfigNode> items, String source) implements ConfigNode {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** Keys in the order written. */
  record Section(Map<String, ConfigNode> entries, String source) implements ConfigNode {
    static Section empty() {
      return new Section(Map.of(), "");
    }
  }
}

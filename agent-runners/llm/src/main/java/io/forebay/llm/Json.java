package io.forebay.llm;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Optional;

/** Reads and writes JSON, of strangers as well: nesting is bounded, and what follows a value is not overlooked. */
final class Json {
  static final int DEPTH_MAX = 100;

  static final JsonMapper MAPPER =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build()).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private static final ObjectReader TREE = MAPPER.readerFor(JsonNode.class);

  private Json() {}

  /** The value, or empty where the text is none. */
  static Optional<JsonNode> parse(String text) {
    try {
      JsonNode node = TREE.readValue(text);
      return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  static byte[] bytes(Object value) {
    return text(value).getBytes(StandardCharsets.UTF_8);
  }

  static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JacksonException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether containers are nested deeper than {@link #DEPTH_MAX}; needs no stack to tell. */
  static boolean isTooDeep(JsonNode root) {
    record Level(JsonNode node, int depth) {}
    ArrayDeque<Level> open = new ArrayDeque<>();
    open.push(new Level(root, 1));
    while (!open.isEmpty()) {
      Level level = open.pop();
      if (level.depth() > DEPTH_MAX) {
        return true;
      }
      for (JsonNode child : level.node()) {
        if (child.isContainerNode()) {
          open.push(new Level(child, level.depth() + 1));
        }
      }
    }
    return false;
  }

  /** The text of a resource beside this class. */
  static String resource(String name) {
    try (InputStream in = Json.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}

package io.forebay.scriptedmodel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What a script says. */
public sealed interface Reply {
  /** Words. */
  record Text(String text) implements Reply {}

  /** JSON, where the question gives a schema; nobody checks that it matches. */
  record Json(JsonNode value) implements Reply {}

  /** Tools to be run. */
  record Wishes(List<Wish> wishes) implements Reply {
    public Wishes {
      wishes = List.copyOf(wishes);
    }
  }

  /** A tool to be run. */
  record Wish(String tool, JsonNode arguments) {}

  /**
   * A failure of the server.
   *
   * @param status 400 to 599
   * @param code for machines: {@code rate_limit_exceeded}
   */
  record Refusal(int status, String code, String message) implements Reply {
    public Refusal {
      if (status < 400 || status > 599) {
        throw new IllegalArgumentException("a refusal has a status from 400 to 599, got " + status);
      }
    }
  }

  static Reply text(String text) {
    return new Text(text);
  }

  static Reply json(JsonNode value) {
    return new Json(value);
  }

  static Reply tool(String name, JsonNode arguments) {
    return new Wishes(List.of(new Wish(name, arguments)));
  }
}

package io.forebay.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a model server says about a refusal.
 *
 * @param code class of the error in the server's words, for example {@code context_length_exceeded}; may be empty
 * @param message for people; may be empty; without control characters
 */
record ServerError(String code, String message) {
  /** No standard says how a server words this. */
  private static final List<String> CONTEXT_TOO_LONG =
      List.of("context_length", "maximum context", "context length", "context window", "context size", "prompt is too long", "too many tokens");

  private static final List<String> OUT_OF_CREDIT = List.of("insufficient_quota", "insufficient credit", "insufficient balance", "billing");

  /** Reads the forms of OpenAI, Ollama, vLLM, OpenRouter and FastAPI; what is no JSON says nothing. */
  static ServerError parse(String body) {
    Optional<JsonNode> root = Json.parse(body);
    if (root.isEmpty()) {
      return new ServerError("", "");
    }
    JsonNode error = root.get().has("error") ? root.get().get("error") : root.get();
    if (error.isTextual()) {
      return new ServerError("", clean(error.asText()));
    }
    String code = error.path("code").isTextual() ? error.path("code").asText() : error.path("type").asText("");
    String message = error.path("message").isTextual() ? error.path("message").asText() : error.path("detail").asText("");
    return new ServerError(clean(code), clean(message));
  }

  boolean isContextTooLong() {
    return saysAnyOf(CONTEXT_TOO_LONG);
  }

  boolean isOutOfCredit() {
    return saysAnyOf(OUT_OF_CREDIT);
  }

  private boolean saysAnyOf(List<String> phrases) {
    String said = (code + " " + message).toLowerCase(Locale.ROOT);
    return phrases.stream().anyMatch(said::contains);
  }

  private static String clean(String text) {
    StringBuilder clean = new StringBuilder();
    text.codePoints().map(c -> Character.isISOControl(c) ? ' ' : c).forEach(clean::appendCodePoint);
    return clean.toString().strip();
  }
}

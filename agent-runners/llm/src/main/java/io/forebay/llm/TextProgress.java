package io.forebay.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;

/** Tells those who watch what a model has written so far: {@code {"text": …}}, the end of it where it is long, a few times a second. */
final class TextProgress implements Consumer<String> {
  /** Six bytes for each of so many characters fit into the 64 KiB of a progress. */
  static final int CHARS_MAX = 10_000;

  private static final long PAUSE_NANOS = 300_000_000;

  private final Consumer<JsonNode> told;
  private final StringBuilder tail = new StringBuilder();
  private long toldAt = System.nanoTime() - PAUSE_NANOS;

  TextProgress(Consumer<JsonNode> told) {
    this.told = told;
  }

  @Override
  public void accept(String piece) {
    tail.append(piece);
    if (tail.length() > CHARS_MAX) {
      int cut = tail.length() - CHARS_MAX;
      tail.delete(0, Character.isLowSurrogate(tail.charAt(cut)) ? cut + 1 : cut);
    }
    long now = System.nanoTime();
    if (now - toldAt >= PAUSE_NANOS) {
      toldAt = now;
      told.accept(Json.MAPPER.createObjectNode().put("text", tail.toString()));
    }
  }
}

package io.forebay.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextProgressTest {
  private final List<JsonNode> told = new ArrayList<>();

  @Test
  void tellsTheEndOfALongTextWithoutCuttingACharacter() {
    TextProgress progress = new TextProgress(told::add);

    progress.accept("😀".repeat(TextProgress.CHARS_MAX) + "x");

    String text = told.getFirst().path("text").asText();
    assertThat(text).hasSize(TextProgress.CHARS_MAX - 1).startsWith("😀").endsWith("😀x");
  }

  @Test
  void tellsTheFirstWordAtOnceAndTheNextNotYet() {
    TextProgress progress = new TextProgress(told::add);

    progress.accept("a");
    progress.accept("b");

    assertThat(told).hasSize(1);
  }

  @Test
  void fitsIntoAProgressWhateverTheTextIs() {
    TextProgress progress = new TextProgress(told::add);

    progress.accept("\u0001".repeat(TextProgress.CHARS_MAX));

    assertThat(Json.bytes(told.getFirst()).length).isLessThan(64 << 10);
  }
}

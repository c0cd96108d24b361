package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonInputTest {
  private static InputStream stdin(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsStandardInputAsItIsWritten() {
    assertThat(JsonInput.read("--input", "-", stdin(" {\"a\" : 1}\n"))).isEqualTo("{\"a\" : 1}");
  }

  @Test
  void readsNoMoreThanARecordHolds() {
    String fits = "\"" + "x".repeat(JsonInput.BYTES_MAX - 2) + "\"";

    assertThat(JsonInput.read("--input", "-", stdin(fits))).hasSize(JsonInput.BYTES_MAX);
    assertThatThrownBy(() -> JsonInput.read("--input", "-", stdin(fits + " "))).isInstanceOf(CommandFailedException.class).hasMessageContaining("blob store");
  }

  @Test
  void refusesWhatIsNotUtf8() {
    assertThatThrownBy(() -> JsonInput.read("--output", "-", new ByteArrayInputStream(new byte[] {'"', (byte) 0xff, '"'})))
        .hasMessage("--output from standard input is not UTF-8 text.");
  }
}

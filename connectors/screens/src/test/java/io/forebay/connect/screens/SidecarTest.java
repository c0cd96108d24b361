package io.forebay.connect.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SidecarTest {
  private static final String LEAST = "\"session\": \"s-1\", \"time\": \"2026-11-21T10:00:00.123456Z\"";

  @Test
  void readsAllFieldsAndPassesOverOthers() throws Exception {
    Sidecar sidecar =
        read(
            """
            {"session": "s-1", "time": "2026-11-21T12:00:00.5+02:00", "application": "Editor", "window": "notes — Editor", "redacted": true,
             "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "monitor": {"scale": [2, {"x": 1}]},
             "uiTree": {"role": "window", "children": [ {"role": "button", "x": 1.50, "name": "é"}, null ]}}
            """);

    assertThat(sidecar.session()).isEqualTo("s-1");
    assertThat(sidecar.time()).isEqualTo(Instant.parse("2026-11-21T10:00:00.5Z"));
    assertThat(sidecar.application()).isEqualTo("Editor");
    assertThat(sidecar.window()).isEqualTo("notes — Editor");
    assertThat(sidecar.redacted()).isTrue();
    assertThat(sidecar.traceparent()).startsWith("00-");
    assertThat(sidecar.uiTree())
        .isEqualTo("{\"role\":\"window\",\"children\":[{\"role\":\"button\",\"x\":1.50,\"name\":\"é\"},null]}");
  }

  @Test
  void needsNoMoreThanSessionAndTime() throws Exception {
    Sidecar sidecar = read("{" + LEAST + ", \"application\": null, \"window\": null, \"uiTree\": null, \"traceparent\": null}");

    assertThat(sidecar).isEqualTo(new Sidecar("s-1", Instant.parse("2026-11-21T10:00:00.123456Z"), "", "", null, false, null));
  }

  @Test
  void cutsALongTitleBetweenCharacters() throws Exception {
    assertThat(read("{" + LEAST + ", \"window\": \"" + "x".repeat(1_023) + "\uD83D\uDE00\"}").window()).isEqualTo("x".repeat(1_023));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                                                        | the sidecar is no JSON object
          []                                                        | the sidecar is no JSON object
          {"session": "s", "time"                                   | the sidecar is no JSON
          {"time": "2026-11-21T10:00:00Z"}                          | must name its session
          {"session": "", "time": "2026-11-21T10:00:00Z"}           | must name its session
          {"session": 7, "time": "2026-11-21T10:00:00Z"}            | session must be text
          {"session": "s"}                                          | must tell its time
          {"session": "s", "time": 1790000000}                      | time must be text
          {"session": "s", "time": "21.11.2026"}                    | time must be like 2026-11-21T10:00:00.123Z, got 21.11.2026
          {"session": "s", "time": "2026-11-21T10:00:00"}           | time must be like
          {"session": "s", "time": "1969-12-31T23:59:59Z"}          | from 1970 to 2199
          {"session": "s", "time": "+292278994-08-17T00:00:00Z"}    | from 1970 to 2199
          {"session": "s", "session": "t"}                          | Duplicate field 'session'
          {"session": "s", "redacted": "yes"}                       | redacted must be true or false
          {"session": "s", "uiTree": "<node/>"}                     | uiTree must be an object or an array
          {"session": "s", "uiTree": {"a": 1, "a": 2}}              | Duplicate field 'a'
          {"session": "s", "time": "2026-11-21T10:00:00Z"} {}       | goes on behind its object
          """)
  void saysWhatIsWrong(String text, String sentence) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(BadObservationException.class).hasMessageContaining(sentence);
  }

  @Test
  void refusesASessionThatIsTooLongAndATreeThatIsTooDeep() {
    assertThatThrownBy(() -> read("{\"session\": \"" + "s".repeat(257) + "\"}")).hasMessageContaining("session has at most 256 characters, got 257");
    assertThatThrownBy(() -> read("{" + LEAST + ", \"uiTree\": " + "[".repeat(100_000) + "}")).isInstanceOf(BadObservationException.class);
    assertThatThrownBy(() -> read("{" + LEAST + ", \"other\": " + "[".repeat(100_000) + "}")).isInstanceOf(BadObservationException.class);
  }

  private static Sidecar read(String json) throws BadObservationException {
    return Sidecar.of(json.getBytes(StandardCharsets.UTF_8));
  }
}

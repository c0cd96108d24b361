package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessHealthTest {
  @Test
  void tellsEachPartOfTheProcess() {
    var parts =
        ProcessHealth.parse(
            "process",
            """
            {"status": "DOWN", "parts": [
              {"name": "forebay-emails", "status": "UP", "details": {"state": "RUNNING", "lagRecords": 0}},
              {"name": "other", "status": "DOWN", "details": {"reason": "stopped after \\u001b[2JX", "state": "ERROR"}},
              {"name": "bare", "status": "STARTING"}]}
            """);

    assertThat(parts)
        .containsExactly(
            new HealthPart("forebay-emails", true, "lagRecords 0, state RUNNING", Map.of("status", "UP", "state", "RUNNING", "lagRecords", 0)),
            new HealthPart("other", false, "stopped after \\u{1b}[2JX, state ERROR", Map.of("status", "DOWN", "state", "ERROR")),
            new HealthPart("bare", false, "", Map.of("status", "STARTING")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "{}", "[1]", "{\"parts\": 3}"})
  void knowsWhatIsNoHealthReport(String report) {
    assertThat(ProcessHealth.parse("process", report))
        .singleElement()
        .satisfies(
            part -> {
              assertThat(part.up()).isFalse();
              assertThat(part.reason()).contains("not with a health report");
            });
  }
}

package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskOptionsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "submit greet --priority 10;--priority must be from 0 to 9, got 10.",
        "submit greet --priority -1;--priority must be from 0 to 9, got -1.",
        "submit greet --id a+b;--id must have 1 to 200 letters, digits",
        "submit greet --tenant ACME;--tenant must have 1 to 64 lower-case letters",
        "submit greet --tokens-max -1;--tokens-max must be at least 0, got -1.",
        "submit greet --cost-usd-max 0.0000001;--cost-usd-max must be at least 0, with 6 digits after the point at most",
        "submit greet --cost-usd-max -1;--cost-usd-max must be at least 0",
        "submit greet --cost-usd-max 1e999;--cost-usd-max must be at least 0",
        "submit Greet;is the name of an agent such as email-crew",
        "submit greet/0;is the name of an agent such as email-crew",
        "submit greet --time-zone UTC;Missing required argument(s): --cron",
        "fork x --at plan --id a+b;--id must have 1 to 200 letters, digits",
        "list --limit 0;--limit must be from 1 to 1000, got 0.",
        "list --since 1h --until 2h;--until must be less than --since",
        "signal x shout;expected one of"
      })
  void refusesAsWrongUsage(String arguments, String sentence) {
    var run = CommandRun.of(("tasks " + arguments).split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(sentence);
  }

  @Test
  void tellsEveryProblemOfEveryFileWithItsPlace(@TempDir Path folder) throws IOException {
    Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "agent: wrong\nnodes:\n  a: {wait: soon}\n");
    Path first = Files.writeString(folder.resolve("first.yaml"), "agent: twin\nnodes:\n  a: {wait: PT1S}\n");
    Path second = Files.writeString(folder.resolve("second.yaml"), "agent: twin\nnodes:\n  a: {wait: PT2S}\n");

    var run = CommandRun.of("agents", "validate", wrong.toString(), first.toString(), second.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("2 problems", wrong + ":3:13: ", second + ":1:1: The agent twin is in " + first + " already.");
    assertThat(CommandRun.of("agents", "validate", first.toString()).out().strip()).isEqualTo("Nothing is wrong with twin");
  }
}

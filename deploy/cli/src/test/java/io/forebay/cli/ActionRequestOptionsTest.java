package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionRequestOptionsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "core.echo;--priority;10;--priority must be from 0 to 9, got 10.",
        "core.echo;--lane;acme/core.sleep;--lane must begin with acme/core.echo, got acme/core.sleep.",
        "core.echo;--tenant;No Name;A lane is tenant/capability",
        "core;--tenant;acme;A lane is tenant/capability",
        "core.echo;--deadline;soon;is a time from now such as 30s",
        "core.echo;--estimate-tokens;-1;--estimate-tokens must be at least 0, got -1.",
        "core.echo;--origin;desk;--origin must be one of emails, tasks, users, got desk; --topic-origins names more."
      })
  void refusesAsWrongUsage(String capability, String option, String value, String sentence) {
    var run = CommandRun.of("actions", "submit", capability, option, value);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{;--input is not JSON at line 1, column 2: Unexpected end-of-input",
        "{} {};--input is not JSON at line 1",
        "@no/such/file;There is no file no/such/file to read --input from.",
        "' ';--input is empty; give JSON"
      })
  void refusesInputThatIsNotJson(String input, String sentence) {
    var run = CommandRun.of("actions", "submit", "core.echo", "--input", input);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(sentence).hasLineCount(1);
  }

  @Test
  void needsToKnowTheLaneOfAnAction() {
    assertThat(CommandRun.of("actions", "get", "x").exitCode()).isEqualTo(2);
    assertThat(CommandRun.of("actions", "get", "x", "--capability", "a.b", "--lane", "t/a.b").exitCode()).isEqualTo(2);
    assertThat(CommandRun.of("actions", "resolve", "x", "--capability", "a.b", "--as", "done").err()).startsWith("--as must be succeeded, failed or run-again, got done.");
    assertThat(CommandRun.of("actions", "resolve", "x", "--capability", "a.b", "--as", "failed", "--output", "{}").exitCode()).isEqualTo(2);
  }
}

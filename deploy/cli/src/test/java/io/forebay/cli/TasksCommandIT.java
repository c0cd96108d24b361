package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Agents and tasks as their users have them: everything runs, and is told what to do by the command line. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(120)
class TasksCommandIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String GREET =
      """
      agent: greet
      input: {type: object, required: [names], properties: {names: {type: array, items: {type: string}}}}
      output: {greetings: "${greet}"}
      nodes:
        greet:
          foreach:
            in: input.names
            as: name
            output: "${hello.text}"
            nodes:
              hello: {action: core.echo, input: {text: "Hello ${name}!"}}
        sign-off: {approval: {question: "Send ${greet}?", role: boss}}
        route: {switch: [{when: sign_off.approved, then: done}, {else: refused}]}
        done: {end: }
        refused: {end: {fail: not approved}}
      """;

  private DevStack stack;
  private Path greet;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    stack = DevStack.start(DevStack.Options.throwAway());
    greet = Files.writeString(folder.resolve("greet.yaml"), GREET);
    assertThat(run("agents", "apply", greet.toString()).out()).contains("greet  version 1");
  }

  @AfterAll
  void stop() {
    stack.close();
  }

  private CommandRun run(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--kafka", stack.bootstrapServers(), "--registry", stack.registry().toString()));
    return CommandRun.of(all.toArray(String[]::new));
  }

  private void submit(String id, String... more) {
    var arguments = new ArrayList<>(List.of("tasks", "submit", "greet", "--id", id, "--input", "{\"names\": [\"Ann\", \"Bob\"]}"));
    arguments.addAll(List.of(more));
    assertThat(run(arguments.toArray(String[]::new)).exitCode()).isZero();
  }

  private void awaitPhase(String id, String phase) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(run("tasks", "get", id, "--json").json().path("phase").asText()).isEqualTo(phase));
  }

  @Test
  void runsATaskThatAPersonApproves() {
    submit("approved", "--label", "team=red");
    awaitPhase("approved", "WAITING");
    assertThat(run("tasks", "list", "--label", "team=red").out()).contains("approved", "greet/1", "waiting", "sign-off");
    assertThat(run("tasks", "list", "--label", "team=blue").out()).contains("There are no such tasks");
    assertThat(run("tasks", "signal", "approved", "approve", "--role", "boss").exitCode()).isZero();
    awaitPhase("approved", "FINISHED");

    assertThat(run("tasks", "get", "approved").out()).contains("completed", "{\"greetings\":[\"Hello Ann!\",\"Hello Bob!\"]}");
    assertThat(run("tasks", "history", "approved").out().lines())
        .anyMatch(line -> line.contains("greet[1]/hello") && line.contains("Hello Bob!"))
        .last()
        .asString()
        .contains("finished");
    var again = run("tasks", "signal", "approved", "pause");
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("has ended already: completed");
  }

  @Test
  void forksATaskWithAnotherValue() {
    submit("origin");
    awaitPhase("origin", "WAITING");
    assertThat(run("tasks", "fork", "origin", "--at", "sign-off", "--id", "forked", "--set", "greet=[\"Hi\"]").exitCode()).isZero();
    awaitPhase("forked", "WAITING");
    run("tasks", "signal", "forked", "approve", "--role", "boss");
    awaitPhase("forked", "FINISHED");

    assertThat(run("tasks", "get", "forked", "--json").json().path("result").path("output").asText()).isEqualTo("{\"greetings\":[\"Hi\"]}");
    assertThat(run("tasks", "get", "origin", "--json").json().path("phase").asText()).isEqualTo("WAITING");
    assertThat(run("tasks", "fork", "origin", "--at", "nowhere").err()).contains("never began a step nowhere");
  }

  @Test
  void cancelsATask() {
    submit("unwanted");
    awaitPhase("unwanted", "WAITING");
    assertThat(run("tasks", "cancel", "unwanted", "--reason", "no longer needed").exitCode()).isZero();
    awaitPhase("unwanted", "FINISHED");

    assertThat(run("tasks", "get", "unwanted").out()).contains("cancelled", "no longer needed");
  }

  @Test
  void waitsAndTellsWhatFailed(@TempDir Path folder) throws IOException {
    var invalid = run("tasks", "submit", "greet", "--input", "{\"names\": 3}", "--wait");
    assertThat(invalid.exitCode()).isEqualTo(1);
    assertThat(invalid.err()).contains("INVALID_INPUT", "names");
    Path quick = Files.writeString(folder.resolve("quick.yaml"), "agent: quick\nnodes:\n  only: {action: core.echo, input: {text: done}}\n");
    run("agents", "apply", quick.toString());
    var run = run("tasks", "submit", "quick", "--wait");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().strip()).isEqualTo("{\"text\":\"done\"}");
    assertThat(run.err()).contains("core.echo", "finished");
  }

  @Test
  void answersAtOnceForATaskThatEndedBefore(@TempDir Path folder) throws IOException {
    Path once = Files.writeString(folder.resolve("once.yaml"), "agent: once\nnodes:\n  only: {action: core.echo, input: {text: \"${input.text}\"}}\n");
    run("agents", "apply", once.toString());
    assertThat(run("tasks", "submit", "once", "--id", "once-1", "--input", "{\"text\": \"first\"}", "--wait").out()).contains("first");

    var again = run("tasks", "submit", "once", "--id", "once-1", "--input", "{\"text\": \"second\"}", "--wait", "--timeout", "20s");
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.out().strip()).isEqualTo("{\"text\":\"first\"}");
    var others = run("tasks", "submit", "once", "--id", "once-1", "--tenant", "other", "--wait");
    assertThat(others.err()).contains("is taken by a task of another tenant, default.");
  }

  @Test
  void replaysPastTasksThroughAnotherVersion(@TempDir Path folder) throws IOException {
    Path first = Files.writeString(folder.resolve("shout.yaml"), "agent: shout\nnodes:\n  only: {action: core.echo, input: {text: done}}\n");
    run("agents", "apply", first.toString());
    assertThat(run("tasks", "submit", "shout", "--wait").exitCode()).isZero();
    Path other =
        Files.writeString(folder.resolve("louder.yaml"), "agent: shout\noutput: {said: \"${only.text}!\"}\nnodes:\n  only: {action: core.echo, input: {text: done}}\n");
    Path asks = Files.writeString(folder.resolve("asks.yaml"), "agent: shout\nnodes:\n  first: {action: core.echo, input: {text: new}}\n");

    assertThat(run("tasks", "replay", "--agent", "shout", "--shadow", "1").out()).contains("1 tasks: 1 the same");
    var louder = run("tasks", "replay", "--agent", "shout", "--shadow", other.toString());
    assertThat(louder.exitCode()).isEqualTo(1);
    assertThat(louder.out()).contains("1 with another result", "done!");
    assertThat(run("tasks", "replay", "--agent", "shout", "--shadow", asks.toString()).out()).contains("1 that ask for something new");
  }

  @Test
  void versionsAgentsAndTellsHowTheyDiffer(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("versions.yaml"), "agent: versions\nnodes:\n  a: {wait: PT1S}\n");
    assertThat(run("agents", "apply", file.toString()).out()).contains("versions  version 1");
    assertThat(run("agents", "apply", file.toString()).out()).contains("version 1, unchanged");
    Files.writeString(file, "agent: versions\nnodes:\n  a: {wait: PT2S}\n");
    assertThat(run("agents", "diff", file.toString()).out()).contains("-  a: {wait: PT1S}", "+  a: {wait: PT2S}");
    assertThat(run("agents", "apply", file.toString()).out()).contains("versions  version 2");
    assertThat(run("agents", "show", "versions/1").out()).contains("PT1S");
    assertThat(run("agents", "diff", "versions").out()).contains("+  a: {wait: PT2S}");
    assertThat(run("agents", "list").out()).containsPattern("versions +2 +2");
    Files.writeString(file, "agent: versions\nnodes:\n  a: {wait: soon}\n");
    var wrong = run("agents", "apply", file.toString());
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.err()).contains("versions.yaml:3:13:", "ISO 8601");
  }
}

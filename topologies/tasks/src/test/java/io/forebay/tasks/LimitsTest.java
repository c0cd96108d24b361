package io.forebay.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.agents.AgentLimits;
import io.forebay.schemas.ActionStatus;
import io.forebay.schemas.TaskStatus;
import io.forebay.schemas.Usage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Every limit ends the task with its reason. */
class LimitsTest {
  private static final String LOOP =
      """
      agent: loop
      limits: {%s}
      nodes:
        work: {action: core.echo, input: {text: "${input}"}}
        again: {switch: [{when: "true", then: work}, {when: "false", then: done}]}
        done: {end: {}}
      """;

  private static TestTasks loop(String limits, Usage usage) {
    return loop(TaskSettings.defaults(), limits, usage);
  }

  private static TestTasks loop(TaskSettings settings, String limits, Usage usage) {
    return new TestTasks(
        settings,
        (_, request) -> Optional.of(new FakeWorld.Answer(Results.succeeded(request, request.getInput(), usage, TestTasks.START), Duration.ofSeconds(1))),
        LOOP.formatted(limits));
  }

  private static void ends(TestTasks tasks, TaskStatus status, String reason) {
    tasks.skip(Duration.ofDays(2));
    assertThat(tasks.result().getStatus()).isEqualTo(status);
    assertThat(tasks.result().getReason()).isEqualTo(reason);
  }

  @Test
  void steps() {
    var tasks = loop("steps: 9", TestTasks.NOTHING).begin("{}");
    ends(tasks, TaskStatus.OVER_BUDGET, "STEPS");
    assertThat(tasks.result().getSteps()).isEqualTo(9);
  }

  @Test
  void tokensAndMoney() {
    ends(loop("tokens: 100", new Usage(20L, 20L, 0L)).begin("\"x\""), TaskStatus.OVER_BUDGET, "TOKENS");
    ends(loop("cost-usd: 0.0001", new Usage(0L, 0L, 40L)).begin("\"x\""), TaskStatus.OVER_BUDGET, "COST");
    ends(loop("tokens: 1000000", new Usage(20L, 20L, 0L)).begin(request -> request.setTokensMax(100L)), TaskStatus.OVER_BUDGET, "TOKENS");
  }

  @Test
  void durationAndDeadline() {
    var tasks = loop("duration: PT5S", TestTasks.NOTHING).begin("{}");
    ends(tasks, TaskStatus.EXPIRED, "DURATION");
    assertThat(tasks.result().getFinishedAt()).isEqualTo(TestTasks.START.plusSeconds(5));
    tasks = loop("duration: PT5S", TestTasks.NOTHING).begin(request -> request.setDeadline(TestTasks.START.plusSeconds(3)));
    ends(tasks, TaskStatus.EXPIRED, "DEADLINE");
    assertThat(tasks.result().getFinishedAt()).isEqualTo(TestTasks.START.plusSeconds(3));
    ends(loop("steps: 5", TestTasks.NOTHING).begin(request -> request.setDeadline(TestTasks.START)), TaskStatus.EXPIRED, "DEADLINE");
  }

  @Test
  void theTimeBeginsWithNotBefore() {
    var tasks = loop("duration: PT5S", TestTasks.NOTHING).begin(request -> request.setNotBefore(TestTasks.START.plusSeconds(100)));
    ends(tasks, TaskStatus.EXPIRED, "DURATION");
    assertThat(tasks.result().getFinishedAt()).isEqualTo(TestTasks.START.plusSeconds(105));
  }

  @Test
  void cancelsWhatRunsAtTheDeadline() {
    var tasks = new TestTasks((_, _) -> Optional.empty(), LOOP.formatted("duration: PT5S")).begin("{}").skip(Duration.ofSeconds(5));
    assertThat(tasks.result().getStatus()).isEqualTo(TaskStatus.EXPIRED);
    assertThat(tasks.effects()).filteredOn(effect -> effect instanceof Effect.Control).hasSize(1);
  }

  @Test
  void expiresWhereDispatchSaysFirst() {
    var tasks = new TestTasks((_, _) -> Optional.empty(), LOOP.formatted("duration: PT5S")).begin("{}");
    tasks.answer(Results.failed(tasks.asked().getFirst(), ActionStatus.EXPIRED, "DEADLINE_PASSED", "Late.", TestTasks.NOTHING, tasks.now()));
    assertThat(tasks.result().getStatus()).isEqualTo(TaskStatus.EXPIRED);
    assertThat(tasks.result().getReason()).isEqualTo("DURATION");
  }

  @Test
  void bytesOfTheStory() {
    var tasks = loop("steps: 1000, history-bytes: 65536", TestTasks.NOTHING).begin("\"" + "x".repeat(2000) + "\"");
    ends(tasks, TaskStatus.OVER_BUDGET, "HISTORY_BYTES");
    assertThat(tasks.run().tally().bytes()).isLessThanOrEqualTo(65_536).isGreaterThan(50_000);
    assertThat(tasks.story().stream().mapToLong(Tally::length).sum()).isEqualTo(tasks.run().tally().bytes());
  }

  @Test
  void countsWhatAnAnswerCostThatDoesNotFit() {
    var tasks = new TestTasks((_, _) -> Optional.empty(), LOOP.formatted("history-bytes: 65536")).begin("{}");
    tasks.answer(Results.succeeded(tasks.asked().getFirst(), "\"" + "x".repeat(70_000) + "\"", new Usage(1L, 2L, 3L), tasks.now()));
    assertThat(tasks.result().getReason()).isEqualTo("HISTORY_BYTES");
    assertThat(tasks.result().getUsage()).isEqualTo(new Usage(1L, 2L, 3L));
  }

  @Test
  void takesNoInputThatLeavesNoRoomForAStory() {
    var tasks = loop("history-bytes: 65536", TestTasks.NOTHING).begin("\"" + "x".repeat(70_000) + "\"");
    assertThat(tasks.result().getReason()).isEqualTo("HISTORY_BYTES");
    assertThat(tasks.run().tally().bytes()).isLessThan(2000);
  }

  @Test
  void takesNoAnswerThatFitsIntoNoRecord() {
    var tasks = new TestTasks((_, _) -> Optional.empty(), LOOP.formatted("history-bytes: 67108864")).begin("{}");
    tasks.answer(Results.succeeded(tasks.asked().getFirst(), "\"" + "€".repeat(300_000) + "\"", new Usage(1L, 2L, 3L), tasks.now()));
    assertThat(tasks.result().getReason()).isEqualTo("RECORD_BYTES");
    assertThat(tasks.result().getUsage()).isEqualTo(new Usage(1L, 2L, 3L));
  }

  @Test
  void asksForNothingThatFitsIntoNoRecord() {
    AgentStory story =
        AgentTest.of(
                """
                agent: twice
                limits: {history-bytes: 67108864}
                nodes:
                  one: {action: core.echo, input: {text: "${input}"}}
                  two: {action: core.echo, input: {text: "${one.text}${one.text}"}}
                """)
            .action("core.echo", input -> input)
            .run("\"" + "x".repeat(500_000) + "\"");
    assertThat(story.inputs("core.echo")).hasSize(1);
    assertThat(story.result().getReason()).isEqualTo("RECORD_BYTES");
    assertThat(story.result().getMessage()).contains("What the step two would carry has 1000");
  }

  @Test
  void leastOfAgentTenantAndRequestHolds() {
    var tenant = new AgentLimits(3, Duration.ofHours(1), OptionalLong.of(50), OptionalLong.empty(), 1 << 20, 1);
    var usual = TaskSettings.defaults();
    var settings =
        new TaskSettings(usual.askAgain(), usual.askAgainMax(), usual.cancelPatience(), usual.toolResultCharsMax(), usual.callDepthMax(), Map.of(TestTasks.TENANT, tenant));
    ends(loop(settings, "steps: 1000", TestTasks.NOTHING).begin("{}"), TaskStatus.OVER_BUDGET, "STEPS");
    assertThat(loop(settings, "steps: 1000, tokens: 60", TestTasks.NOTHING).begin(request -> request.setTokensMax(70L)).run().start().limits())
        .isEqualTo(new AgentLimits(3, Duration.ofHours(1), OptionalLong.of(50), OptionalLong.empty(), 1 << 20, 1));
  }
}

package io.forebay.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.RequestAction;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskEventType;
import io.forebay.schemas.TaskStatus;
import io.forebay.schemas.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tasks that begin where another one was. */
class ForksTest {
  private static final String SUM =
      """
      agent: sum
      nodes:
        one: {action: core.echo, input: {n: "${input.n}"}, compensate: {action: core.sleep, input: 1}}
        two: {action: core.echo, input: {n: "${one.n + 1}"}}
        three: {action: core.echo, input: {n: "${two.n + 1}"}}
      """;

  private static TestTasks tasks(String agent) {
    return new TestTasks(
        (_, request) -> Optional.of(new FakeWorld.Answer(Results.succeeded(request, request.getInput(), new Usage(1L, 1L, 1L), TestTasks.START), Duration.ofSeconds(1))), agent);
  }

  private static List<TaskEvent> story() {
    return tasks(SUM).begin("{\"n\": 1}").skip(Duration.ofMinutes(1)).story();
  }

  private static TestTasks fork(String agent, List<TaskEvent> history) {
    return tasks(agent)
        .begin(
            request -> {
              request.setTaskId("fork");
              request.setParent(TestTasks.ID);
              request.setInput("{\"n\": 1}");
              request.setHistory(history);
            });
  }

  @Test
  void runsOnlyWhatComesAfter() {
    var tasks = fork(SUM, story().subList(0, 5)).skip(Duration.ofMinutes(1));
    assertThat(tasks.asked()).extracting(RequestAction::getInput).containsExactly("{\"n\":3}");
    TaskRun fork = tasks.run("fork");
    assertThat(fork.result().getOutput()).isEqualTo("{\"n\":3}");
    assertThat(fork.result().getParent()).isEqualTo(TestTasks.ID);
  }

  @Test
  void asksAnewUnderItsOwnIdForWhatWasUnderWay() {
    var asked = fork(SUM, story().subList(0, 4)).asked();
    assertThat(asked).extracting(RequestAction::getInput).containsExactly("{\"n\":2}");
    assertThat(asked.getFirst().getActionId()).startsWith("fork/two/");
    assertThat(asked.getFirst().getReplyKey()).isEqualTo("fork");
  }

  @Test
  void paysOnlyForItself() {
    var tasks = fork(SUM, story().subList(0, 5)).skip(Duration.ofMinutes(1));
    assertThat(tasks.run("fork").result().getSteps()).isEqualTo(1);
    assertThat(tasks.run("fork").result().getUsage()).isEqualTo(new Usage(1L, 1L, 1L));
  }

  @Test
  void goesOnWithValuesThatWereSetByHand() {
    var history = new ArrayList<>(story().subList(0, 5));
    history.add(
        new TaskEvent("x", "x", 99L, TestTasks.START, TaskEventType.VALUE_SET, null, "{\"name\":\"two\",\"value\":{\"n\":41}}", null, null, null));
    assertThat(fork(SUM, history).skip(Duration.ofMinutes(1)).run("fork").result().getOutput()).isEqualTo("{\"n\":42}");
  }

  @Test
  void numbersItsStoryWithoutGapsAndItRebuildsTheState() {
    var fork = fork(SUM, story().subList(0, 5)).run("fork");
    assertThat(fork.lastSequence()).isEqualTo(7);
    assertThat(fork.summary().getDoing()).containsExactly("three: waits for core.echo");
  }

  @Test
  void doesNotTakeBackWhatTheOtherTaskDid() {
    String failing = SUM.replace("three: {action: core.echo, input: {n: \"${two.n + 1}\"}}", "three: {end: {fail: no}, on-error: compensate}");
    var tasks = fork(failing, story().subList(0, 5));
    assertThat(tasks.asked()).isEmpty();
    assertThat(tasks.run("fork").result().getReason()).isEqualTo("ENDED_AS_FAILURE");
  }

  @Test
  void refusesAHistoryThatDoesNotFit() {
    var gap = new ArrayList<>(story().subList(0, 5));
    gap.remove(1);
    assertThat(fork(SUM, gap).run("fork").result().getReason()).isEqualTo("INVALID_HISTORY");
    assertThat(fork("agent: sum\nnodes:\n  other: {action: core.echo, input: 1}\n", story().subList(0, 5)).run("fork").result().getReason())
        .isEqualTo("INVALID_HISTORY");
    var bad = List.of(new TaskEvent("x", "x", 2L, TestTasks.START, TaskEventType.STEP_STARTED, null, "{", null, null, null));
    assertThat(fork(SUM, bad).run("fork").result().getReason()).isEqualTo("INVALID_HISTORY");
  }

  @Test
  void replaysATaskThroughAnotherDefinition() {
    AgentTest.of(SUM.replace("three: {action: core.echo, input: {n: \"${two.n + 1}\"}}", "three: {end: {output: {sum: \"${one.n + two.n}\"}}}"))
        .recorded(story())
        .run("{\"n\": 1}")
        .answers("{\"sum\": 3}");
    AgentTest.of(SUM.replace("three:", "between: {action: core.echo, input: {n: 7}}\n  three:"))
        .recorded(story())
        .run("{\"n\": 1}")
        .ends(TaskStatus.FAILED, "NOT_RECORDED");
  }

  @Test
  void replaysDecisionsAndMessages() {
    String agent =
        """
        agent: asks
        limits: {duration: P9D}
        nodes:
          ask: {approval: {question: ok, timeout: PT24H, default: reject}}
          paid: {wait: {signal: paid}}
          done: {end: {output: ["${ask.approved}", "${paid}"]}}
        """;
    var story = AgentTest.of(agent).start("{}").send("paid", "5").approve("boss").answers("[true, 5]");
    AgentTest.of(agent).recorded(story.events()).run("{}").answers("[true, 5]");
  }
}

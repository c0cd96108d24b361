package io.forebay.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.SignalTask;
import io.forebay.schemas.TaskPhase;
import io.forebay.schemas.TaskSignal;
import io.forebay.schemas.TaskStatus;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Waits, messages, approvals; pause and resume. */
class WaitsTest {
  private static final String SIGN_OFF =
      """
      agent: sign-off
      limits: {duration: PT48H}
      nodes:
        draft: {action: core.echo, input: {text: "Dear ${input.name}"}}
        sign-off: {approval: {question: "Send ${draft.text}?", role: manager, timeout: PT24H, default: reject, on-reject: drop}}
        send: {action: core.echo, input: {sent: "${draft.text}", by: "${sign_off.by}"}, next: end}
        drop: {end: {output: {dropped: true}}}
      """;

  private static AgentTest signOff() {
    return AgentTest.of(SIGN_OFF).action("core.echo", input -> input);
  }

  @Test
  void goesOnWithTheApprovalAndRunsNothingTwice() {
    var story = signOff().start("{\"name\": \"Ann\"}").waitsAt("sign-off").skip(Duration.ofHours(23)).approve("manager");
    story.completes().ran("draft", "sign-off", "send").answers("{\"sent\": \"Dear Ann\", \"by\": \"test\"}");
    assertThat(story.inputs("core.echo")).hasSize(2);
  }

  @Test
  void goesWhereARejectionSays() {
    signOff().start("{\"name\": \"Ann\"}").reject("manager").ran("draft", "sign-off").answers("{\"dropped\": true}");
  }

  @Test
  void takesTheDefaultAtTheTimeout() {
    var story = signOff().run("{\"name\": \"Ann\"}").answers("{\"dropped\": true}");
    assertThat(story.took()).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void asksItsQuestionAndTellsWhoMayAnswer() {
    assertThat(signOff().start("{\"name\": \"Ann\"}").summary().getDoing().getFirst()).contains("by manager").contains("Send Dear Ann?");
  }

  @Test
  void letsOnlyTheRoleDecide() {
    var story = signOff().start("{\"name\": \"Ann\"}").approve("intern").waitsAt("sign-off");
    assertThat(story.events().getLast().getReason()).isEqualTo("ROLE_NOT_ALLOWED");
  }

  @Test
  void keepsADecisionThatNothingWaitsForFromTheNextApproval() {
    var tasks = new TestTasks((_, _) -> Optional.empty(), SIGN_OFF).begin("{\"name\": \"Ann\"}");
    tasks.signal(TaskSignal.APPROVE, null, null, "manager");
    tasks.answer(Results.succeeded(tasks.asked().getFirst(), "{\"text\": \"x\"}", TestTasks.NOTHING, tasks.now()));
    assertThat(tasks.run().summary().getPhase()).isEqualTo(TaskPhase.WAITING);
  }

  @Test
  void failsAnApprovalWithoutDefaultAtItsTimeout() {
    AgentTest.of("agent: a\nnodes:\n  ask: {approval: {question: ok, timeout: PT1H}}\n").run("{}").fails("TIMEOUT");
  }

  @Test
  void waitsForATime() {
    assertThat(AgentTest.of("agent: a\nnodes:\n  pause: {wait: PT90M}\n").run("{}").completes().took()).isEqualTo(Duration.ofMinutes(90));
    assertThat(AgentTest.of("agent: a\nnodes:\n  pause: {wait: {duration: \"${input.s}\"}}\n").run("{\"s\": 2.5}").completes().took())
        .isEqualTo(Duration.ofMillis(2500));
    assertThat(AgentTest.of("agent: a\nnodes:\n  pause: {wait: {until: \"${input.at}\"}}\n").run("{\"at\": \"2026-01-01T12:00:00+01:00\"}").took())
        .isEqualTo(Duration.ofHours(2));
    assertThat(AgentTest.of("agent: a\nnodes:\n  pause: {wait: {until: \"${input.at}\"}}\n").run("{\"at\": \"2020-01-01T12:00:00Z\"}").took()).isZero();
    AgentTest.of("agent: a\nnodes:\n  pause: {wait: {until: \"${input.at}\"}}\n").run("{\"at\": \"soon\"}").fails("EXPRESSION_FAILED");
  }

  private static final String PAID =
      """
      agent: paid
      limits: {duration: PT48H}
      nodes:
        money: {wait: {signal: paid, timeout: PT24H, on-timeout: remind}, output: paid, next: end}
        remind: {end: {output: {reminded: "${error.reason}"}}}
      """;

  @Test
  void answersTheMessageThatItWaitsFor() {
    AgentTest.of(PAID).start("{}").send("other", "1").waitsAt("money").send("paid", "{\"eur\": 5}").answers("{\"eur\": 5}");
  }

  @Test
  void goesElsewhereWhereNoMessageComes() {
    AgentTest.of(PAID).run("{}").answers("{\"reminded\": \"TIMEOUT\"}");
  }

  @Test
  void keepsMessagesThatCameEarlyInOrder() {
    AgentTest.of("agent: a\noutput: [\"${one}\", \"${two}\"]\nnodes:\n  pause: {wait: PT1H}\n  one: {wait: {signal: m}}\n  two: {wait: {signal: m}}\n")
        .start("{}")
        .send("m", "1")
        .send("m", "2")
        .toEnd()
        .answers("[1, 2]");
  }

  @Test
  void takesASignalOnce() {
    var tasks =
        new TestTasks((_, _) -> Optional.empty(), "agent: a\nnodes:\n  one: {wait: {signal: m}}\n  two: {wait: {signal: m}}\n").begin("{}");
    var signal = new SignalTask("s", TestTasks.ID, TestTasks.TENANT, TaskSignal.MESSAGE, "m", "1", null, "", null, tasks.now());
    tasks.signal(signal).signal(signal);
    assertThat(tasks.result()).isNull();
    signal.setSignalId("s2");
    assertThat(tasks.signal(signal).result().getStatus()).isEqualTo(TaskStatus.COMPLETED);
  }

  @Test
  void dropsTheSignalOfAnotherTenant() {
    var tasks = new TestTasks((_, _) -> Optional.empty(), "agent: a\nnodes:\n  one: {wait: {signal: m}}\n").begin("{}");
    tasks.signal(new SignalTask("s", TestTasks.ID, "other", TaskSignal.CANCEL, null, null, null, "", null, tasks.now()));
    assertThat(tasks.story()).hasSize(2);
  }

  @Test
  void beginsNothingWhilePausedButTakesWhatRuns() {
    String agent = "agent: a\nnodes:\n  first: {action: core.echo, input: 1}\n  second: {action: core.echo, input: 2}\n";
    var tasks = new TestTasks((_, request) -> Optional.of(TestTasks.answerIn(Duration.ofSeconds(10), request)), agent).begin("{}");
    tasks.signal(TaskSignal.PAUSE).skip(Duration.ofHours(1));
    assertThat(tasks.run().summary().getPhase()).isEqualTo(TaskPhase.PAUSED);
    assertThat(tasks.asked()).hasSize(1);
    assertThat(tasks.story()).hasSize(4);
    tasks.signal(TaskSignal.RESUME).skip(Duration.ofSeconds(10));
    assertThat(tasks.result().getStatus()).isEqualTo(TaskStatus.COMPLETED);
  }

  @Test
  void letsTimesOfWaitsGoOnWhilePaused() {
    AgentTest.of("agent: a\nnodes:\n  pause: {wait: PT1H}\n").start("{}").pause().skip(Duration.ofHours(2)).resume().completes();
  }
}

package io.forebay.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.RequestAction;
import io.forebay.schemas.TaskSignal;
import io.forebay.schemas.TaskStatus;
import io.forebay.schemas.Usage;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Agents that call agents: results, budgets that add up, cancellation that reaches down. */
class CallsTest {
  private static final String PARENT =
      """
      agent: parent
      limits: {tokens: 100}
      nodes:
        first: {action: core.echo, input: 1}
        ask: {call: {agent: child, input: {n: "${input.n}"}}, output: answer}
        last: {action: core.echo, input: {got: "${answer}"}}
      """;
  private static final String CHILD =
      """
      agent: child
      nodes:
        work: {action: core.sleep, input: {n: "${input.n * 2}"}}
      """;

  private static AgentTest parent() {
    return AgentTest.of(PARENT).with(CHILD).action("core.echo", input -> input).action("core.sleep", input -> input);
  }

  @Test
  void goesOnWithWhatTheChildAnswers() {
    parent().run("{\"n\": 21}").ran("first", "ask", "last").answers("{\"got\": {\"n\": 42}}");
  }

  @Test
  void failsWithTheReasonOfTheChild() {
    var story = parent().action("core.sleep", _ -> { throw new FakeFailure("BROKEN", "It broke."); }).run("{\"n\": 1}");
    assertThat(story.fails("BROKEN").result().getMessage()).isEqualTo("It broke.");
    AgentTest.of(PARENT).action("core.echo", input -> input).run("{\"n\": 1}").fails("UNKNOWN_AGENT");
  }

  private static TestTasks using(long tokens) {
    return new TestTasks(
        (_, request) -> Optional.of(new FakeWorld.Answer(Results.succeeded(request, "{}", new Usage(tokens, 0L, 7L), TestTasks.START), Duration.ofSeconds(1))),
        PARENT,
        CHILD);
  }

  @Test
  void givesTheChildWhatIsLeftAndAddsWhatItUsed() {
    var tasks = using(30).begin("{\"n\": 1}").skip(Duration.ofSeconds(10));
    RequestAction ofChild = tasks.asked().stream().filter(request -> request.getCapability().equals("core.sleep")).findFirst().orElseThrow();
    assertThat(ofChild.getTaskBudget().getTokensMax()).isEqualTo(70);
    assertThat(tasks.result().getStatus()).isEqualTo(TaskStatus.COMPLETED);
    assertThat(tasks.result().getUsage()).isEqualTo(new Usage(90L, 0L, 21L));
  }

  @Test
  void endsOverBudgetWithItsChildren() {
    var tasks = using(40).begin("{\"n\": 1}").skip(Duration.ofSeconds(10));
    assertThat(tasks.result().getStatus()).isEqualTo(TaskStatus.OVER_BUDGET);
    assertThat(tasks.result().getReason()).isEqualTo("TOKENS");
  }

  @Test
  void cancelsTheChildAndWaitsForItsEnd() {
    var tasks =
        new TestTasks(
                (_, request) -> request.getCapability().equals("core.echo") ? Optional.of(TestTasks.answerIn(Duration.ZERO, request)) : Optional.empty(),
                PARENT,
                CHILD)
            .begin("{\"n\": 1}")
            .skip(Duration.ofSeconds(1));
    TaskRun child = tasks.runs().getLast();
    assertThat(child.isFinished()).isFalse();
    assertThat(child.result()).isNull();
    assertThat(child.start().parent()).isEqualTo(TestTasks.ID);
    tasks.signal(TaskSignal.CANCEL);
    assertThat(tasks.result()).isNull();
    tasks.skip(Duration.ofSeconds(1));
    assertThat(child.result().getStatus()).isEqualTo(TaskStatus.CANCELLED);
    assertThat(tasks.result().getStatus()).isEqualTo(TaskStatus.CANCELLED);
    assertThat(tasks.story()).extracting(event -> event.getType().name()).endsWith("TASK_CANCELLING", "STEP_CANCELLED", "TASK_FINISHED");
  }

  @Test
  void endsWhatCallsItselfWithoutEnd() {
    AgentTest.of("agent: again\nnodes:\n  ask: {call: {agent: again, input: \"${input}\"}}\n").run("{}").fails("CALLS_TOO_DEEP");
  }

  @Test
  void callsAgainAfterAFailure() {
    var answers = new int[1];
    AgentTest.of(PARENT.replace("output: answer", "output: answer, retry: {attempts: 2, pause: PT1M}"))
        .with(CHILD)
        .action("core.echo", input -> input)
        .action(
            "core.sleep",
            input -> {
              if (answers[0]++ == 0) {
                throw new FakeFailure("BROKEN", "It broke.");
              }
              return input;
            })
        .run("{\"n\": 1}")
        .answers("{\"got\": {\"n\": 2}}");
  }
}

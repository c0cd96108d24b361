package io.forebay.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.ActionStatus;
import io.forebay.schemas.Repeatability;
import io.forebay.schemas.RequestAction;
import io.forebay.schemas.TaskStatus;
import io.forebay.schemas.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What dispatch is asked for, when it is asked again, and what becomes of its answers. */
class ActionsTest {
  private static final Usage USED = new Usage(3L, 4L, 5L);
  private static final String ONE =
      """
      agent: one
      limits: {duration: PT1H}
      nodes:
        fetch:
          action: http.request
          input: {url: "${input.url}"}
          lane: "${input.lane}"
          endpoint: "${input.url}"
          cache-key: "${input.url}"
          timeout: PT20S
          repeatability: ONCE
      """;
  private static final String RETRIES =
      """
      agent: retries
      nodes:
        fetch: {action: http.request, input: {}, retry: {attempts: 3, pause: PT10S, factor: 2, pause-max: PT1M}}
      """;

  private final List<RequestAction> asked = new ArrayList<>();

  private TestTasks tasks(String agent) {
    return new TestTasks(
        (_, request) -> {
          asked.add(request);
          return Optional.empty();
        },
        agent);
  }

  @Test
  void asksForWhatTheDefinitionSays() {
    tasks(ONE).begin("{\"url\": \"https://a.example/x\", \"lane\": \"a.example\"}");
    RequestAction request = asked.getFirst();
    assertThat(request.getCapability()).isEqualTo("http.request");
    assertThat(request.getInput()).isEqualTo("{\"url\":\"https://a.example/x\"}");
    assertThat(request.getLane()).isEqualTo("acme/http.request/a.example");
    assertThat(request.getEndpoint()).isEqualTo("https://a.example/x");
    assertThat(request.getCacheKey()).isEqualTo("https://a.example/x");
    assertThat(request.getAttemptTimeoutMs()).isEqualTo(20_000);
    assertThat(request.getRepeatability()).isEqualTo(Repeatability.ONCE);
    assertThat(request.getOrigin()).isEqualTo("tasks");
    assertThat(request.getReplyKey()).isEqualTo("t-1");
    assertThat(request.getDeadline()).isEqualTo(TestTasks.START.plus(Duration.ofHours(1)));
    assertThat(request.getActionId()).startsWith("t-1/fetch/").hasSizeLessThanOrEqualTo(Ids.ACTION_MAX);
  }

  @Test
  void makesALaneOfWhateverAnExpressionGives() {
    tasks(ONE).begin("{\"url\": \"u\", \"lane\": \"//ä b//\"}");
    assertThat(asked.getFirst().getLane()).isEqualTo("acme/http.request/--b");
  }

  @Test
  void givesTheBudgetOfTheTaskToItsActions() {
    tasks(ONE.replace("duration: PT1H", "tokens: 500, cost-usd: 0.25")).begin("{\"url\": \"u\", \"lane\": \"l\"}");
    assertThat(asked.getFirst().getTaskBudget().getTokensMax()).isEqualTo(500);
    assertThat(asked.getFirst().getTaskBudget().getCostMicroUsdMax()).isEqualTo(250_000);
  }

  @Test
  void asksAgainUnderTheSameIdAfterSilenceAndEverMoreSeldom() {
    var tasks = tasks(RETRIES).begin("{}");
    tasks.skip(Duration.ofSeconds(29));
    assertThat(tasks.asked()).hasSize(1);
    tasks.skip(Duration.ofSeconds(1));
    assertThat(tasks.asked()).hasSize(2);
    tasks.skip(Duration.ofSeconds(60));
    assertThat(tasks.asked()).hasSize(3);
    assertThat(tasks.asked()).allMatch(asked.getFirst()::equals);
    assertThat(tasks.story()).hasSize(2);
  }

  @Test
  void triesAgainAfterThePauseThatTheNodeSays() {
    var tasks = tasks(RETRIES).begin("{}");
    tasks.answer(Results.failed(asked.getLast(), ActionStatus.FAILED, "HTTP_503", "Busy.", USED, tasks.now()));
    tasks.skip(Duration.ofMillis(9_999));
    assertThat(asked).hasSize(1);
    tasks.skip(Duration.ofMillis(1));
    assertThat(asked).hasSize(2);
    assertThat(asked.getLast().getActionId()).startsWith("t-1/fetch~2/");
    tasks.answer(Results.failed(asked.getLast(), ActionStatus.FAILED, "HTTP_503", "Busy.", USED, tasks.now()));
    tasks.skip(Duration.ofSeconds(20));
    assertThat(asked).hasSize(3);
    tasks.answer(Results.failed(asked.getLast(), ActionStatus.FAILED, "HTTP_503", "Busy.", USED, tasks.now()));
    assertThat(tasks.result().getStatus()).isEqualTo(TaskStatus.FAILED);
    assertThat(tasks.result().getReason()).isEqualTo("HTTP_503");
    assertThat(tasks.result().getUsage()).isEqualTo(new Usage(9L, 12L, 15L));
    assertThat(tasks.result().getSteps()).isEqualTo(1);
  }

  @Test
  void dropsTheAnswerOfAnEarlierAttempt() {
    var tasks = tasks(RETRIES).begin("{}");
    RequestAction first = asked.getFirst();
    tasks.answer(Results.failed(first, ActionStatus.FAILED, "HTTP_503", "Busy.", USED, tasks.now()));
    tasks.skip(Duration.ofSeconds(10));
    tasks.answer(Results.succeeded(first, "1", USED, tasks.now()));
    assertThat(tasks.result()).isNull();
    tasks.answer(Results.succeeded(asked.getLast(), "2", USED, tasks.now()));
    assertThat(tasks.result().getOutput()).isEqualTo("2");
  }

  @Test
  void takesAnAnswerOnce() {
    var tasks = tasks("agent: two\nnodes:\n  a: {action: core.echo, input: 1}\n  b: {action: core.echo, input: 2}\n").begin("{}");
    var answer = Results.succeeded(asked.getFirst(), "{}", USED, tasks.now());
    tasks.answer(answer);
    tasks.answer(answer);
    assertThat(tasks.story()).hasSize(4);
    assertThat(tasks.run().tally().usage()).isEqualTo(USED);
  }

  @Test
  void endsOverBudgetWhereDispatchSaysSo() {
    var tasks = tasks(RETRIES).begin("{}");
    tasks.answer(Results.failed(asked.getFirst(), ActionStatus.REFUSED, "OVER_BUDGET", "Too much.", USED, tasks.now()));
    assertThat(tasks.result().getStatus()).isEqualTo(TaskStatus.OVER_BUDGET);
    assertThat(tasks.result().getReason()).isEqualTo("OVER_BUDGET");
  }

  @Test
  void failsAStepWhoseAnswerIsNoJson() {
    var tasks = tasks(RETRIES.replace(", retry: {attempts: 3, pause: PT10S, factor: 2, pause-max: PT1M}", "")).begin("{}");
    tasks.answer(Results.succeeded(asked.getFirst(), "{", USED, tasks.now()));
    assertThat(tasks.result().getReason()).isEqualTo("INVALID_OUTPUT");
  }

  @Test
  void doesNotBeginBeforeItsTime() {
    Instant notBefore = TestTasks.START.plus(Duration.ofMinutes(5));
    var tasks = tasks(RETRIES).begin(request -> request.setNotBefore(notBefore));
    assertThat(tasks.run().wakeAt()).contains(notBefore);
    tasks.skip(Duration.ofMinutes(5).minusMillis(1));
    assertThat(asked).isEmpty();
    tasks.skip(Duration.ofMillis(1));
    assertThat(asked).hasSize(1);
  }

  @Test
  void isOneTaskHoweverOftenItIsAskedFor() {
    var tasks = tasks(RETRIES).begin("{}").begin("{}");
    assertThat(tasks.story()).hasSize(2);
    assertThat(asked).hasSize(1);
  }

  @Test
  void refusesATaskOfAnAgentThatIsUnknown() {
    var tasks = tasks(RETRIES).begin(request -> request.setAgent("nobody"));
    assertThat(tasks.result().getReason()).isEqualTo("UNKNOWN_AGENT");
    assertThat(tasks.result().getVersion()).isZero();
    tasks = tasks(RETRIES).begin(request -> request.setVersion(2));
    assertThat(tasks.result().getReason()).isEqualTo("UNKNOWN_AGENT");
  }

  @Test
  void tellsOnceThatNothingHappensAndForgetsItWhenSomethingDoes() {
    var tasks = tasks(RETRIES + "stuck-after: PT2M\n").begin("{}");
    tasks.skip(Duration.ofMinutes(2).minusMillis(1));
    assertThat(tasks.run().summary().getStuck()).isFalse();
    tasks.skip(Duration.ofHours(1));
    assertThat(tasks.run().summary().getStuck()).isTrue();
    assertThat(tasks.effects()).filteredOn(effect -> effect instanceof Effect.Raise).hasSize(1);
    tasks.answer(Results.failed(asked.getFirst(), ActionStatus.FAILED, "HTTP_503", "Busy.", USED, tasks.now()));
    assertThat(tasks.run().summary().getStuck()).isFalse();
  }
}

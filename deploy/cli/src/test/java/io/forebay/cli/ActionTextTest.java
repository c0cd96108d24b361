package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.ActionDescribed;
import io.forebay.schemas.ActionFinished;
import io.forebay.schemas.ActionPhase;
import io.forebay.schemas.ActionStatus;
import io.forebay.schemas.EventSchemas;
import io.forebay.schemas.Usage;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ActionTextTest {
  private static final Instant AT = Instant.parse("2026-11-21T06:00:00.123456Z");

  @BeforeAll
  static void initialiseAvro() {
    EventSchemas.published(ActionDescribed.class);
  }

  private static ActionDescribed.Builder waiting() {
    return ActionDescribed.newBuilder()
        .setActionId("a-1")
        .setTenant("acme")
        .setLane("acme/llm.chat")
        .setPhase(ActionPhase.WAITING)
        .setAttempt(2)
        .setReason("RATE_LIMITED")
        .setProgress("{\"tokens\":12}")
        .setNextAt(AT)
        .setAt(AT);
  }

  private static ActionFinished.Builder finished() {
    return ActionFinished.newBuilder()
        .setActionId("a-1")
        .setTenant("acme")
        .setCapability("llm.chat")
        .setLane("acme/llm.chat")
        .setOrigin("users")
        .setReplyKey("a-1")
        .setStatus(ActionStatus.SUCCEEDED)
        .setAttempts(2)
        .setUsage(new Usage(1_000L, 234L, 120L))
        .setRequestedAt(AT)
        .setFinishedAt(AT.plusMillis(1_230));
  }

  @Test
  void tellsWhyAndHowLongAnActionWaits() {
    assertThat(ActionText.of(waiting().build()).lines())
        .containsExactly("a-1 is WAITING, attempt 2", "  lane       acme/llm.chat", "  waits for  RATE_LIMITED", "  until      2026-11-21T06:00:00.123Z", "  progress   {\"tokens\":12}");
  }

  @Test
  void tellsHowItEndedAndWhatItUsed() {
    assertThat(ActionText.ending(finished().build())).isEqualTo("SUCCEEDED, 2 attempts, 1.230 s, 1,234 tokens, 0.000120 USD");
    assertThat(ActionText.ending(finished().setCached(true).setUsage(new Usage(0L, 0L, 0L)).build())).isEqualTo("SUCCEEDED, from the cache, 1.230 s");
    assertThat(ActionText.ending(finished().setStatus(ActionStatus.REFUSED).setReason("RATE_LIMITED").setMessage("Too many.").setRetryAfterMs(36_000L).setAttempts(0).setUsage(new Usage(0L, 0L, 0L)).build()))
        .isEqualTo("REFUSED RATE_LIMITED: Too many., 0 attempts, 1.230 s; again after 36 s");
  }

  @Test
  void showsAnswersInALineThatCannotSteerTheTerminal() {
    assertThat(ActionText.output("{ \"a\":\n\"ü\" }")).isEqualTo("{\"a\":\"ü\"}");
    assertThat(ActionText.output("not JSON \u001b[2J")).isEqualTo("not JSON \\u{1b}[2J");
    assertThat(ActionText.output(null)).isEmpty();
  }

  @Test
  void tellsInOneLineHowAnActionStandsThatSomeoneWaitsFor() {
    assertThat(StandingLine.text(Duration.ofSeconds(12), waiting().build())).isEqualTo("12 s  WAITING, RATE_LIMITED, attempt 2  {\"tokens\":12}");
    assertThat(StandingLine.text(Duration.ofSeconds(3), null)).isEqualTo("3 s  dispatch has not said anything yet");
  }
}

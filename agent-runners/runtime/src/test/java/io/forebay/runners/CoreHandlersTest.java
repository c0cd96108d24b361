package io.forebay.runners;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.OutcomeKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoreHandlersTest {
  @TempDir private Path folder;

  private HandlerTestKit kit(ActionHandler handler) throws Exception {
    return HandlerTestKit.start(handler, Map.of(), folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[1,{\"a\":true}]", "\"text\""})
  void echoAnswersWhatItWasGiven(String input) throws Exception {
    var outcome = kit(new EchoHandler()).run(input);
    assertThat(outcome.kind()).isEqualTo(OutcomeKind.SUCCEEDED);
    assertThat(outcome.output()).isEqualTo(Actions.json(input));
  }

  @Test
  void sleepAnswersHowLongItTook() throws Exception {
    assertThat(kit(new SleepHandler()).run("{\"ms\": 3}").output()).isEqualTo(Actions.json("{\"sleptMs\": 3}"));
  }

  @Test
  void sleepEndsWhenItIsCancelled() throws Exception {
    var running = kit(new SleepHandler()).begin("{\"ms\": 86400000}");
    running.cancel();
    assertThat(running.await().kind()).isEqualTo(OutcomeKind.CANCELLED);
  }

  @Test
  void sleepEndsWhenItsTimeIsOver() throws Exception {
    var outcome = kit(new SleepHandler()).timeout(Duration.ofMillis(20)).run("{\"ms\": 86400000}");
    assertThat(outcome.code()).isEqualTo("ATTEMPT_TIMEOUT");
    assertThat(outcome.retryable()).isTrue();
  }

  @Test
  void failFailsAsItIsTold() throws Exception {
    var outcome = kit(new FailHandler()).run("{\"code\": \"RATE_LIMITED\", \"message\": \"Slow down.\", \"retryAfterMs\": 1500, \"inDoubt\": true}");
    assertThat(outcome.kind()).isEqualTo(OutcomeKind.FAILED);
    assertThat(outcome.code()).isEqualTo("RATE_LIMITED");
    assertThat(outcome.message()).isEqualTo("Slow down.");
    assertThat(outcome.retryable()).isTrue();
    assertThat(outcome.retryAfter()).contains(Duration.ofMillis(1500));
    assertThat(outcome.inDoubt()).isTrue();
  }

  @Test
  void failFailsForGoodWhereItIsTold() throws Exception {
    var outcome = kit(new FailHandler()).run("{\"retryable\": false}");
    assertThat(outcome.code()).isEqualTo("TOLD_TO_FAIL");
    assertThat(outcome.retryable()).isFalse();
    assertThat(outcome.inDoubt()).isFalse();
  }

  @Test
  void failSucceedsAfterSoManyAttempts() throws Exception {
    var kit = kit(new FailHandler());
    assertThat(kit.attempt(2).run("{\"times\": 2}").kind()).isEqualTo(OutcomeKind.FAILED);
    assertThat(kit.attempt(3).run("{\"times\": 2}").kind()).isEqualTo(OutcomeKind.SUCCEEDED);
  }
}

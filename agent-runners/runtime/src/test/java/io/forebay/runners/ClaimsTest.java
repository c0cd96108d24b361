package io.forebay.runners;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.RunnerSignal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClaimsTest {
  private final Claims claims = new Claims();

  @Test
  void hearsTheAnswerToItsQuestion() throws Exception {
    try (var earlier = claims.open();
        var claim = claims.open()) {
      claims.answer(earlier.number(), RunnerSignal.DENY);
      claims.answer(claim.number(), RunnerSignal.GRANT);
      assertThat(claim.await(Duration.ofMinutes(1))).contains(RunnerSignal.GRANT);
    }
  }

  @Test
  void givesUpWithoutAnAnswer() throws Exception {
    try (var claim = claims.open()) {
      assertThat(claim.await(Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void hearsNothingOnceItHasGivenUp() throws Exception {
    var given = claims.open();
    given.close();
    claims.answer(given.number(), RunnerSignal.GRANT);
    try (var again = claims.open()) {
      assertThat(again.await(Duration.ZERO)).isEmpty();
    }
  }
}

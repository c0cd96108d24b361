package io.forebay.runners;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.RunnerSignal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClaimsTest {
  private final Claims claims = new Claims();

  @Test
  void hearsTheAnswerToItsQuestion() throws Exception {
    try (var claim = claims.open("a", 1)) {
      claims.answer("a", 2, RunnerSignal.DENY);
      claims.answer("b", 1, RunnerSignal.DENY);
      claims.answer("a", 1, RunnerSignal.GRANT);
      assertThat(claim.await(Duration.ofMinutes(1))).contains(RunnerSignal.GRANT);
    }
  }

  @Test
  void givesUpWithoutAnAnswer() throws Exception {
    try (var claim = claims.open("a", 1)) {
      assertThat(claim.await(Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void hearsNothingOnceItHasGivenUp() throws Exception {
    var given = claims.open("a", 1);
    given.close();
    claims.answer("a", 1, RunnerSignal.GRANT);
    try (var again = claims.open("a", 1)) {
      assertThat(again.await(Duration.ZERO)).isEmpty();
    }
  }
}

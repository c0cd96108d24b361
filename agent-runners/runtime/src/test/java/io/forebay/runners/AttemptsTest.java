package io.forebay.runners;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AttemptsTest {
  private final Attempts attempts = new Attempts();

  private static Attempt attempt(String id, int number) {
    return Actions.attempt(Actions.ready(id, "core.echo", "{}").setAttempt(number).build(), new EchoHandler(), new ManualTime());
  }

  @Test
  void worksOnAnAttemptOnceAtATime() {
    Attempt first = attempt("a", 1);
    assertThat(attempts.add(first)).isTrue();
    assertThat(attempts.add(attempt("a", 1))).isFalse();
    assertThat(attempts.add(attempt("a", 2))).isTrue();
    attempts.remove(first);
    assertThat(attempts.add(attempt("a", 1))).isTrue();
    assertThat(attempts.count()).isEqualTo(2);
  }

  @Test
  void cancelsTheAttemptThatIsMeant() {
    Attempt first = attempt("a", 1);
    Attempt second = attempt("a", 2);
    assertThat(attempts.add(first)).isTrue();
    assertThat(attempts.add(second)).isTrue();
    attempts.cancel("a", 2);
    assertThat(first.stopped()).isEmpty();
    assertThat(second.stopped()).contains(Attempt.Stop.CANCEL);
  }

  @Test
  void cancelsWhatComesLater() {
    attempts.cancel("a", 1);
    Attempt late = attempt("a", 1);
    assertThat(attempts.add(late)).isTrue();
    assertThat(late.stopped()).contains(Attempt.Stop.CANCEL);
    attempts.remove(late);
    Attempt again = attempt("a", 1);
    assertThat(attempts.add(again)).isTrue();
    assertThat(again.stopped()).isEmpty();
  }

  @Test
  void forgetsTheOldestCancelsFirst() {
    for (int i = 0; i <= 10_000; i++) {
      attempts.cancel("a" + i, 1);
    }
    Attempt oldest = attempt("a0", 1);
    Attempt next = attempt("a1", 1);
    assertThat(attempts.add(oldest) && attempts.add(next)).isTrue();
    assertThat(oldest.stopped()).isEmpty();
    assertThat(next.stopped()).isPresent();
  }
}

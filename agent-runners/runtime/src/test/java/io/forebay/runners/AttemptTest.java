package io.forebay.runners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.TextNode;
import io.forebay.runners.Attempt.Stop;
import java.time.Duration;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class AttemptTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private final ManualTime time = new ManualTime();
  private final Attempt attempt = Actions.attempt(Actions.ready("core.echo", "{}").setLeaseMs(3_000).build(), new EchoHandler(), time);

  private void begin() {
    attempt.workedOnBy(Thread.currentThread());
    assertThat(attempt.begin(Actions.json("{}"), MINUTE.toNanos())).isTrue();
  }

  @Test
  void endsOnce() {
    begin();
    assertThat(attempt.end()).isTrue();
    assertThat(attempt.end()).isFalse();
  }

  @Test
  void isCoveredByItsLeaseFromItsSlotOn() {
    assertThat(attempt.isCovered()).isFalse();
    assertThat(attempt.admit()).isTrue();
    assertThat(attempt.isCovered()).isTrue();
    begin();
    assertThat(attempt.end()).isTrue();
    assertThat(attempt.isCovered()).isTrue();
  }

  @Test
  void letsItsRecordGoOnceItsLeaseCoversIt() {
    attempt.letGo();
    assertThat(attempt.isRecordGone()).isFalse();
    assertThat(attempt.admit()).isTrue();
    attempt.letGo();
    assertThat(attempt.isRecordGone()).isTrue();
  }

  @Test
  void keepsItsRecordOnceItEndedWithoutHavingBegun() {
    assertThat(attempt.admit()).isTrue();
    assertThat(attempt.end()).isTrue();
    attempt.letGo();
    assertThat(attempt.isRecordGone()).isFalse();
  }

  @Test
  void isNotCoveredOnceItEndedWithoutHavingBegun() {
    assertThat(attempt.end()).isTrue();
    assertThat(attempt.isCovered()).isFalse();
  }

  @Test
  void isNotCoveredOnceItsGrantDidNotCome() {
    assertThat(attempt.admit()).isTrue();
    assertThat(attempt.end()).isTrue();
    assertThat(attempt.isCovered()).isFalse();
  }

  @Test
  void takesNoInterruptBeyondItsEnd() {
    begin();
    attempt.stop(Stop.CANCEL);
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    boolean _ = attempt.end();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    attempt.stop(Stop.TIMEOUT);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void doesNotBeginOnceItShallStop() {
    attempt.stop(Stop.CANCEL);
    assertThat(attempt.begin(Actions.json("{}"), MINUTE.toNanos())).isFalse();
    assertThat(attempt.isStarted()).isFalse();
  }

  @Test
  void interruptsAWorkerThatComesLaterThanTheStop() {
    attempt.stop(Stop.CANCEL);
    attempt.workedOnBy(Thread.currentThread());
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void remembersTheFirstReasonToStop() {
    begin();
    attempt.stop(Stop.TIMEOUT);
    attempt.stop(Stop.SHUTDOWN);
    assertThat(attempt.stopped()).contains(Stop.TIMEOUT);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void isOverdueExactlyWhenItsTimeHasPassed() {
    begin();
    time.pass(MINUTE.minusNanos(1));
    assertThat(attempt.isOverdue()).isFalse();
    assertThat(attempt.remaining()).isEqualTo(Duration.ofNanos(1));
    time.pass(Duration.ofNanos(1));
    assertThat(attempt.isOverdue()).isTrue();
    assertThat(attempt.remaining()).isZero();
  }

  @Test
  void isStuckWhenItHasNotEndedInTimeAfterItsStop() {
    begin();
    assertThat(attempt.endAsStuck(Duration.ofSeconds(5))).isFalse();
    attempt.stop(Stop.TIMEOUT);
    assertThat(Thread.interrupted()).isTrue();
    time.pass(Duration.ofSeconds(5).minusNanos(1));
    assertThat(attempt.endAsStuck(Duration.ofSeconds(5))).isFalse();
    time.pass(Duration.ofNanos(1));
    assertThat(attempt.endAsStuck(Duration.ofSeconds(5))).isTrue();
    assertThat(attempt.endAsStuck(Duration.ofSeconds(5))).isFalse();
    assertThat(attempt.end()).isFalse();
  }

  @Test
  void isGivenBackWhenItFindsNoSlotWithinAThirdOfItsLease() {
    time.pass(Duration.ofMillis(999));
    attempt.giveBackIfWaiting();
    assertThat(attempt.stopped()).isEmpty();
    time.pass(Duration.ofMillis(1));
    attempt.giveBackIfWaiting();
    assertThat(attempt.stopped()).contains(Stop.GIVE_BACK);
    assertThat(attempt.admit()).isFalse();
    assertThat(attempt.takeWord()).isEmpty();
  }

  @Test
  void isNotGivenBackOnceItHasASlot() {
    assertThat(attempt.admit()).isTrue();
    time.pass(MINUTE);
    attempt.giveBackIfWaiting();
    assertThat(attempt.stopped()).isEmpty();
  }

  @Test
  void waitsOnAndSaysSoWhenItWasGivenBackTooOften() {
    var often = new Delivery(attempt.action(), 5, new RecordHeaders());
    var waiting = new Attempt(often, attempt.handler(), _ -> {}, _ -> {}, time::nanos);
    time.pass(Duration.ofSeconds(1));
    waiting.giveBackIfWaiting();
    assertThat(waiting.stopped()).isEmpty();
    assertThat(waiting.takeWord()).contains("");
  }

  @Test
  void isSilentForAThirdOfItsLease() {
    assertThat(attempt.takeWord()).isEmpty();
    begin();
    time.pass(Duration.ofMillis(999));
    assertThat(attempt.takeWord()).isEmpty();
    time.pass(Duration.ofMillis(1));
    assertThat(attempt.takeWord()).contains("");
    assertThat(attempt.takeWord()).isEmpty();
  }

  @Test
  void tellsTheLatestProgressAFewTimesASecond() {
    begin();
    attempt.progress(TextNode.valueOf("first"));
    time.pass(Duration.ofMillis(249));
    assertThat(attempt.takeWord()).isEmpty();
    attempt.progress(TextNode.valueOf("second"));
    time.pass(Duration.ofMillis(1));
    assertThat(attempt.takeWord()).contains("\"second\"");
    time.pass(Duration.ofMillis(250));
    assertThat(attempt.takeWord()).isEmpty();
    time.pass(Duration.ofMillis(750));
    assertThat(attempt.takeWord()).contains("\"second\"");
  }

  @Test
  void saysNothingAfterItsEnd() {
    begin();
    attempt.progress(TextNode.valueOf("late"));
    time.pass(MINUTE);
    boolean _ = attempt.end();
    assertThat(attempt.takeWord()).isEmpty();
  }

  @Test
  void refusesProgressThatIsTooLarge() {
    begin();
    attempt.progress(TextNode.valueOf("x".repeat((64 << 10) - 2)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> attempt.progress(TextNode.valueOf("x".repeat((64 << 10) - 1))))
        .withMessage("progress must be at most 65536 characters of JSON, got 65537");
  }
}

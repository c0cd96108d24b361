package io.forebay.runners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forebay.runtime.Metrics;
import io.forebay.schemas.ActionOutcome;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.InMemoryRegistry;
import io.forebay.schemas.OutcomeKind;
import io.forebay.schemas.ReadyAction;
import io.forebay.schemas.Repeatability;
import io.forebay.schemas.RunnerSignal;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

/** An attempt from its record to its verdict, with Kafka's own stand-in for a producer. */
class AttemptRunnerTest {
  private static final String TOPIC = "actions.outcomes";
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(false, new RoundRobinPartitioner(), new ByteArraySerializer(), new ByteArraySerializer());
  private final Serde<ActionOutcome> serde = new EventSerdes(new InMemoryRegistry(), true).of(ActionOutcome.class);
  private final Attempts attempts = new Attempts();
  private final Claims claims = new Claims();
  private final Semaphore slots = new Semaphore(1);
  private final CompletableFuture<Verdict> verdict = new CompletableFuture<>();
  private final AttemptRunner runner = runner(Duration.ofMillis(1));

  private AttemptRunner runner(Duration claimPatience) {
    return runner(claimPatience, InstantSource.system());
  }

  private AttemptRunner runner(Duration claimPatience, InstantSource clock) {
    return new AttemptRunner(
        attempts,
        claims,
        new Outcomes(producer, serde.serializer(), TOPIC, "runner-1", InstantSource.system()),
        new Spans(OpenTelemetry.noop()),
        new RunnerMetrics(Metrics.ofForebayOnly()),
        slots,
        clock,
        claimPatience,
        Duration.ofSeconds(1));
  }

  private Attempt start(ReadyAction action, ActionHandler handler) {
    return start(runner, action, handler);
  }

  private Attempt start(AttemptRunner starting, ReadyAction action, ActionHandler handler) {
    var attempt =
        new Attempt(
            new Delivery(action, 1, new RecordHeaders()), LoadedHandler.of(handler), verdict::complete, _ -> {}, System::nanoTime);
    starting.start(attempt);
    return attempt;
  }

  private List<ActionOutcome> sent() {
    return producer.history().stream().map(record -> serde.deserializer().deserialize(TOPIC, record.value())).toList();
  }

  private ActionOutcome onlyOutcome() {
    await().until(() -> producer.history().size() == 1);
    return sent().getFirst();
  }

  @Test
  void acceptsTheRecordOnlyOnceTheBrokerHasTheOutcome() {
    start(Actions.ready("core.echo", "{\"a\": 1}").build(), new EchoHandler());
    ActionOutcome outcome = onlyOutcome();
    assertThat(outcome.getKind()).isEqualTo(OutcomeKind.SUCCEEDED);
    assertThat(outcome.getOutput()).isEqualTo("{\"a\":1}");
    assertThat(outcome.getRunner()).isEqualTo("runner-1");
    assertThat(producer.history().getFirst().partition()).isEqualTo(1);
    assertThat(verdict).isNotDone();
    assertThat(producer.completeNext()).isTrue();
    assertThat(verdict.join()).isEqualTo(Verdict.ACCEPT);
  }

  @Test
  void acceptsTheRecordOfAHandlerThatUsuallyTakesLongAsItStarts() {
    var handler = LoadedHandler.of(new EchoHandler());
    handler.time().add(Duration.ofMinutes(1).toNanos());
    runner.start(
        new Attempt(new Delivery(Actions.ready("core.echo", "{}").build(), 1, new RecordHeaders()), handler, verdict::complete, _ -> {}, System::nanoTime));

    assertThat(verdict.join()).isEqualTo(Verdict.ACCEPT);
    assertThat(onlyOutcome().getKind()).isEqualTo(OutcomeKind.SUCCEEDED);
  }

  @Test
  void givesTheRecordBackWhenTheOutcomeCannotBeWritten() {
    start(Actions.ready("core.echo", "{}").build(), new EchoHandler());
    var _ = onlyOutcome();
    assertThat(producer.errorNext(new TimeoutException("the broker is away"))).isTrue();
    assertThat(verdict.join()).isEqualTo(Verdict.RELEASE);
  }

  @Test
  void saysThatAnOutputFitsNoRecord() {
    String large = "\"" + "x".repeat(1 << 20) + "\"";
    start(Actions.ready("core.echo", large).build(), new EchoHandler());
    var error = onlyOutcome().getError();
    assertThat(error.getCode()).isEqualTo("OUTPUT_TOO_LARGE");
    assertThat(error.getMessage()).contains("blob store").contains("core.echo");
    assertThat(error.getRetryable()).isFalse();
  }

  @Test
  void givesUpAClaimThatNobodyAnswersAndNeverStartsIt() {
    Attempt attempt = start(Actions.ready("core.echo", "{}").setRepeatability(Repeatability.ONCE).build(), new EchoHandler());
    await().until(() -> producer.history().size() == 2);
    assertThat(sent()).extracting(ActionOutcome::getKind).containsExactly(OutcomeKind.CLAIMED, OutcomeKind.RELEASED);
    assertThat(attempt.isStarted()).isFalse();
    assertThat(producer.completeNext()).isTrue();
    assertThat(verdict).isNotDone();
    assertThat(producer.completeNext()).isTrue();
    assertThat(verdict.join()).isEqualTo(Verdict.RELEASE);
  }

  @Test
  void neverStartsWhatItHearsOfAfterItStoodStillForTooLong() {
    var now = new AtomicReference<>(Instant.parse("2026-11-21T10:00:00Z"));
    var standing = runner(Duration.ofMinutes(1), now::get);
    Attempt attempt = start(standing, Actions.ready("core.echo", "{}").setRepeatability(Repeatability.ONCE).build(), new EchoHandler());
    await().until(() -> producer.history().size() == 1);
    now.set(now.get().plusSeconds(61));
    claims.answer(sent().getFirst().getClaim(), RunnerSignal.GRANT);

    await().until(() -> producer.history().size() == 2);
    assertThat(sent().getLast().getKind()).isEqualTo(OutcomeKind.RELEASED);
    assertThat(attempt.isStarted()).isFalse();
  }

  @Test
  void tellsWhetherTheRecordOfWhatItGivesBackIsGone() throws Exception {
    ReadyAction once = Actions.ready("core.echo", "{}").setRepeatability(Repeatability.ONCE).build();
    slots.acquire();
    Attempt kept = start(once, new EchoHandler());
    kept.letGo();
    kept.stop(Attempt.Stop.SHUTDOWN);
    await().until(() -> producer.history().size() == 1);
    await().until(() -> attempts.count() == 0);
    slots.release();

    Attempt gone = start(runner(Duration.ofMinutes(1)), once, new EchoHandler());
    await().until(gone::isCovered);
    gone.letGo();
    gone.stop(Attempt.Stop.SHUTDOWN);
    await().until(() -> producer.history().size() == 3);

    assertThat(sent()).extracting(ActionOutcome::getKind).containsExactly(OutcomeKind.RELEASED, OutcomeKind.CLAIMED, OutcomeKind.RELEASED);
    assertThat(sent()).extracting(ActionOutcome::getRecordGone).containsExactly(false, false, true);
  }

  @Test
  void doesNotStartWhatIsPastItsDeadline() {
    Attempt attempt = start(Actions.ready("core.echo", "{}").setDeadline(Instant.now().minusSeconds(1)).build(), new EchoHandler());
    assertThat(onlyOutcome().getError().getCode()).isEqualTo("DEADLINE_PASSED");
    assertThat(attempt.isStarted()).isFalse();
  }

  @Test
  void givesTheHandlerNoMoreTimeThanTheDeadlineLeaves() {
    var left = new CompletableFuture<Duration>();
    start(
        Actions.ready("core.sleep", "{}").setDeadline(Instant.now().plusSeconds(20)).build(),
        TestHandler.doing(
            call -> {
              left.complete(call.remaining());
              return TestHandler.DONE;
            }));
    assertThat(left.join()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(20));
  }

  @Test
  void cancelsWhatWaitsForASlot() throws Exception {
    slots.acquire();
    Attempt waiting = start(Actions.ready("core.echo", "{}").build(), new EchoHandler());
    assertThat(waiting.isCovered()).isFalse();
    waiting.stop(Attempt.Stop.CANCEL);
    assertThat(onlyOutcome().getKind()).isEqualTo(OutcomeKind.CANCELLED);
    assertThat(producer.completeNext()).isTrue();
    assertThat(verdict.join()).isEqualTo(Verdict.ACCEPT);
  }

  @Test
  void givesBackWhatWaitsForASlotWhenTheRunnerStops() throws Exception {
    slots.acquire();
    Attempt waiting = start(Actions.ready("core.echo", "{}").build(), new EchoHandler());
    waiting.stop(Attempt.Stop.SHUTDOWN);
    assertThat(onlyOutcome().getKind()).isEqualTo(OutcomeKind.RELEASED);
    assertThat(producer.completeNext()).isTrue();
    assertThat(verdict.join()).isEqualTo(Verdict.RELEASE);
  }

  @Test
  void keepsTheSlotUntilTheHandlerHasEnded() {
    var release = new CountDownLatch(1);
    start(
        Actions.ready("core.sleep", "{}").build(),
        TestHandler.doing(
            call -> {
              release.await();
              return TestHandler.DONE;
            }));
    await().until(() -> attempts.all().stream().allMatch(Attempt::isStarted));
    assertThat(slots.availablePermits()).isZero();
    release.countDown();
    await().until(() -> slots.availablePermits() == 1);
    assertThat(attempts.count()).isZero();
  }

  @Test
  void acceptsADeliveryOfWhatItWorksOnAlready() {
    var release = new CountDownLatch(1);
    ActionHandler handler =
        TestHandler.doing(
            call -> {
              release.await();
              return TestHandler.DONE;
            });
    ReadyAction action = Actions.ready("core.sleep", "{}").build();
    start(action, handler);
    var again = new CompletableFuture<Verdict>();
    runner.start(new Attempt(new Delivery(action, 2, new RecordHeaders()), LoadedHandler.of(handler), again::complete, _ -> {}, System::nanoTime));
    assertThat(again.join()).isEqualTo(Verdict.ACCEPT);
    release.countDown();
    assertThat(onlyOutcome().getKind()).isEqualTo(OutcomeKind.SUCCEEDED);
  }

  @Test
  void tellsTheTruthAboutAHandlerThatEndsBeforeItsCancelReachesIt() {
    var begun = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    Attempt attempt =
        start(
            Actions.ready("core.sleep", "{}").build(),
            TestHandler.doing(
                call -> {
                  begun.countDown();
                  while (release.getCount() > 0) {
                    try {
                      release.await();
                    } catch (InterruptedException _) {
                      // Too late to stop: the effect is there.
                    }
                  }
                  return TestHandler.DONE;
                }));
    await().until(() -> begun.getCount() == 0);
    attempt.stop(Attempt.Stop.CANCEL);
    release.countDown();
    assertThat(onlyOutcome().getKind()).isEqualTo(OutcomeKind.SUCCEEDED);
    assertThat(Optional.ofNullable(onlyOutcome().getError())).isEmpty();
  }
}

package io.forebay.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.forebay.runtime.Metrics;
import io.forebay.schemas.ActionOutcome;
import io.forebay.schemas.ErrorRaised;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.InMemoryRegistry;
import io.forebay.schemas.OutcomeKind;
import io.forebay.schemas.Repeatability;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchdogTest {
  private static final Duration HOLD = Duration.ofHours(1);
  private final ManualTime time = new ManualTime();
  private final Attempts attempts = new Attempts();
  private final EventSerdes serdes = new EventSerdes(new InMemoryRegistry(), true);
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, new RoundRobinPartitioner(), new ByteArraySerializer(), new ByteArraySerializer());
  private final Spans spans = new Spans(OpenTelemetry.noop());
  private final Outcomes outcomes =
      new Outcomes(producer, serdes.of(ActionOutcome.class).serializer(), "actions.outcomes", "runner-1", InstantSource.system());
  private final AttemptRunner runner =
      new AttemptRunner(
          attempts, new Claims(), outcomes, spans, new RunnerMetrics(Metrics.ofForebayOnly()), new Semaphore(1), InstantSource.system(), Duration.ZERO, HOLD);
  private final Errors errors =
      new Errors(producer, serdes.of(ErrorRaised.class).serializer(), "ops.errors", "forebay-runners", "runner-1", InstantSource.system());
  private final Watchdog watchdog = new Watchdog(attempts, runner, outcomes, spans, errors, Duration.ofSeconds(5));
  private Attempt attempt;

  @BeforeEach
  void begin() {
    var action = Actions.ready("core.sleep", "{}").setRepeatability(Repeatability.ONCE).setLeaseMs(3_000).build();
    attempt = Actions.attempt(action, new SleepHandler(), time);
    assertThat(attempts.add(attempt)).isTrue();
    attempt.workedOnBy(Thread.currentThread());
    attempt.tracedBy(spans.start(attempt));
    assertThat(attempt.begin(Actions.json("{}"), Duration.ofMinutes(1).toNanos())).isTrue();
  }

  @AfterEach
  void clearInterrupt() {
    boolean _ = Thread.interrupted();
  }

  private List<ActionOutcome> told() {
    return producer.history().stream()
        .filter(record -> record.topic().equals("actions.outcomes"))
        .map(record -> serdes.of(ActionOutcome.class).deserializer().deserialize(record.topic(), record.value()))
        .toList();
  }

  @Test
  void leavesAShortAttemptAlone() {
    watchdog.tick();
    assertThat(producer.history()).isEmpty();
    assertThat(attempt.stopped()).isEmpty();
  }

  @Test
  void tellsThatItStillRunsInTimeForItsLease() {
    time.pass(Duration.ofSeconds(1));
    watchdog.tick();
    attempt.progress(TextNode.valueOf("half"));
    time.pass(Duration.ofSeconds(1));
    watchdog.tick();
    watchdog.tick();
    assertThat(told()).extracting(ActionOutcome::getKind).containsExactly(OutcomeKind.PROGRESS, OutcomeKind.PROGRESS);
    assertThat(told()).extracting(ActionOutcome::getOutput).containsExactly(null, "\"half\"");
    assertThat(told().getLast().getRanMs()).isEqualTo(2_000);
  }

  @Test
  void interruptsWhatTakesTooLong() {
    time.pass(Duration.ofMinutes(1));
    watchdog.tick();
    assertThat(attempt.stopped()).contains(Attempt.Stop.TIMEOUT);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void givesUpOnAHandlerThatDoesNotEnd() {
    attempt.stop(Attempt.Stop.TIMEOUT);
    time.pass(Duration.ofSeconds(5));
    watchdog.tick();
    assertThat(watchdog.stuckCount()).isEqualTo(1);
    ActionOutcome outcome = told().getLast();
    assertThat(outcome.getKind()).isEqualTo(OutcomeKind.FAILED);
    assertThat(outcome.getError().getCode()).isEqualTo("ATTEMPT_TIMEOUT");
    assertThat(outcome.getError().getInDoubt()).isTrue();
    var raised = producer.history().stream().filter(record -> record.topic().equals("ops.errors")).toList();
    assertThat(raised).hasSize(1);
    ErrorRaised error = serdes.of(ErrorRaised.class).deserializer().deserialize("ops.errors", raised.getFirst().value());
    assertThat(error.getCode()).isEqualTo("HANDLER_STUCK");
    assertThat(error.getActionId()).isEqualTo("action-1");
    assertThat(error.getMessage()).contains("core.sleep").contains("restart the runner");
  }

  @Test
  void countsAHandlerAsStuckOnlyWhileItIs() {
    attempt.stop(Attempt.Stop.CANCEL);
    time.pass(Duration.ofSeconds(5));
    watchdog.tick();
    assertThat(told().getLast().getKind()).isEqualTo(OutcomeKind.CANCELLED);
    attempts.remove(attempt);
    watchdog.tick();
    assertThat(watchdog.stuckCount()).isZero();
  }
}

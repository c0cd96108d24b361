package io.forebay.runners;

import io.forebay.schemas.ActionOutcome;
import io.forebay.schemas.OutcomeKind;
import io.forebay.schemas.ReadyAction;
import io.forebay.schemas.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;

/** Tells dispatch what became of attempts, at once and each in one record. */
final class Outcomes {
  /** Room for key, headers and what the broker adds. */
  private static final int VALUE_BYTES_MAX = TopicSpec.RECORD_BYTES_MAX - (16 << 10);

  private static final double MILLIS_PER_NANO = 1e-6;

  private final Producer<byte[], byte[]> producer;
  private final Serializer<ActionOutcome> serializer;
  private final ReentrantLock serializing = new ReentrantLock();
  private final String topic;
  private final String runner;
  private final InstantSource clock;

  Outcomes(Producer<byte[], byte[]> producer, Serializer<ActionOutcome> serializer, String topic, String runner, InstantSource clock) {
    this.producer = producer;
    this.serializer = serializer;
    this.topic = topic;
    this.runner = runner;
    this.clock = clock;
  }

  /**
   * Sends an outcome; one that no record can hold becomes a failure that says so.
   *
   * @param headers that go with it
   * @param onDone called once, by any thread, with null when the broker has it for good, or with what went wrong
   */
  void send(ReadyAction action, Ending ending, long ranNanos, Headers headers, Consumer<Exception> onDone) {
    byte[] value;
    try {
      value = serialize(action, ending, ranNanos);
      if (value.length > VALUE_BYTES_MAX) {
        String sentence =
            "The handler of %s answered %d bytes, and a record holds at most %d; keep large things in the blob store and answer the reference."
                .formatted(action.getCapability(), value.length, VALUE_BYTES_MAX);
        value = serialize(action, Ending.refused("OUTPUT_TOO_LARGE", sentence).using(ending.usage()), ranNanos);
      }
      write(action, value, headers, onDone);
    } catch (RuntimeException e) {
      onDone.accept(e);
    }
  }

  /**
   * Tells that an attempt never started and never will here.
   *
   * @param recordGone whether its record was let go, so that no other runner gets it
   * @param onDone as with {@link #send}
   */
  void release(ReadyAction action, boolean recordGone, Headers headers, Consumer<Exception> onDone) {
    ActionOutcome released = outcome(action, Ending.of(OutcomeKind.RELEASED), 0);
    released.setRecordGone(recordGone);
    try {
      write(action, serialize(released), headers, onDone);
    } catch (RuntimeException e) {
      onDone.accept(e);
    }
  }

  /** Asks whether an attempt may start. */
  void claim(ReadyAction action, long number, Headers headers) {
    ActionOutcome claim = outcome(action, Ending.of(OutcomeKind.CLAIMED), 0);
    claim.setClaim(number);
    write(action, serialize(claim), headers, _ -> {});
  }

  private void write(ReadyAction action, byte[] value, Headers headers, Consumer<Exception> onDone) {
    byte[] key = action.getLane().getBytes(StandardCharsets.UTF_8);
    var _ = producer.send(new ProducerRecord<>(topic, action.getDispatchPartition(), key, value, headers), (_, failure) -> onDone.accept(failure));
  }

  private byte[] serialize(ReadyAction action, Ending ending, long ranNanos) {
    return serialize(outcome(action, ending, ranNanos));
  }

  private ActionOutcome outcome(ReadyAction action, Ending ending, long ranNanos) {
    return new ActionOutcome(
            action.getActionId(),
            action.getTenant(),
            action.getCapability(),
            action.getLane(),
            action.getAttempt(),
            runner,
            ending.kind(),
            action.getPurpose(),
            clock.instant(),
            ranNanos * MILLIS_PER_NANO,
            ending.output(),
            ending.error(),
            ending.usage(),
            0L,
            false);
  }

  private byte[] serialize(ActionOutcome outcome) {
    serializing.lock();
    try {
      return serializer.serialize(topic, outcome);
    } finally {
      serializing.unlock();
    }
  }
}

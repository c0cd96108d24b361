package io.forebay.runners;

import io.forebay.runtime.DeadLetterRecord;
import io.forebay.runtime.LogKeys;
import io.forebay.schemas.RejectedRecordException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps records that nobody can read, as they came. */
final class DeadLetters {
  private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final RunnerMetrics metrics;

  DeadLetters(Producer<byte[], byte[]> producer, String topic, RunnerMetrics metrics) {
    this.producer = producer;
    this.topic = topic;
    this.metrics = metrics;
  }

  /**
   * Sends one.
   *
   * @param settle REJECT once the broker has it for good; RELEASE if it cannot be written, so that it is never nowhere
   */
  void send(ConsumerRecord<byte[], byte[]> source, RejectedRecordException e, Consumer<Verdict> settle) {
    log.atWarn()
        .addKeyValue(LogKeys.ERROR_CODE, e.code())
        .addKeyValue(LogKeys.TOPIC, source.topic())
        .addKeyValue(LogKeys.PARTITION, source.partition())
        .addKeyValue(LogKeys.OFFSET, source.offset())
        .log("A record became a dead letter: {}", e.getMessage());
    metrics.deadLetter();
    try {
      var _ = producer.send(
          DeadLetterRecord.of(topic, source, e.code(), e),
          (_, failure) -> settle.accept(failure == null ? Verdict.REJECT : Verdict.RELEASE));
    } catch (RuntimeException failure) {
      log.atError().setCause(failure).log("A dead letter could not be written to {}", topic);
      settle.accept(Verdict.RELEASE);
    }
  }
}

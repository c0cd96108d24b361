package io.forebay.runners;

import io.forebay.schemas.RegistryUnavailableException;
import io.forebay.schemas.RejectedRecordException;
import io.forebay.schemas.SignalRunner;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears what dispatch says to runners, from its start on: every partition, no group, one thread. */
final class Signals implements Runnable {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Logger log = LoggerFactory.getLogger(Signals.class);

  private final Consumer<byte[], byte[]> consumer;
  private final Deserializer<SignalRunner> deserializer;
  private final String runner;
  private final Claims claims;
  private final Attempts attempts;
  private volatile boolean closing;
  private volatile RuntimeException failure;

  Signals(Consumer<byte[], byte[]> consumer, Deserializer<SignalRunner> deserializer, String runner, Claims claims, Attempts attempts) {
    this.consumer = consumer;
    this.deserializer = deserializer;
    this.runner = runner;
    this.claims = claims;
    this.attempts = attempts;
  }

  /** Takes its place at the end of the topic; what is sent after this returns is heard. */
  void listen(String topic) {
    List<TopicPartition> partitions =
        Objects.requireNonNullElse(consumer.partitionsFor(topic), List.<PartitionInfo>of()).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new IllegalStateException("The topic " + topic + " does not exist; create the topics with forebay topics apply.");
    }
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  void close() {
    closing = true;
    consumer.wakeup();
  }

  /** Why it stopped by itself; null while it has not. */
  RuntimeException failure() {
    return failure;
  }

  @Override
  public void run() {
    try (consumer) {
      while (!closing) {
        consumer.poll(POLL).forEach(this::hear);
      }
    } catch (WakeupException _) {
      // Told to close.
    } catch (RuntimeException e) {
      failure = e;
      log.error("The runner hears dispatch no more", e);
    }
  }

  private void hear(ConsumerRecord<byte[], byte[]> record) {
    SignalRunner signal;
    try {
      signal = deserializer.deserialize(record.topic(), record.value());
    } catch (RejectedRecordException | RegistryUnavailableException e) {
      // Not kept as a dead letter: every runner reads it, and dispatch is asked again or waits no longer.
      log.warn("A signal at {}-{} offset {} cannot be read: {}", record.topic(), record.partition(), record.offset(), e.getMessage());
      return;
    }
    if (signal == null || !(signal.getRunner().isEmpty() || signal.getRunner().equals(runner))) {
      return;
    }
    switch (signal.getSignal()) {
      case GRANT, DENY -> claims.answer(signal.getActionId(), signal.getAttempt(), signal.getSignal());
      case CANCEL -> attempts.cancel(signal.getActionId(), signal.getAttempt());
    }
  }
}

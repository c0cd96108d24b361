package io.forebay.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the answers to a load, from the end of their topic on, in a thread of its own; keeps what goes wrong there for whoever sends. */
final class AnswerReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread thread;
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

  /**
   * A reader that has found the end of its topic.
   *
   * @param reading properties of its consumer
   * @param onAnswer called on the reader's thread
   */
  AnswerReader(Map<String, Object> reading, String topic, Consumer<ConsumerRecord<byte[], byte[]>> onAnswer) {
    consumer = new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions = consumer.partitionsFor(topic).stream().map(info -> new TopicPartition(info.topic(), info.partition())).toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    thread = Thread.ofPlatform().name("answers").start(() -> read(onAnswer));
  }

  private void read(Consumer<ConsumerRecord<byte[], byte[]>> onAnswer) {
    try {
      while (true) {
        consumer.poll(POLL).forEach(onAnswer);
      }
    } catch (WakeupException e) {
      // closed
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  /** Something went wrong, here or in sending; the first counts. */
  void failed(RuntimeException e) {
    failure.compareAndSet(null, e);
  }

  void throwIfFailed() {
    if (failure.get() != null) {
      throw failure.get();
    }
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    consumer.close();
  }
}

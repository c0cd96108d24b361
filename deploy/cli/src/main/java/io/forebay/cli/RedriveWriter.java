package io.forebay.cli;

import io.forebay.schemas.TopicSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes redriven records and their markers, a bounded number in one transaction.
 *
 * <p>One transactional id for each dead-letter topic: a second redrive of the same topic ends the transaction of the first
 * before it reads which letters are left, so that no letter goes back twice.
 */
final class RedriveWriter implements AutoCloseable {
  private static final int TRANSACTION_LETTERS_MAX = 500;
  private static final long TRANSACTION_BYTES_MAX = 8L << 20;

  private final String kafka;
  private final String topic;
  private final LaneKeys lanes;
  private final KafkaProducer<byte[], byte[]> producer;
  private int letters;
  private long bytes;

  /**
   * @param topic the dead-letter topic
   * @param lanes which records must go to the partition of their lane
   */
  RedriveWriter(String kafka, String topic, LaneKeys lanes) {
    this.kafka = kafka;
    this.topic = topic;
    this.lanes = lanes;
    var properties = KafkaClients.transactionalProducer(kafka, "forebay-redrive-" + topic);
    // A letter may be as large as a topic takes, and the client counts the framing too; compressed as where it came from.
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * TopicSpec.RECORD_BYTES_MAX);
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    try {
      producer.initTransactions();
    } catch (KafkaException e) {
      close();
      throw KafkaFailures.sentence(kafka, e);
    }
  }

  /**
   * Sends a letter back, under the time of now: under its own it could be past the source topic's retention already.
   *
   * @param partitions how many the source topic has; where its own partition is among them it goes there, since whoever wrote
   *     it may have chosen by another rule than ours, unless its key is a lane, whose partition everybody has to agree on
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the commit fails where a send has
  void send(DeadLetter letter, int partitions) {
    try {
      if (letters == 0) {
        producer.beginTransaction();
      }
      letters++;
      bytes += letter.record().value().length;
      String target = letter.sourceTopic().orElseThrow();
      Integer partition = partition(letter, target, partitions);
      // Not waited for: the commit fails where one of these has.
      var _ = producer.send(
          new ProducerRecord<>(
              target, partition, null, letter.record().key(), letter.record().value(), letter.redriveHeaders()));
      var _ = producer.send(RedriveMarkers.marker(letter));
    } catch (KafkaException e) {
      throw failure(e);
    }
    if (letters >= TRANSACTION_LETTERS_MAX || bytes >= TRANSACTION_BYTES_MAX) {
      commit();
    }
  }

  /** Null leaves it to Kafka's own rule. */
  private Integer partition(DeadLetter letter, String target, int partitions) {
    return lanes
        .partition(target, letter.record().key(), partitions)
        .or(() -> letter.sourcePartition().stream().filter(number -> number < partitions).boxed().findFirst())
        .orElse(null);
  }

  /** Makes everything sent so far visible. */
  void commit() {
    if (letters == 0) {
      return;
    }
    try {
      producer.commitTransaction();
      letters = 0;
      bytes = 0;
    } catch (KafkaException e) {
      throw failure(e);
    }
  }

  private CommandFailedException failure(KafkaException e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof ProducerFencedException || t instanceof InvalidProducerEpochException) {
        return new CommandFailedException("Another redrive of " + topic + " began and took over; see what is left with forebay dlq list.", e);
      }
    }
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return new CommandFailedException(
        "%s The last %d letters of %s did not go back, those before did; run it again."
            .formatted(KafkaFailures.sentence(kafka, cause).getMessage(), letters, topic),
        e);
  }

  /** What was not committed is undone: closing aborts a transaction that is open. */
  @Override
  public void close() {
    producer.close();
  }
}

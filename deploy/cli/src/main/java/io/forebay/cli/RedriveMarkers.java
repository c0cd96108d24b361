package io.forebay.cli;

import io.forebay.runtime.DeadLetterHandler;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Which letters of a dead-letter topic were sent back, as the topic itself tells it.
 *
 * <p>A redrive writes, in the same transaction as the record that goes back, a marker into the dead-letter topic: a record
 * without key and value, with a header {@value #REDRIVEN} that names the letter. Unlike a committed offset it stays right
 * when a filter leaves letters behind; and as it lies behind its letter in the same partition, it never expires before it.
 *
 * <p>Only a record without {@code error-code} is a marker: every dead letter has one, so that a source record that bears the
 * marker's header cannot hide letters.
 *
 * <p>Memory: a bit for each offset of the topic.
 */
final class RedriveMarkers {
  static final String REDRIVEN = "forebay-redriven";
  private static final Pattern POSITION = Pattern.compile("(\\d{1,9}):(\\d{1,18})");

  private final Map<TopicPartition, Long> beginnings;
  private final Map<Integer, BitSet> redriven = new HashMap<>();

  /**
   * @param beginnings the first offset of each partition
   */
  RedriveMarkers(Map<TopicPartition, Long> beginnings) {
    this.beginnings = Map.copyOf(beginnings);
  }

  static ProducerRecord<byte[], byte[]> marker(DeadLetter letter) {
    var marker = new ProducerRecord<byte[], byte[]>(letter.record().topic(), letter.record().partition(), null, null);
    marker.headers().add(REDRIVEN, letter.position().getBytes(StandardCharsets.UTF_8));
    return marker;
  }

  static boolean isMarker(ConsumerRecord<byte[], byte[]> record) {
    var headers = record.headers();
    return record.value() == null && headers.lastHeader(DeadLetterHandler.ERROR_CODE) == null && headers.lastHeader(REDRIVEN) != null;
  }

  /** Notes the letter that a marker names; any other record, and one whose letter is gone, is passed over. */
  void note(ConsumerRecord<byte[], byte[]> record) {
    if (!isMarker(record)) {
      return;
    }
    byte[] position = record.headers().lastHeader(REDRIVEN).value();
    var named = POSITION.matcher(position == null ? "" : new String(position, StandardCharsets.UTF_8));
    if (named.matches()) {
      int partition = Integer.parseInt(named.group(1));
      long offset = Long.parseLong(named.group(2));
      // A marker lies behind its letter: what names a later offset was not written by a redrive.
      if (partition == record.partition() && offset < record.offset()) {
        bit(record.topic(), partition, offset)
            .ifPresent(bit -> redriven.computeIfAbsent(partition, _ -> new BitSet()).set(bit));
      }
    }
  }

  boolean contains(ConsumerRecord<byte[], byte[]> letter) {
    var bits = redriven.get(letter.partition());
    return bits != null && bit(letter.topic(), letter.partition(), letter.offset()).stream().anyMatch(bits::get);
  }

  private OptionalInt bit(String topic, int partition, long offset) {
    Long beginning = beginnings.get(new TopicPartition(topic, partition));
    long bit = beginning == null ? -1 : offset - beginning;
    return bit >= 0 && bit < Integer.MAX_VALUE ? OptionalInt.of((int) bit) : OptionalInt.empty();
  }
}

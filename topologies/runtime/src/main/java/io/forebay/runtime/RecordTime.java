package io.forebay.runtime;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * A record's timestamp, or where it has none (a broker takes any negative number) that of the latest record of its partition.
 *
 * <p>The extractor that Kafka Streams takes by default fails on such a record, and again whenever it is read again.
 */
public final class RecordTime implements TimestampExtractor {
  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    return Math.max(0, record.timestamp() >= 0 ? record.timestamp() : partitionTime);
  }
}

package io.forebay.cli;

import io.forebay.schemas.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Dead letters as the handler writes them, for tests. */
final class Letters {
  static final String TOPIC = "forebay-emails.dlq";

  private Letters() {}

  /** Adds what the handler adds. */
  static Headers failed(Headers headers, ErrorCode code, String topic, int partition, long offset) {
    add(headers, "error-code", code.name());
    add(headers, "__streams.errors.exception", "io.forebay.schemas.RejectedRecordException");
    add(headers, "__streams.errors.message", "The value is not Avro.");
    add(headers, "__streams.errors.stacktrace", "io.forebay.X\n\tat io.forebay.Y.z(Y.java:1)\n");
    add(headers, "__streams.errors.topic", topic);
    add(headers, "__streams.errors.partition", Integer.toString(partition));
    return add(headers, "__streams.errors.offset", Long.toString(offset));
  }

  /** Adds what the ingest of an outbox adds. */
  static Headers row(Headers headers, String table) {
    add(headers, "error-code", ErrorCode.INVALID_EVENT.name());
    add(headers, "__connect.errors.topic", table);
    add(headers, "__connect.errors.partition", "{server=outbox}");
    add(headers, "__connect.errors.offset", "{lsn=4711}");
    add(headers, "__connect.errors.exception.class.name", "org.apache.kafka.connect.errors.DataException");
    add(headers, "__connect.errors.exception.message", "There is nothing at header.agent.");
    return add(headers, "__connect.errors.exception.stacktrace", "at io.forebay.X");
  }

  static Headers add(Headers headers, String name, String value) {
    return headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  static DeadLetter letter(byte[] value, Headers headers) {
    return new DeadLetter(record(7, value, headers));
  }

  static DeadLetter letter(byte[] value, Headers headers, String topic, long offset) {
    return new DeadLetter(
        new ConsumerRecord<>(topic, 0, offset, 0, TimestampType.CREATE_TIME, 3, 3, new byte[] {1}, value, headers, Optional.empty()));
  }

  static DeadLetter letter() {
    return letter(new byte[] {1, 2, 3}, failed(new RecordHeaders(), ErrorCode.UNREADABLE_RECORD, "emails.inbound", 2, 40));
  }

  static ConsumerRecord<byte[], byte[]> record(long offset, byte[] value, Headers headers) {
    return new ConsumerRecord<>(
        TOPIC, 0, offset, 1_700_000_000_000L, TimestampType.CREATE_TIME, 3, 3, "key".getBytes(StandardCharsets.UTF_8), value, headers, Optional.empty());
  }
}

package io.forebay.runtime;

import io.forebay.schemas.ErrorCode;
import io.forebay.schemas.TopicSpec;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.internals.ExceptionHandlerUtils;

/**
 * The source record's bytes and headers, then {@link DeadLetterHandler#ERROR_CODE} and the headers of KIP-1034
 * ({@code __streams.errors.*}).
 *
 * <p>It always fits the dead-letter topic. A batch that the broker takes compressed can hold a key, a value or a header of any
 * size, and a dead letter that cannot be written stops the application for good; so a value over
 * {@link TopicSpec#RECORD_BYTES_MAX} and a key over {@link DeadLetterHandler#KEY_BYTES_MAX} are cut there, of the source record's headers
 * those are kept that fit {@value #HEADER_BYTES_MAX} bytes together, and a header each says so.
 */
public final class DeadLetterRecord {
  static final int HEADER_BYTES_MAX = 1 << 18;
  private static final int HEADERS_MAX = 1_000;
  private static final int STACK_TRACE_BYTES_MAX = 4_096;
  private static final int TEXT_BYTES_MAX = 1_024;

  private DeadLetterRecord() {}

  /**
   * @param topic the dead-letter topic
   * @param context where the record came from
   */
  static ProducerRecord<byte[], byte[]> of(String topic, ErrorHandlerContext context, ErrorCode code, Exception e) {
    var source =
        new ConsumerRecord<>(
            String.valueOf(context.topic()),
            context.partition(),
            context.offset(),
            context.timestamp(),
            TimestampType.CREATE_TIME,
            ConsumerRecord.NULL_SIZE,
            ConsumerRecord.NULL_SIZE,
            context.sourceRawKey(),
            context.sourceRawValue(),
            context.headers(),
            Optional.empty());
    return of(topic, source, code, e);
  }

  /**
   * The dead letter of a record that an application read without Kafka Streams.
   *
   * @param topic the dead-letter topic
   */
  public static ProducerRecord<byte[], byte[]> of(String topic, ConsumerRecord<byte[], byte[]> source, ErrorCode code, Exception e) {
    byte[] key = source.key();
    byte[] value = source.value();
    var headers = new RecordHeaders();
    int leftOut = keep(source.headers(), headers);
    add(headers, DeadLetterHandler.ERROR_CODE, code.name());
    add(headers, ExceptionHandlerUtils.HEADER_ERRORS_EXCEPTION_NAME, e.getClass().getName());
    add(headers, ExceptionHandlerUtils.HEADER_ERRORS_EXCEPTION_MESSAGE_NAME, String.valueOf(e.getMessage()));
    headers.add(ExceptionHandlerUtils.HEADER_ERRORS_STACKTRACE_NAME, bytes(stackTrace(e), STACK_TRACE_BYTES_MAX));
    add(headers, ExceptionHandlerUtils.HEADER_ERRORS_TOPIC_NAME, source.topic());
    add(headers, ExceptionHandlerUtils.HEADER_ERRORS_PARTITION_NAME, Integer.toString(source.partition()));
    add(headers, ExceptionHandlerUtils.HEADER_ERRORS_OFFSET_NAME, Long.toString(source.offset()));
    if (isOver(value, TopicSpec.RECORD_BYTES_MAX)) {
      add(headers, DeadLetterHandler.VALUE_BYTES, Integer.toString(value.length));
    }
    if (isOver(key, DeadLetterHandler.KEY_BYTES_MAX)) {
      add(headers, DeadLetterHandler.KEY_BYTES, Integer.toString(key.length));
    }
    if (leftOut > 0) {
      add(headers, DeadLetterHandler.HEADERS_LEFT_OUT, Integer.toString(leftOut));
    }
    return new ProducerRecord<>(
        topic, null, Math.max(source.timestamp(), 0), cut(key, DeadLetterHandler.KEY_BYTES_MAX), cut(value, TopicSpec.RECORD_BYTES_MAX), headers);
  }

  /** Keeps the headers that fit, and tells how many do not. */
  private static int keep(Headers source, Headers kept) {
    int bytesLeft = HEADER_BYTES_MAX;
    int headersLeft = HEADERS_MAX;
    int leftOut = 0;
    for (Header header : source) {
      int bytes = header.key().length() * 3 + (header.value() == null ? 0 : header.value().length);
      if (bytes <= bytesLeft && headersLeft > 0) {
        kept.add(header);
        bytesLeft -= bytes;
        headersLeft--;
      } else {
        leftOut++;
      }
    }
    return leftOut;
  }

  private static boolean isOver(byte[] bytes, int max) {
    return bytes != null && bytes.length > max;
  }

  private static byte[] cut(byte[] bytes, int max) {
    return isOver(bytes, max) ? Arrays.copyOf(bytes, max) : bytes;
  }

  private static void add(Headers headers, String name, String text) {
    headers.add(name, bytes(text, TEXT_BYTES_MAX));
  }

  private static byte[] bytes(String text, int max) {
    return cut(text.getBytes(StandardCharsets.UTF_8), max);
  }

  private static String stackTrace(Exception e) {
    var text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}

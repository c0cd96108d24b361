package io.forebay.cli;

import io.forebay.runtime.DeadLetterHandler;
import io.forebay.schemas.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.streams.errors.internals.ExceptionHandlerUtils;

/**
 * A record of a dead-letter topic, as {@link DeadLetterHandler} writes it, or the ingest of an outbox for a row.
 *
 * <p>The source record's headers come first and are a stranger's: they may bear the names of ours. The handler appends its own,
 * so the last of a name counts, and what the source record had is all that lies before the last {@code error-code}.
 */
record DeadLetter(ConsumerRecord<byte[], byte[]> record) {
  /** How many times a record was already sent back; on the record, and so on its next dead letter too. */
  static final String REDRIVES = "forebay-redrives";

  /** As Connect names them (KIP-298), for rows of a table. */
  private static final String CONNECT_EXCEPTION = "__connect.errors.exception.class.name";

  private static final String CONNECT_MESSAGE = "__connect.errors.exception.message";
  private static final String CONNECT_STACK_TRACE = "__connect.errors.exception.stacktrace";
  private static final String CONNECT_TOPIC = "__connect.errors.topic";

  private static final Set<String> ADDED =
      Set.of(
          DeadLetterHandler.ERROR_CODE,
          DeadLetterHandler.VALUE_BYTES,
          DeadLetterHandler.KEY_BYTES,
          DeadLetterHandler.HEADERS_LEFT_OUT,
          ExceptionHandlerUtils.HEADER_ERRORS_EXCEPTION_NAME,
          ExceptionHandlerUtils.HEADER_ERRORS_EXCEPTION_MESSAGE_NAME,
          ExceptionHandlerUtils.HEADER_ERRORS_STACKTRACE_NAME,
          ExceptionHandlerUtils.HEADER_ERRORS_TOPIC_NAME,
          ExceptionHandlerUtils.HEADER_ERRORS_PARTITION_NAME,
          ExceptionHandlerUtils.HEADER_ERRORS_OFFSET_NAME,
          DeadLetter.CONNECT_EXCEPTION,
          DeadLetter.CONNECT_MESSAGE,
          DeadLetter.CONNECT_STACK_TRACE,
          DeadLetter.CONNECT_TOPIC);

  /** What the handler writes where there is no topic. */
  private static final String NONE = "null";

  String position() {
    return record.partition() + ":" + record.offset();
  }

  /** Of the source record. */
  Instant at() {
    return Instant.ofEpochMilli(record.timestamp());
  }

  /** Name of an {@code ErrorCode}, of this or another version; empty where the record is no dead letter of Forebay's. */
  Optional<String> code() {
    return last(DeadLetterHandler.ERROR_CODE);
  }

  Optional<String> exception() {
    return last(ExceptionHandlerUtils.HEADER_ERRORS_EXCEPTION_NAME).or(() -> last(CONNECT_EXCEPTION));
  }

  Optional<String> message() {
    return last(ExceptionHandlerUtils.HEADER_ERRORS_EXCEPTION_MESSAGE_NAME).or(() -> last(CONNECT_MESSAGE));
  }

  Optional<String> stackTrace() {
    return last(ExceptionHandlerUtils.HEADER_ERRORS_STACKTRACE_NAME).or(() -> last(CONNECT_STACK_TRACE));
  }

  /** Where the record was read; empty where it came from no topic, for example from a punctuation. */
  Optional<String> sourceTopic() {
    return last(ExceptionHandlerUtils.HEADER_ERRORS_TOPIC_NAME).or(() -> last(CONNECT_TOPIC)).filter(topic -> !topic.isEmpty() && !topic.equals(NONE));
  }

  /** Whether it is a row of a table, which came from no topic and is mended in the table. */
  boolean isRow() {
    return last(ExceptionHandlerUtils.HEADER_ERRORS_TOPIC_NAME).isEmpty() && last(CONNECT_TOPIC).isPresent();
  }

  OptionalInt sourcePartition() {
    return natural(ExceptionHandlerUtils.HEADER_ERRORS_PARTITION_NAME)
        .stream()
        .filter(partition -> partition <= Integer.MAX_VALUE)
        .mapToInt(Math::toIntExact)
        .findFirst();
  }

  OptionalLong sourceOffset() {
    return natural(ExceptionHandlerUtils.HEADER_ERRORS_OFFSET_NAME);
  }

  /** Whether only the beginning of the value or the key was kept. Their lengths count too, because the headers' names may be a stranger's. */
  boolean isCut() {
    return isCut(record.value(), TopicSpec.RECORD_BYTES_MAX, DeadLetterHandler.VALUE_BYTES)
        || isCut(record.key(), DeadLetterHandler.KEY_BYTES_MAX, DeadLetterHandler.KEY_BYTES);
  }

  private boolean isCut(byte[] bytes, int max, String sizeHeader) {
    return bytes != null && bytes.length >= max && natural(sizeHeader).orElse(0) > bytes.length;
  }

  /** How many times it was sent back already; 0 where the header is not a number. */
  long redrives() {
    return natural(REDRIVES).orElse(0);
  }

  /** The headers that the source record had. */
  List<Header> sourceHeaders() {
    Header[] all = record.headers().toArray();
    int ours = all.length;
    for (int i = 0; i < all.length; i++) {
      ours = all[i].key().equals(DeadLetterHandler.ERROR_CODE) ? i : ours;
    }
    var headers = new ArrayList<Header>();
    for (int i = 0; i < all.length; i++) {
      if (i < ours || !ADDED.contains(all[i].key())) {
        headers.add(all[i]);
      }
    }
    return headers;
  }

  /** The headers that it goes back with: the source record's and one more redrive. */
  List<Header> redriveHeaders() {
    var headers = new ArrayList<>(sourceHeaders());
    headers.removeIf(header -> header.key().equals(REDRIVES));
    headers.add(new RecordHeader(REDRIVES, Long.toString(redrives() + 1).getBytes(StandardCharsets.UTF_8)));
    return headers;
  }

  private Optional<String> last(String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
  }

  private OptionalLong natural(String name) {
    try {
      long number = Long.parseLong(last(name).orElse(""));
      return number >= 0 && number < Long.MAX_VALUE ? OptionalLong.of(number) : OptionalLong.empty();
    } catch (NumberFormatException _) {
      return OptionalLong.empty();
    }
  }
}

package io.forebay.connect.outbox;

import io.forebay.schemas.ErrorCode;
import io.forebay.schemas.TopicSpec;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * The dead letter of a row: its change as JSON under its key, with the headers that Connect gives its dead letters (KIP-298) and our
 * {@code error-code}. The offset says where in the database's log it stood.
 */
final class DeadRow {
  private static final String PREFIX = "__connect.errors.";
  private static final int TEXT_BYTES_MAX = 1_024;
  private static final int STACK_TRACE_BYTES_MAX = 4_096;
  private static final int KEY_BYTES_MAX = 8_192;

  private final OutboxConfig config;
  private final JsonConverter values = converter(false);
  private final JsonConverter keys = converter(true);

  DeadRow(OutboxConfig config) {
    this.config = config;
  }

  private static JsonConverter converter(boolean isKey) {
    var converter = new JsonConverter();
    converter.configure(Map.of("schemas.enable", false, "decimal.format", "NUMERIC"), isKey);
    return converter;
  }

  ProducerRecord<byte[], byte[]> of(SourceRecord row, Class<?> stage, RuntimeException e) {
    var headers = new RecordHeaders();
    headers.add("error-code", ErrorCode.INVALID_EVENT.name().getBytes(StandardCharsets.UTF_8));
    add(headers, "topic", row.topic());
    add(headers, "partition", String.valueOf(row.sourcePartition()));
    add(headers, "offset", String.valueOf(row.sourceOffset()));
    add(headers, "connector.name", config.outbox().name());
    add(headers, "task.id", "0");
    add(headers, "stage", "TRANSFORMATION");
    add(headers, "class.name", stage.getName());
    add(headers, "exception.class.name", e.getClass().getName());
    add(headers, "exception.message", String.valueOf(e.getMessage()));
    headers.add(PREFIX + "exception.stacktrace", cut(stackTrace(e).getBytes(StandardCharsets.UTF_8), STACK_TRACE_BYTES_MAX));
    byte[] key = row.key() == null ? null : keys.fromConnectData(row.topic(), row.keySchema(), row.key());
    return new ProducerRecord<>(config.deadLetters().name(), null, cut(key, KEY_BYTES_MAX), cut(value(row), TopicSpec.RECORD_BYTES_MAX), headers);
  }

  private byte[] value(SourceRecord row) {
    Object after = row.value() instanceof Struct change && change.schema().field("after") != null ? change.get("after") : null;
    return after instanceof Struct struct
        ? values.fromConnectData(row.topic(), struct.schema(), struct)
        : values.fromConnectData(row.topic(), row.valueSchema(), row.value());
  }

  private static void add(RecordHeaders headers, String name, String text) {
    headers.add(PREFIX + name, cut(text.getBytes(StandardCharsets.UTF_8), TEXT_BYTES_MAX));
  }

  private static byte[] cut(byte[] bytes, int max) {
    return bytes != null && bytes.length > max ? Arrays.copyOf(bytes, max) : bytes;
  }

  private static String stackTrace(RuntimeException e) {
    var text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}

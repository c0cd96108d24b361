package io.forebay.runtime;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.processor.TaskId;

/** Where a record came from: partition 3, offset 17 of {@code emails.inbound}. */
final class FakeErrorContext implements ErrorHandlerContext {
  private final byte[] key;
  private final byte[] value;
  private final long timestamp;
  private final Headers headers = new RecordHeaders();

  FakeErrorContext(byte[] key, byte[] value, long timestamp) {
    this.key = key;
    this.value = value;
    this.timestamp = timestamp;
  }

  static FakeErrorContext of(String key, String value) {
    return new FakeErrorContext(key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8), 1_000);
  }

  FakeErrorContext withHeader(String name, byte[] bytes) {
    headers.add(name, bytes);
    return this;
  }

  @Override
  public String topic() {
    return "emails.inbound";
  }

  @Override
  public int partition() {
    return 3;
  }

  @Override
  public long offset() {
    return 17;
  }

  @Override
  public Headers headers() {
    return headers;
  }

  @Override
  public String processorNodeId() {
    return "parse-email";
  }

  @Override
  public TaskId taskId() {
    return new TaskId(0, 3);
  }

  @Override
  public long timestamp() {
    return timestamp;
  }

  @Override
  public byte[] sourceRawKey() {
    return key;
  }

  @Override
  public byte[] sourceRawValue() {
    return value;
  }
}

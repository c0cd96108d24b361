package io.forebay.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.ErrorCode;
import io.forebay.schemas.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

class DeadLetterRecordTest {
  private static final int KEY_MAX = DeadLetterHandler.KEY_BYTES_MAX;
  private static final int VALUE_MAX = TopicSpec.RECORD_BYTES_MAX;

  private static ProducerRecord<byte[], byte[]> letter(FakeErrorContext context) {
    return DeadLetterRecord.of("app.dlq", context, ErrorCode.INVALID_EVENT, new IllegalStateException("no tenant"));
  }

  private static String header(ProducerRecord<byte[], byte[]> letter, String name) {
    Header header = letter.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }

  @Test
  void holdsTheRecordAsItCameAndWhatWasWrongWithIt() {
    var letter = letter(FakeErrorContext.of("key", "value").withHeader("foreign", new byte[] {1}).withHeader("nothing", null));

    assertThat(letter.topic()).isEqualTo("app.dlq");
    assertThat(letter.timestamp()).isEqualTo(1_000);
    assertThat(letter.key()).asString().isEqualTo("key");
    assertThat(letter.value()).asString().isEqualTo("value");
    assertThat(letter.headers().lastHeader("foreign").value()).containsExactly(1);
    assertThat(letter.headers().lastHeader("nothing").value()).isNull();
    assertThat(header(letter, "error-code")).isEqualTo("INVALID_EVENT");
    assertThat(header(letter, "__streams.errors.exception")).isEqualTo("java.lang.IllegalStateException");
    assertThat(header(letter, "__streams.errors.message")).isEqualTo("no tenant");
    assertThat(header(letter, "__streams.errors.stacktrace")).startsWith("java.lang.IllegalStateException: no tenant\n");
    assertThat(header(letter, "__streams.errors.topic")).isEqualTo("emails.inbound");
    assertThat(header(letter, "__streams.errors.partition")).isEqualTo("3");
    assertThat(header(letter, "__streams.errors.offset")).isEqualTo("17");
    assertThat(letter.headers()).extracting(Header::key).doesNotContain("value-bytes", "key-bytes", "headers-left-out");
  }

  @Test
  void isTheSameForWhoReadsWithoutKafkaStreams() {
    var source = new ConsumerRecord<>("actions.ready.core.echo", 2, 5L, "k".getBytes(StandardCharsets.UTF_8), new byte[] {7});
    source.headers().add("foreign", new byte[] {1});

    var letter = DeadLetterRecord.of("app.dlq", source, ErrorCode.UNREADABLE_RECORD, new IllegalStateException("cut off"));

    assertThat(letter.value()).containsExactly(7);
    assertThat(letter.headers().lastHeader("foreign").value()).containsExactly(1);
    assertThat(header(letter, "error-code")).isEqualTo("UNREADABLE_RECORD");
    assertThat(header(letter, "__streams.errors.message")).isEqualTo("cut off");
    assertThat(header(letter, "__streams.errors.topic")).isEqualTo("actions.ready.core.echo");
    assertThat(header(letter, "__streams.errors.partition")).isEqualTo("2");
    assertThat(header(letter, "__streams.errors.offset")).isEqualTo("5");
  }

  @Test
  void keepsATombstoneWithoutAKey() {
    var letter = letter(new FakeErrorContext(null, null, -1));

    assertThat(letter.key()).isNull();
    assertThat(letter.value()).isNull();
    assertThat(letter.timestamp()).isZero();
  }

  @Test
  void keepsWhatIsExactlyAsLargeAsAllowed() {
    var letter = letter(new FakeErrorContext(new byte[KEY_MAX], new byte[VALUE_MAX], 0));

    assertThat(letter.key()).hasSize(KEY_MAX);
    assertThat(letter.value()).hasSize(VALUE_MAX);
    assertThat(letter.headers()).extracting(Header::key).doesNotContain("value-bytes", "key-bytes");
  }

  @Test
  void cutsWhatIsOneByteLargerAndSaysSo() {
    byte[] value = new byte[VALUE_MAX + 1];
    Arrays.fill(value, (byte) 7);

    var letter = letter(new FakeErrorContext(new byte[KEY_MAX + 1], value, 0));

    assertThat(letter.key()).hasSize(KEY_MAX);
    assertThat(letter.value()).isEqualTo(Arrays.copyOf(value, VALUE_MAX));
    assertThat(header(letter, "key-bytes")).isEqualTo(Integer.toString(KEY_MAX + 1));
    assertThat(header(letter, "value-bytes")).isEqualTo(Integer.toString(VALUE_MAX + 1));
  }

  @Test
  void leavesOutHeadersThatDoNotFitAndSaysHowMany() {
    var context = FakeErrorContext.of("key", "value").withHeader("huge", new byte[5 << 20]).withHeader("small", new byte[1]);

    var letter = letter(context);

    assertThat(letter.headers()).extracting(Header::key).contains("small").doesNotContain("huge");
    assertThat(header(letter, "headers-left-out")).isEqualTo("1");
  }

  @Test
  void alwaysFitsTheTopic() {
    var context = new FakeErrorContext(new byte[10 << 20], new byte[10 << 20], 0);
    for (int i = 0; i < 100_000; i++) {
      context.withHeader("h", new byte[100]);
    }
    var e = new IllegalStateException("x".repeat(10 << 20), new IllegalStateException("y".repeat(1 << 20)));

    var letter = DeadLetterRecord.of("app.dlq", context, ErrorCode.INVALID_EVENT, e);

    int bytes = letter.key().length + letter.value().length;
    for (Header header : letter.headers()) {
      bytes += header.key().length() + header.value().length + 20;
    }
    assertThat(bytes).isLessThan(TopicSpec.DEAD_LETTER_BYTES_MAX - 10_000);
  }
}

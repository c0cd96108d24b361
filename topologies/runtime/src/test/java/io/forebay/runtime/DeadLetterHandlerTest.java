package io.forebay.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.ErrorCode;
import io.forebay.schemas.RegistryUnavailableException;
import io.forebay.schemas.RejectedRecordException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.apache.kafka.streams.errors.ProductionExceptionHandler.SerializationExceptionOrigin;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DeadLetterHandlerTest {
  private static final String DEAD_LETTERS = "forebay-emails.dlq";

  private final Metrics metrics = Metrics.ofForebayOnly();
  private final DeadLetterHandler handler = new DeadLetterHandler();
  private final FakeErrorContext context = FakeErrorContext.of("key", "value");

  static Stream<Arguments> recordsFaults() {
    return Stream.of(
        Arguments.of(rejected(ErrorCode.UNKNOWN_SCHEMA), ErrorCode.UNKNOWN_SCHEMA, ErrorCode.UNKNOWN_SCHEMA),
        Arguments.of(new StreamsException("in a processor", rejected(ErrorCode.INVALID_EVENT)), ErrorCode.INVALID_EVENT, ErrorCode.INVALID_EVENT),
        Arguments.of(new IllegalStateException("a bug"), ErrorCode.UNREADABLE_RECORD, ErrorCode.PROCESSING_FAILED),
        Arguments.of(new RuntimeException(new NullPointerException()), ErrorCode.UNREADABLE_RECORD, ErrorCode.PROCESSING_FAILED),
        Arguments.of(new RegistryUnavailableException("down", null), null, null),
        Arguments.of(new RuntimeException(new RegistryUnavailableException("down", null)), null, null),
        Arguments.of(new KafkaException("broker"), null, null),
        Arguments.of(new RuntimeException(new TimeoutException("broker")), null, null));
  }

  private static RejectedRecordException rejected(ErrorCode code) {
    return new RejectedRecordException(code, "refused");
  }

  @BeforeEach
  void configure() {
    handler.configure(DeadLetterHandler.properties("forebay-emails", DEAD_LETTERS, metrics));
  }

  @ParameterizedTest
  @MethodSource("recordsFaults")
  void answersWhatCannotBeRead(Exception e, ErrorCode whereUnreadable, ErrorCode whereProcessed) {
    var response = handler.handleError(context, new ConsumerRecord<>("emails.inbound", 3, 17, new byte[0], new byte[0]), e);

    assertThat(response.result())
        .isEqualTo(whereUnreadable == null ? DeserializationExceptionHandler.Result.FAIL : DeserializationExceptionHandler.Result.RESUME);
    assertCodes(response.deadLetterQueueRecords(), whereUnreadable);
  }

  @ParameterizedTest
  @MethodSource("recordsFaults")
  void answersWhatCannotBeProcessed(Exception e, ErrorCode whereUnreadable, ErrorCode whereProcessed) {
    var response = handler.handleError(context, new Record<>("key", "value", 0), e);

    assertThat(response.result())
        .isEqualTo(whereProcessed == null ? ProcessingExceptionHandler.Result.FAIL : ProcessingExceptionHandler.Result.RESUME);
    assertCodes(response.deadLetterQueueRecords(), whereProcessed);
  }

  @Test
  void putsAResultThatCannotBeWrittenAside() {
    var response = handler.handleError(context, new ProducerRecord<>("emails.triaged", new byte[0]), new RecordTooLargeException());

    assertThat(response.result()).isEqualTo(ProductionExceptionHandler.Result.RESUME);
    assertCodes(response.deadLetterQueueRecords(), ErrorCode.PRODUCTION_FAILED);
  }

  @Test
  void neverGoesOnPastADeadLetterThatIsNowhere() {
    var response = handler.handleError(context, new ProducerRecord<>(DEAD_LETTERS, new byte[0]), new RecordTooLargeException());

    assertThat(response.result()).isEqualTo(ProductionExceptionHandler.Result.FAIL);
    assertThat(response.deadLetterQueueRecords()).isEmpty();
  }

  @Test
  void triesAgainWhereThatMayHelp() {
    var response = handler.handleError(context, new ProducerRecord<>(DEAD_LETTERS, new byte[0]), new TimeoutException());

    assertThat(response.result()).isEqualTo(ProductionExceptionHandler.Result.RETRY);
  }

  @Test
  void putsAResultWithoutBytesAsideUnlessTheRegistryIsAway() {
    var output = new ProducerRecord<>("emails.triaged", "key", "value");

    var bug = handler.handleSerializationError(context, output, new IllegalStateException("a bug"), SerializationExceptionOrigin.VALUE);
    var away = handler.handleSerializationError(context, output, new RegistryUnavailableException("down", null), SerializationExceptionOrigin.VALUE);

    assertThat(bug.result()).isEqualTo(ProductionExceptionHandler.Result.RESUME);
    assertCodes(bug.deadLetterQueueRecords(), ErrorCode.PRODUCTION_FAILED);
    assertThat(away.result()).isEqualTo(ProductionExceptionHandler.Result.FAIL);
  }

  @Test
  void countsByCode() throws IOException {
    handler.handleError(context, new Record<>("key", "value", 0), rejected(ErrorCode.INVALID_EVENT));

    var out = new ByteArrayOutputStream();
    metrics.write(out);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("forebay_dead_letters_total{application=\"forebay-emails\",error_code=\"INVALID_EVENT\"} 1.0");
  }

  private static void assertCodes(List<ProducerRecord<byte[], byte[]>> letters, ErrorCode code) {
    assertThat(letters).hasSize(code == null ? 0 : 1);
    assertThat(letters).allSatisfy(letter -> {
      assertThat(letter.topic()).isEqualTo(DEAD_LETTERS);
      assertThat(new String(letter.headers().lastHeader(DeadLetterHandler.ERROR_CODE).value(), StandardCharsets.UTF_8)).isEqualTo(code.name());
    });
  }
}

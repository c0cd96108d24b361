package io.forebay.runtime;

import io.forebay.schemas.ErrorCode;
import io.forebay.schemas.RegistryUnavailableException;
import io.forebay.schemas.RejectedRecordException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a record that cannot be read, processed or answered to the application's dead-letter topic, in the same
 * transaction as everything else, and goes on.
 *
 * <p>What a dead letter holds, and how it is bounded, is told by {@link DeadLetterRecord}.
 *
 * <p>Where nothing is wrong with the record — the registry or Kafka does not answer — the application fails instead,
 * and reads the record again when its thread has been replaced.
 */
public final class DeadLetterHandler
    implements DeserializationExceptionHandler, ProcessingExceptionHandler, ProductionExceptionHandler {

  /** Header with the {@link ErrorCode}. */
  public static final String ERROR_CODE = "error-code";

  /** Header with the size in bytes of a value that was cut. */
  public static final String VALUE_BYTES = "value-bytes";

  /** Header with the size in bytes of a key that was cut. */
  public static final String KEY_BYTES = "key-bytes";

  /** Bytes of a key that are kept. */
  public static final int KEY_BYTES_MAX = 1 << 16;

  /** Header with the number of the source record's headers that were left out. */
  public static final String HEADERS_LEFT_OUT = "headers-left-out";

  private static final String TOPIC_CONFIG = "forebay.dead-letters.topic";
  private static final String COUNTERS_CONFIG = "forebay.dead-letters.counters";
  private static final Logger log = LoggerFactory.getLogger(DeadLetterHandler.class);

  private String topic;
  private Consumer<ErrorCode> counters;

  /**
   * Settings of Kafka Streams that make this the handler of all errors.
   *
   * @param topic name of the application's dead-letter topic
   */
  public static Map<String, Object> properties(String applicationId, String topic, Metrics metrics) {
    var counters =
        metrics.counter("forebay_dead_letters_total", "Records that became dead letters.", "application", "error_code");
    Consumer<ErrorCode> count = code -> counters.with(applicationId, code.name()).increment();
    return Map.of(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class,
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class,
        StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class,
        TOPIC_CONFIG, topic,
        COUNTERS_CONFIG, count);
  }

  @Override
  @SuppressWarnings("unchecked") // put there by properties()
  public void configure(Map<String, ?> configs) {
    topic = Objects.requireNonNull((String) configs.get(TOPIC_CONFIG), TOPIC_CONFIG);
    counters = Objects.requireNonNull((Consumer<ErrorCode>) configs.get(COUNTERS_CONFIG), COUNTERS_CONFIG);
  }

  @Override
  public DeserializationExceptionHandler.Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> source, Exception e) {
    return isNotTheRecordsFault(e)
        ? DeserializationExceptionHandler.Response.fail()
        : DeserializationExceptionHandler.Response.resume(
            deadLetter(context, codeOf(e, ErrorCode.UNREADABLE_RECORD), e));
  }

  @Override
  public ProcessingExceptionHandler.Response handleError(ErrorHandlerContext context, Record<?, ?> input, Exception e) {
    return isNotTheRecordsFault(e)
        ? ProcessingExceptionHandler.Response.fail()
        : ProcessingExceptionHandler.Response.resume(
            deadLetter(context, codeOf(e, ErrorCode.PROCESSING_FAILED), e));
  }

  @Override
  public ProductionExceptionHandler.Response handleError(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> output, Exception e) {
    if (e instanceof RetriableException) {
      return ProductionExceptionHandler.Response.retry();
    }
    // Never continue past a dead letter that is nowhere.
    return topic.equals(output.topic())
        ? ProductionExceptionHandler.Response.fail()
        : ProductionExceptionHandler.Response.resume(deadLetter(context, ErrorCode.PRODUCTION_FAILED, e));
  }

  @Override
  @SuppressWarnings("rawtypes") // as the interface has it
  public ProductionExceptionHandler.Response handleSerializationError(
      ErrorHandlerContext context, ProducerRecord output, Exception e, SerializationExceptionOrigin origin) {
    return isNotTheRecordsFault(e)
        ? ProductionExceptionHandler.Response.fail()
        : ProductionExceptionHandler.Response.resume(deadLetter(context, ErrorCode.PRODUCTION_FAILED, e));
  }

  /** A record that was refused is at fault whatever wraps the refusal; Kafka Streams' own exceptions are {@link KafkaException}s too. */
  private static boolean isNotTheRecordsFault(Exception e) {
    return rejection(e).isEmpty()
        && (causes(e).anyMatch(KafkaException.class::isInstance) || causes(e).anyMatch(RegistryUnavailableException.class::isInstance));
  }

  private static ErrorCode codeOf(Exception e, ErrorCode otherwise) {
    return rejection(e).map(RejectedRecordException::code).orElse(otherwise);
  }

  private static Optional<RejectedRecordException> rejection(Exception e) {
    return causes(e).filter(RejectedRecordException.class::isInstance).map(RejectedRecordException.class::cast).findFirst();
  }

  private static Stream<Throwable> causes(Throwable e) {
    return Stream.iterate(e, Objects::nonNull, Throwable::getCause);
  }

  private List<ProducerRecord<byte[], byte[]>> deadLetter(ErrorHandlerContext context, ErrorCode code, Exception e) {
    log.atWarn()
        .addKeyValue("errorCode", code)
        .addKeyValue("topic", context.topic())
        .addKeyValue("partition", context.partition())
        .addKeyValue("offset", context.offset())
        .log("A record became a dead letter: {}", e.getMessage());
    counters.accept(code);
    return List.of(DeadLetterRecord.of(topic, context, code, e));
  }
}

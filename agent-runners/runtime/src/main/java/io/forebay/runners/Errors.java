package io.forebay.runners;

import io.forebay.schemas.ErrorCode;
import io.forebay.schemas.ErrorRaised;
import io.forebay.schemas.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;

/** Raises what someone should look at. */
final class Errors {
  private final Producer<byte[], byte[]> producer;
  private final Serializer<ErrorRaised> serializer;
  private final String topic;
  private final String application;
  private final String runner;
  private final InstantSource clock;

  Errors(
      Producer<byte[], byte[]> producer, Serializer<ErrorRaised> serializer, String topic, String application, String runner, InstantSource clock) {
    this.producer = producer;
    this.serializer = serializer;
    this.topic = topic;
    this.application = application;
    this.runner = runner;
    this.clock = clock;
  }

  void handlerStuck(Attempt attempt, Duration patience) {
    String sentence =
        "The handler of %s did not end %s after it was interrupted; its slot is taken until it does; restart the runner to free it."
            .formatted(attempt.handler().capability(), patience);
    var error =
        new ErrorRaised(
            application,
            Severity.ERROR,
            ErrorCode.HANDLER_STUCK.name(),
            sentence,
            attempt.tenant(),
            attempt.action().getLane(),
            attempt.actionId(),
            runner,
            clock.instant());
    byte[] value;
    synchronized (this) {
      value = serializer.serialize(topic, error);
    }
    var _ = producer.send(new ProducerRecord<>(topic, application.getBytes(StandardCharsets.UTF_8), value));
  }
}

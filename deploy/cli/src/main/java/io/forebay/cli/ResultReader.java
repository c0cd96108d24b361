package io.forebay.cli;

import io.forebay.schemas.ActionFinished;
import io.forebay.schemas.RequestAction;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the result of one action from the topic of who asked for it, from now on. */
final class ResultReader implements AutoCloseable {
  private final String kafka;
  private final RequestAction request;
  private final TopicReader<byte[]> results;
  private final Decoder<ActionFinished> decoder;

  private ResultReader(String kafka, RequestAction request, TopicReader<byte[]> results, Decoder<ActionFinished> decoder) {
    this.kafka = kafka;
    this.request = request;
    this.results = results;
    this.decoder = decoder;
  }

  /**
   * Opens the topic; a result that comes after this is not missed.
   *
   * @throws CommandFailedException if there is no such topic or Kafka does not answer
   */
  static ResultReader open(Connection connection, RequestAction request) {
    var topic = connection.topics().actionsResults(request.getOrigin());
    var results = new TopicReader<>(connection.kafka(), topic, new ByteArrayDeserializer(), false);
    return new ResultReader(connection.kafka(), request, results, Decoder.of(connection.serdes(), ActionFinished.class));
  }

  /** The result, after at most 200 ms; empty if it has not come yet. */
  Optional<ActionFinished> poll() {
    try {
      for (var record : results.poll()) {
        // Others' results are not worth decoding.
        var found = Decoder.key(record).equals(request.getReplyKey()) ? decoder.value(record) : Optional.<ActionFinished>empty();
        if (found.filter(this::isIt).isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    } catch (KafkaException e) {
      throw KafkaFailures.sentence(kafka, e);
    }
  }

  private boolean isIt(ActionFinished finished) {
    return finished.getActionId().equals(request.getActionId()) && finished.getTenant().equals(request.getTenant());
  }

  @Override
  public void close() {
    results.close();
  }
}

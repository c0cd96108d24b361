package io.forebay.cli;

import io.forebay.schemas.IntentModel;
import io.forebay.schemas.TopicSpec;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** The models that features are read by: the compacted topic {@code intents.models}. */
final class IntentModelTopic {
  private final Connection connection;
  private final TopicSpec topic;

  IntentModelTopic(Connection connection) {
    this.connection = connection;
    topic = connection.topics().intentsModels();
  }

  String name() {
    return topic.name();
  }

  /** Writes a model, and returns when Kafka has it. */
  void write(IntentModel model) {
    try (var _ = connection.admin();
        var producer =
            new KafkaProducer<>(
                KafkaClients.promptProducer(connection.kafka()), new StringSerializer(), connection.serdes().of(IntentModel.class).serializer())) {
      producer.send(new ProducerRecord<>(topic.name(), model.getName(), model)).get();
    } catch (ExecutionException e) {
      throw KafkaFailures.sentence(connection.kafka(), e.getCause());
    } catch (KafkaException e) {
      throw KafkaFailures.sentence(connection.kafka(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("Interrupted while sending the model to Kafka at " + connection.kafka() + ".", e);
    }
  }
}

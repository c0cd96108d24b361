package io.forebay.cli;

import io.forebay.schemas.Scene;
import io.forebay.schemas.TopicSpec;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** The scenes that are watched: the compacted topic {@code intents.scenes}. */
final class SceneTopic {
  private final Connection connection;
  private final TopicSpec topic;

  SceneTopic(Connection connection) {
    this.connection = connection;
    topic = connection.topics().intentsScenes();
  }

  /** All scenes by id; records that cannot be read are not among them. */
  SortedMap<String, Scene> read() {
    try (var _ = connection.admin()) {
      return Latest.read(connection.kafka(), connection.serdes(), topic, Scene.class, Optional.empty()).values();
    }
  }

  /** Writes a scene, and returns when Kafka has it. */
  void write(Scene scene) {
    try (var _ = connection.admin();
        var producer =
            new KafkaProducer<>(KafkaClients.promptProducer(connection.kafka()), new StringSerializer(), connection.serdes().of(Scene.class).serializer())) {
      producer.send(new ProducerRecord<>(topic.name(), scene.getSceneId(), scene)).get();
    } catch (ExecutionException e) {
      throw KafkaFailures.sentence(connection.kafka(), e.getCause());
    } catch (KafkaException e) {
      throw KafkaFailures.sentence(connection.kafka(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("Interrupted while sending the scene to Kafka at " + connection.kafka() + ".", e);
    }
  }
}

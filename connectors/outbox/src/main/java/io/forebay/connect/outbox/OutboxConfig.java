package io.forebay.connect.outbox;

import io.forebay.runtime.ConnectionSettings;
import io.forebay.runtime.TopicsSettings;
import io.forebay.schemas.TopicSpec;
import io.forebay.schemas.Topics;

/**
 * Configuration of an ingest.
 *
 * @param kafka where Kafka and the registry are
 * @param topics which topics there are
 * @param database where the rows come from
 * @param outbox how they become tasks
 */
public record OutboxConfig(ConnectionSettings kafka, TopicsSettings topics, DatabaseSettings database, OutboxSettings outbox) {
  String requestsTopic() {
    return topics.catalogue().tasksRequests().name();
  }

  String offsetsTopic() {
    return outbox.offsetsTopic() == null ? applicationId() + ".offsets" : outbox.offsetsTopic();
  }

  TopicSpec deadLetters() {
    Topics catalogue = topics.catalogue();
    return catalogue.deadLetters(applicationId());
  }

  String applicationId() {
    return topics.catalogue().outboxApplication();
  }

  /** The id of transactions: who comes last with it locks out the one before. */
  String transactionalId() {
    return applicationId() + "." + outbox.name();
  }
}

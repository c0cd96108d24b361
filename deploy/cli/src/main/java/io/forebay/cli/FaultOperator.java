package io.forebay.cli;

import io.forebay.schemas.ActionDescribed;
import io.forebay.schemas.ActionPhase;
import io.forebay.schemas.ActionPolicy;
import io.forebay.schemas.ControlActions;
import io.forebay.schemas.ControlCommand;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.Lane;
import io.forebay.schemas.Resolution;
import io.forebay.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The person who watches actions under faults: makes leases short, and says of what nobody knows that it was not done. */
final class FaultOperator implements AutoCloseable {
  private static final long LEASE_MS = 3000;

  private final Topics topics;
  private final EventSerdes serdes;
  private final KafkaProducer<byte[], byte[]> producer;
  private final TopicReader<ActionDescribed> states;
  private int resolved;

  /**
   * @param producer stays the caller's
   */
  FaultOperator(String kafka, Topics topics, EventSerdes serdes, KafkaProducer<byte[], byte[]> producer) {
    this.topics = topics;
    this.serdes = serdes;
    this.producer = producer;
    states = new TopicReader<>(kafka, topics.actionsStates(), serdes.of(ActionDescribed.class).deserializer(), true);
  }

  void shortenLeases() {
    String pattern = "*/" + FaultHandler.CAPABILITY;
    var policy = ActionPolicy.newBuilder().setPattern(pattern).setLeaseMs(LEASE_MS).build();
    String topic = topics.actionsPolicies().name();
    byte[] value = serdes.of(ActionPolicy.class).serializer().serialize(topic, policy);
    var _ = producer.send(new ProducerRecord<>(topic, pattern.getBytes(StandardCharsets.UTF_8), value));
    producer.flush();
  }

  /** Answers for what has come to be in doubt since it was called last. */
  void resolve() {
    for (var record : states.poll()) {
      var state = record.value();
      if (state.getPhase() == ActionPhase.IN_DOUBT) {
        resolved++;
        resolve(state);
      }
    }
  }

  private void resolve(ActionDescribed state) {
    String topic = topics.actionsControls().name();
    Lane lane = Lane.of(state.getLane());
    var control =
        new ControlActions(
            "resolve-" + state.getActionId(), lane.tenant(), lane.name(), ControlCommand.RESOLVE, state.getActionId(), Resolution.FAILED, null, "bench", null,
            Instant.now());
    byte[] value = serdes.of(ControlActions.class).serializer().serialize(topic, control);
    var _ = producer.send(new ProducerRecord<>(topic, lane.partition(topics.partitions()), lane.name().getBytes(StandardCharsets.UTF_8), value));
  }

  /** How often it has answered. */
  int resolved() {
    return resolved;
  }

  @Override
  public void close() {
    states.close();
  }
}

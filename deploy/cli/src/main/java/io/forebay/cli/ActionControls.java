package io.forebay.cli;

import io.forebay.schemas.ActionDescribed;
import io.forebay.schemas.ControlActions;
import io.forebay.schemas.ControlCommand;
import io.forebay.schemas.EventSchemas;
import io.forebay.schemas.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Steps in: sends controls to dispatch and reads what it says of an action. One thread at a time. */
final class ActionControls implements AutoCloseable {
  private final String kafka;
  private final LaneSender<ControlActions> controls;
  private final TopicReader<byte[]> states;
  private final Decoder<ActionDescribed> decoder;

  private ActionControls(String kafka, LaneSender<ControlActions> controls, TopicReader<byte[]> states, Decoder<ActionDescribed> decoder) {
    this.kafka = kafka;
    this.controls = controls;
    this.states = states;
    this.decoder = decoder;
  }

  /**
   * Opens both ways.
   *
   * @throws CommandFailedException if Kafka does not answer or a topic does not exist
   */
  static ActionControls open(Connection connection) {
    EventSchemas.published(ControlActions.class); // Avro's builders work only once it is initialised
    var controls = LaneSender.open(connection, connection.topics().actionsControls(), ControlActions.class);
    try {
      var states = new TopicReader<>(connection.kafka(), connection.topics().actionsStates(), new ByteArrayDeserializer(), false);
      return new ActionControls(connection.kafka(), controls, states, Decoder.of(connection.serdes(), ActionDescribed.class));
    } catch (RuntimeException e) {
      controls.close();
      throw e;
    }
  }

  /** A control of this user's, of now, with an id of its own. */
  static ControlActions.Builder control(Lane lane, ControlCommand command) {
    return ControlActions.newBuilder()
        .setControlId(UUID.randomUUID().toString())
        .setTenant(lane.tenant())
        .setLane(lane.name())
        .setCommand(command)
        .setBy(System.getProperty("user.name", ""))
        .setAt(Instant.now());
  }

  /** Sends, and returns when Kafka has it. */
  void send(Lane lane, ControlActions control) {
    controls.send(lane, control, List.of());
  }

  /**
   * Asks dispatch how an action stands, after everything that was sent before.
   *
   * @throws CommandFailedException if dispatch does not answer in time
   */
  ActionDescribed describe(Lane lane, String actionId, Duration timeout) {
    String question = ask(lane, actionId);
    long askedNanos = System.nanoTime();
    while (System.nanoTime() - askedNanos < timeout.toNanos()) {
      var answer = answer(question);
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    throw new CommandFailedException(
        "Dispatch has not answered within " + timeout + "; see forebay health whether it runs against Kafka at " + kafka + ".");
  }

  /**
   * Asks without waiting.
   *
   * @return the question's id, for {@link #answer}
   */
  String ask(Lane lane, String actionId) {
    var question = control(lane, ControlCommand.DESCRIBE).setActionId(actionId).build();
    send(lane, question);
    return question.getControlId();
  }

  /** The answer to a question, after at most 200 ms; empty if it has not come yet. */
  Optional<ActionDescribed> answer(String question) {
    try {
      ActionDescribed found = null;
      for (var record : states.poll()) {
        found = decoder.value(record).filter(described -> question.equals(described.getControlId())).orElse(found);
      }
      return Optional.ofNullable(found);
    } catch (KafkaException e) {
      throw KafkaFailures.sentence(kafka, e);
    }
  }

  @Override
  public void close() {
    controls.close();
    states.close();
  }
}

package io.forebay.cli;

import io.forebay.embedded.KafkaStack;
import io.forebay.schemas.ActionDescribed;
import io.forebay.schemas.ActionFinished;
import io.forebay.schemas.ActionPhase;
import io.forebay.schemas.ActionStatus;
import io.forebay.schemas.BreakerState;
import io.forebay.schemas.ControlActions;
import io.forebay.schemas.ControlCommand;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.Lane;
import io.forebay.schemas.LaneStatus;
import io.forebay.schemas.RequestAction;
import io.forebay.schemas.Resolution;
import io.forebay.schemas.TopicSpec;
import io.forebay.schemas.Topics;
import io.forebay.schemas.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Answers on the topics as dispatch does, by the capability: {@code core.echo} succeeds with its input, {@code core.fail} fails,
 * {@code core.sleep} stays with a runner until it is cancelled, {@code http.request} is in doubt.
 */
final class FakeDispatch implements AutoCloseable {
  private final Topics topics;
  private final EventSerdes serdes;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<String, byte[]> producer;
  private final Map<String, ActionDescribed> actions = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<ConsumerRecord<byte[], byte[]>> requests = new ConcurrentLinkedQueue<>();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean stopping;

  FakeDispatch(KafkaStack kafka, Topics topics) {
    this.topics = topics;
    serdes = EventSerdes.connect(kafka.registryUrl(), false);
    consumer = TopicReader.consumer(kafka.bootstrapServers(), new ByteArrayDeserializer());
    producer = new KafkaProducer<>(KafkaClients.producer(kafka.bootstrapServers()), new StringSerializer(), new ByteArraySerializer());
    var partitions = new ArrayList<TopicPartition>();
    for (TopicSpec topic : List.of(topics.actionsRequests(), topics.actionsRequestsOnce(), topics.actionsControls())) {
      partitions.addAll(TopicReader.partitions(consumer, kafka.bootstrapServers(), topic.name()));
    }
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    var _ = executor.submit(this::work);
  }

  /** The requests so far, as they came. */
  List<ConsumerRecord<byte[], byte[]>> requests() {
    return List.copyOf(requests);
  }

  RequestAction request(ConsumerRecord<byte[], byte[]> record) {
    return serdes.of(RequestAction.class).deserializer().deserialize(record.topic(), record.value());
  }

  /** Puts bytes on a topic that nobody can read. */
  void spoil(TopicSpec topic, String key) {
    producer.send(new ProducerRecord<>(topic.name(), key, new byte[] {1, 2, 3}));
    producer.flush();
  }

  <V extends SpecificRecordBase> void tell(TopicSpec topic, Class<V> type, String key, V value) {
    byte[] bytes = serdes.of(type).serializer().serialize(topic.name(), value);
    producer.send(new ProducerRecord<>(topic.name(), key, bytes));
    producer.flush();
  }

  LaneStatus status(Lane lane, long queued, boolean paused) {
    return LaneStatus.newBuilder()
        .setLane(lane.name())
        .setTenant(lane.tenant())
        .setCapability(lane.capability())
        .setQueued(queued)
        .setWaiting(0)
        .setRetrying(0)
        .setRunning(1)
        .setInDoubt(0)
        .setPaused(paused)
        .setBreaker(BreakerState.CLOSED)
        .setTokensLeft(1_234L)
        .setAt(Instant.now())
        .build();
  }

  private void work() {
    while (!stopping) {
      for (var record : consumer.poll(Duration.ofMillis(50))) {
        if (record.topic().equals(topics.actionsControls().name())) {
          control(serdes.of(ControlActions.class).deserializer().deserialize(record.topic(), record.value()));
        } else {
          requests.add(record);
          ask(request(record));
        }
      }
    }
    consumer.close();
  }

  private void ask(RequestAction request) {
    switch (request.getCapability()) {
      case "core.echo" -> finish(request, ActionStatus.SUCCEEDED, null, request.getInput());
      case "core.fail" -> finish(request, ActionStatus.FAILED, "SAID_SO", null);
      case "http.request" -> put(request.getActionId(), standing(request, ActionPhase.IN_DOUBT));
      default -> put(request.getActionId(), standing(request, ActionPhase.READY));
    }
  }

  private ActionDescribed standing(RequestAction request, ActionPhase phase) {
    return ActionDescribed.newBuilder()
        .setActionId(request.getActionId())
        .setTenant(request.getTenant())
        .setLane(request.getLane())
        .setPhase(phase)
        .setAttempt(1)
        .setRunner("runner-1")
        .setRequestedAt(request.getRequestedAt())
        .setAt(Instant.now())
        .build();
  }

  private void finish(RequestAction request, ActionStatus status, String reason, String output) {
    var finished = finished(standing(request, ActionPhase.FINISHED), request.getCapability(), status, reason, output);
    put(request.getActionId(), ActionDescribed.newBuilder(standing(request, ActionPhase.FINISHED)).setResult(finished).build());
    tell(topics.actionsResults(request.getOrigin()), ActionFinished.class, request.getReplyKey(), finished);
  }

  private static ActionFinished finished(ActionDescribed action, String capability, ActionStatus status, String reason, String output) {
    return ActionFinished.newBuilder()
        .setActionId(action.getActionId())
        .setTenant(action.getTenant())
        .setCapability(capability)
        .setLane(action.getLane())
        .setOrigin("users")
        .setReplyKey(action.getActionId())
        .setStatus(status)
        .setReason(reason)
        .setMessage(reason == null ? null : "It was to fail.")
        .setOutput(output)
        .setAttempts(1)
        .setUsage(new Usage(0L, 0L, 0L))
        .setRequestedAt(action.getRequestedAt())
        .setFinishedAt(Instant.now())
        .build();
  }

  private void put(String actionId, ActionDescribed described) {
    actions.put(actionId, described);
  }

  private void control(ControlActions control) {
    var lane = Lane.of(control.getLane());
    if (control.getActionId() == null) {
      boolean paused = control.getCommand() == ControlCommand.PAUSE;
      tell(topics.actionsLanes(), LaneStatus.class, lane.name(), status(lane, control.getCommand() == ControlCommand.CANCEL ? 0 : 7, paused));
      return;
    }
    var action = actions.get(control.getActionId());
    if (control.getCommand() == ControlCommand.DESCRIBE) {
      describe(control, action);
    } else if (action != null) {
      put(control.getActionId(), after(control, action));
    }
  }

  private static ActionDescribed after(ControlActions control, ActionDescribed action) {
    var builder = ActionDescribed.newBuilder(action);
    return switch (control.getCommand()) {
      case PAUSE -> builder.setPaused(true).build();
      case RESUME -> builder.setPaused(false).build();
      case CANCEL -> ended(builder, action, control, ActionStatus.CANCELLED);
      case RESOLVE ->
          control.getResolution() == Resolution.RUN_AGAIN
              ? builder.setPhase(ActionPhase.QUEUED).build()
              : ended(builder, action, control, control.getResolution() == Resolution.SUCCEEDED ? ActionStatus.SUCCEEDED : ActionStatus.FAILED);
      case DESCRIBE -> action;
    };
  }

  private static ActionDescribed ended(ActionDescribed.Builder builder, ActionDescribed action, ControlActions control, ActionStatus status) {
    var result = finished(action, "core.sleep", status, control.getMessage(), control.getOutput());
    return builder.setPhase(ActionPhase.FINISHED).setResult(result).build();
  }

  private void describe(ControlActions control, ActionDescribed action) {
    var builder =
        action != null
            ? ActionDescribed.newBuilder(action)
            : ActionDescribed.newBuilder()
                .setActionId(control.getActionId())
                .setTenant(control.getTenant())
                .setLane(control.getLane())
                .setPhase(ActionPhase.UNKNOWN);
    var described = builder.setControlId(control.getControlId()).setAt(Instant.now()).build();
    tell(topics.actionsStates(), ActionDescribed.class, described.getActionId(), described);
  }

  @Override
  public void close() {
    stopping = true;
    executor.close();
    producer.close();
  }
}

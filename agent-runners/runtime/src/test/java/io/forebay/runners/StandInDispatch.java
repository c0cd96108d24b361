package io.forebay.runners;

import io.forebay.schemas.ActionOutcome;
import io.forebay.schemas.ErrorRaised;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.OutcomeKind;
import io.forebay.schemas.ReadyAction;
import io.forebay.schemas.RunnerHeartbeat;
import io.forebay.schemas.RunnerSignal;
import io.forebay.schemas.SignalRunner;
import io.forebay.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.awaitility.Awaitility;

/** Dispatch as a runner sees it: makes actions ready, hears their outcomes, answers claims as the test says. */
final class StandInDispatch implements AutoCloseable {
  private final String bootstrapServers;
  private final Topics topics;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Serde<ReadyAction> ready;
  private final Serde<SignalRunner> signals;
  private final Serde<ActionOutcome> outcomes;
  private final Serde<ErrorRaised> errors;
  private final Serde<RunnerHeartbeat> heartbeats;
  private final ConcurrentLinkedQueue<ActionOutcome> heard = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<ConsumerRecord<byte[], byte[]>> records = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<ErrorRaised> raised = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<RunnerHeartbeat> beats = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<ConsumerRecord<byte[], byte[]>> deadLetters = new ConcurrentLinkedQueue<>();
  private volatile Function<ActionOutcome, RunnerSignal> onClaim = _ -> RunnerSignal.GRANT;

  StandInDispatch(String bootstrapServers, EventSerdes serdes, Topics topics) {
    this.bootstrapServers = bootstrapServers;
    this.topics = topics;
    ready = serdes.of(ReadyAction.class);
    signals = serdes.of(SignalRunner.class);
    outcomes = serdes.of(ActionOutcome.class);
    errors = serdes.of(ErrorRaised.class);
    heartbeats = serdes.of(RunnerHeartbeat.class);
    Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 0, "batch.size", 1 << 17, "max.request.size", 2 << 20);
    producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest", "enable.auto.commit", false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    var partitions =
        Stream.of(
                topics.actionsOutcomes().name(),
                topics.opsErrors().name(),
                topics.opsHeartbeats().name(),
                topics.deadLetters(topics.runnersApplication()).name())
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Thread.ofPlatform().name("stand-in-dispatch").start(this::listen);
  }

  /** The topics of the catalogue, under a prefix of their own. */
  static Topics create(String bootstrapServers, Topics topics) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) bootstrapServers))) {
      var missing =
          topics.all().stream()
              .map(
                  spec ->
                      new NewTopic(spec.name(), spec.partitions(), (short) 1).configs(spec.settings()))
              .toList();
      admin.createTopics(missing).all().get();
      awaitLeaders(admin, missing.stream().map(NewTopic::name).toList());
    }
    return topics;
  }

  /** The controller answers before the broker has begun to lead what it made. */
  private static void awaitLeaders(Admin admin, List<String> names) {
    Awaitility.await("leaders of new topics")
        .ignoreExceptions()
        .until(
            () ->
                admin.describeTopics(names).allTopicNames().get().values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition -> partition.leader() != null && !partition.leader().isEmpty()));
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    Awaitility.await("ends of new topics")
        .ignoreExceptions()
        .until(
            () -> {
              admin.describeTopics(names).allTopicNames().get().forEach((name, topic) -> topic.partitions().forEach(partition -> ends.put(new TopicPartition(name, partition.partition()), OffsetSpec.latest())));
              return admin.listOffsets(ends).all().get().size() == ends.size();
            });
  }

  void answerClaims(Function<ActionOutcome, RunnerSignal> answer) {
    onClaim = answer;
  }

  void makeReady(ReadyAction action, Header... headers) {
    makeReady(action, topics.actionsReady(action.getCapability()).name(), headers);
  }

  void makeReady(ReadyAction action, String topic, Header... headers) {
    send(new ProducerRecord<>(topic, null, key(action), value(topic, action), List.of(headers)));
  }

  /** In one batch of one partition, so that whoever gets one gets them all. */
  void makeTogether(ReadyAction... actions) throws Exception {
    Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 1_000);
    try (var batching = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (ReadyAction action : actions) {
        String topic = topics.actionsReady(action.getCapability()).name();
        var _ = batching.send(new ProducerRecord<>(topic, 0, key(action), value(topic, action)));
      }
    }
  }

  private static byte[] key(ReadyAction action) {
    return action.getActionId().getBytes(StandardCharsets.UTF_8);
  }

  private byte[] value(String topic, ReadyAction action) {
    synchronized (ready) {
      return ready.serializer().serialize(topic, action);
    }
  }

  void send(ProducerRecord<byte[], byte[]> record) {
    var _ = producer.send(record);
  }

  void signal(String actionId, int attempt, String runner, RunnerSignal signal) {
    signal(actionId, attempt, runner, signal, 0);
  }

  private void signal(String actionId, int attempt, String runner, RunnerSignal signal, long claim) {
    byte[] value;
    synchronized (signals) {
      value = signals.serializer().serialize(topics.runnersSignals().name(), new SignalRunner(actionId, attempt, runner, signal, null, claim));
    }
    // One partition, so that signals are heard in the order in which they are sent.
    send(new ProducerRecord<>(topics.runnersSignals().name(), 0, actionId.getBytes(StandardCharsets.UTF_8), value));
  }

  /** Everything that was said of an action, in order. */
  List<ActionOutcome> outcomes(String actionId) {
    return heard.stream().filter(outcome -> outcome.getActionId().equals(actionId)).toList();
  }

  List<OutcomeKind> kinds(String actionId) {
    return outcomes(actionId).stream().map(ActionOutcome::getKind).toList();
  }

  int heardCount() {
    return heard.size();
  }

  List<ConsumerRecord<byte[], byte[]>> records() {
    return List.copyOf(records);
  }

  List<ErrorRaised> errors() {
    return List.copyOf(raised);
  }

  List<RunnerHeartbeat> heartbeats(String runner) {
    return beats.stream().filter(beat -> beat.getRunner().equals(runner)).toList();
  }

  List<ConsumerRecord<byte[], byte[]>> deadLetters() {
    return List.copyOf(deadLetters);
  }

  private void listen() {
    try (consumer) {
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
          hear(record);
        }
      }
    } catch (WakeupException _) {
      // Told to close.
    }
  }

  private void hear(ConsumerRecord<byte[], byte[]> record) {
    if (record.topic().equals(topics.opsErrors().name())) {
      raised.add(errors.deserializer().deserialize(record.topic(), record.value()));
    } else if (record.topic().equals(topics.opsHeartbeats().name())) {
      beats.add(heartbeats.deserializer().deserialize(record.topic(), record.value()));
    } else if (record.topic().equals(topics.actionsOutcomes().name())) {
      ActionOutcome outcome = outcomes.deserializer().deserialize(record.topic(), record.value());
      records.add(record);
      heard.add(outcome);
      RunnerSignal answer = outcome.getKind() == OutcomeKind.CLAIMED ? onClaim.apply(outcome) : null;
      if (answer != null) {
        signal(outcome.getActionId(), outcome.getAttempt(), outcome.getRunner(), answer, outcome.getClaim());
      }
    } else {
      deadLetters.add(record);
    }
  }

  @Override
  public void close() {
    consumer.wakeup();
    producer.close();
  }
}

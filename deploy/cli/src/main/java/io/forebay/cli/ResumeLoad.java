package io.forebay.cli;

import io.forebay.schemas.EventSchemas;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.SignalTask;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskEventType;
import io.forebay.schemas.TaskSignal;
import io.forebay.schemas.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Measures how long tasks that wait stand still when the process that runs them is killed. */
final class ResumeLoad {
  private static final String AGENT = "bench-resume";
  private static final String DEFINITION =
      """
      agent: bench-resume
      nodes:
        rest: {wait: {signal: go}}
      """;
  private static final Duration UP_MAX = Duration.ofMinutes(3);
  private static final Duration TAKE_IN_MAX = Duration.ofMinutes(20);
  private static final Duration RESUME_MAX = Duration.ofMinutes(10);
  private static final int TENANTS = 8;
  private static final int SIGNALS_A_LOOK = 4;

  private final int waiting;
  private final Consumer<String> say;
  private final QueuedLoad.Figures figures;
  private final Topics topics = FaultPartCommand.topics().catalogue();
  private long signalled;

  ResumeLoad(int waiting, Consumer<String> say, QueuedLoad.Figures figures) {
    this.waiting = waiting;
    this.say = say;
    this.figures = figures;
    EventSchemas.published(SignalTask.class); // Avro's builders work only once it is initialised
  }

  /**
   * Kills one of two processes twice: once it is started again at once, once it stays away.
   *
   * @param standbys copies of the state in the other process
   */
  void measure(int standbys) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("forebay-resume");
    signalled = 0;
    try (var stage = new FaultStage(folder, new FaultStage.Crew(0, 2, 0, standbys))) {
      stage.awaitUp(UP_MAX);
      var serdes = EventSerdes.connect(stage.registry(), false);
      BenchAgents.apply(stage.kafka(), topics, serdes, Map.of(AGENT, DEFINITION));
      try (var events = new TopicReader<>(stage.kafka(), topics.tasksEvents(), serdes.of(TaskEvent.class).deserializer(), true);
          var producer = new KafkaProducer<>(KafkaClients.promptProducer(stage.kafka()), new ByteArraySerializer(), new ByteArraySerializer())) {
        say.accept("%,d tasks that wait, with %d standbys ...".formatted(waiting, standbys));
        QueuedLoad.send(stage.kafka(), TaskLoad.of(topics, serdes, AGENT, TENANTS), 0, waiting);
        awaitWaiting(events);
        String with = standbys == 0 ? "no standby" : "a standby";
        kill(stage, serdes, events, producer, true, "kill -9, started again at once, " + with);
        stage.awaitUp(UP_MAX);
        kill(stage, serdes, events, producer, false, "kill -9, another takes over, " + with);
      }
    } finally {
      DevStack.deleteTree(folder);
    }
  }

  private void awaitWaiting(TopicReader<TaskEvent> events) {
    long startNanos = System.nanoTime();
    long begun = 0;
    while (begun < waiting) {
      for (var record : events.poll()) {
        begun += record.value().getType() == TaskEventType.STEP_STARTED ? 1 : 0;
      }
      if (System.nanoTime() - startNanos > TAKE_IN_MAX.toNanos()) {
        throw new CommandFailedException("Only %,d of %,d tasks wait after %d minutes.".formatted(begun, waiting, TAKE_IN_MAX.toMinutes()));
      }
    }
  }

  private void kill(
      FaultStage stage, EventSerdes serdes, TopicReader<TaskEvent> events, KafkaProducer<byte[], byte[]> producer, boolean again, String what)
      throws IOException, InterruptedException {
    say.accept(what + " ...");
    int killed = 0;
    Set<Integer> partitions = partitions(stage, killed);
    if (partitions.isEmpty()) {
      killed = 1; // it took over before, and has kept them
      partitions = partitions(stage, killed);
    }
    stage.killTasks(killed);
    long deadMillis = System.currentTimeMillis();
    if (again) {
      stage.startTasks(killed);
    }
    Map<Integer, Long> resumed = awaitResumed(serdes, events, producer, partitions, deadMillis);
    figures.add(what + ", first step", resumed.values().stream().mapToLong(Long::longValue).min().orElseThrow() / 1e3, "s");
    figures.add(what + ", last of its partitions", resumed.values().stream().mapToLong(Long::longValue).max().orElseThrow() / 1e3, "s");
  }

  private Set<Integer> partitions(FaultStage stage, int process) throws InterruptedException {
    return stage.partitionsOf(process, topics.tasksApplication(), topics.tasksRequests().name());
  }

  /** Sends one signal after the other, and sees when tasks of each partition heed theirs: milliseconds by partition. */
  private Map<Integer, Long> awaitResumed(
      EventSerdes serdes, TopicReader<TaskEvent> events, KafkaProducer<byte[], byte[]> producer, Set<Integer> partitions, long deadMillis) {
    var resumed = new HashMap<Integer, Long>();
    while (resumed.size() < partitions.size()) {
      for (int i = 0; i < SIGNALS_A_LOOK && signalled < waiting; i++) {
        var _ = producer.send(signal(serdes, signalled++));
      }
      for (var record : events.poll()) {
        long at = record.value().getAt().toEpochMilli();
        if (partitions.contains(record.partition()) && at > deadMillis && record.value().getType() == TaskEventType.STEP_COMPLETED) {
          resumed.putIfAbsent(record.partition(), at - deadMillis);
        }
      }
      if (System.currentTimeMillis() - deadMillis > RESUME_MAX.toMillis()) {
        throw new CommandFailedException("Tasks did not go on within " + RESUME_MAX.toMinutes() + " minutes.");
      }
    }
    return resumed;
  }

  private ProducerRecord<byte[], byte[]> signal(EventSerdes serdes, long n) {
    String topic = topics.tasksSignals().name();
    String id = Long.toString(n);
    var signal = new SignalTask("go-" + n, id, "bench-" + n % TENANTS, TaskSignal.MESSAGE, "go", "null", null, "bench", null, Instant.now());
    return new ProducerRecord<>(topic, id.getBytes(StandardCharsets.UTF_8), serdes.of(SignalTask.class).serializer().serialize(topic, signal));
  }
}

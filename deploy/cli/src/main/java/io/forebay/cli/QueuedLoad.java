package io.forebay.cli;

import io.forebay.schemas.ControlActions;
import io.forebay.schemas.ControlCommand;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.Lane;
import io.forebay.schemas.LaneStatus;
import io.forebay.schemas.Repeatability;
import io.forebay.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Measures what many waiting actions cost: memory, the time to restore them, and the latency of others meanwhile. */
final class QueuedLoad {
  private static final Duration TAKE_IN_MAX = Duration.ofMinutes(20);
  private static final Duration RESTART_MAX = Duration.ofMinutes(20);

  private final DevStack stack;
  private final int count;
  private final Consumer<String> say;
  private final Figures figures;
  private final Topics topics = Topics.defaults();
  private final EventSerdes serdes;

  /** Takes what was measured. */
  interface Figures {
    void add(String what, double value, String unit);
  }

  QueuedLoad(DevStack stack, int count, Consumer<String> say, Figures figures) {
    this.stack = stack;
    this.count = count;
    this.say = say;
    this.figures = figures;
    serdes = EventSerdes.connect(stack.registry(), false);
  }

  void measure(Duration phase) throws InterruptedException {
    var waiting = ActionLoad.of(topics, serdes, "waiting", 1, "core.echo", "{\"text\":\"hello\"}", Repeatability.REPEATABLE);
    var echo = ActionLoad.of(topics, serdes, "others", 4, "core.echo", "{\"text\":\"hello\"}", Repeatability.REPEATABLE);
    Lane lane = waiting.lanes().getFirst();
    pause(lane);
    try (var loop = others(echo, 0)) {
      loop.closed(phase, 1000);
      Latencies alone = Latencies.of(loop.open(100, phase));
      double heapBefore = heapMegabytes();
      say.accept("queueing %,d actions ...".formatted(count));
      long startNanos = System.nanoTime();
      send(stack.bootstrapServers(), waiting, 0, count);
      awaitQueued(lane, 0);
      figures.add("%,d actions taken into a paused lane".formatted(count), count / ((System.nanoTime() - startNanos) / 1e9), "actions/s");
      figures.add("heap for them, after a collection", heapMegabytes() - heapBefore, "MB");
      say.accept("others meanwhile ...");
      Latencies meanwhile = Latencies.of(loop.open(100, phase));
      figures.add("others at 100/s before, p50", alone.p50Ms(), "ms");
      figures.add("others at 100/s before, p99", alone.p99Ms(), "ms");
      figures.add("others at 100/s meanwhile, p50", meanwhile.p50Ms(), "ms");
      figures.add("others at 100/s meanwhile, p99", meanwhile.p99Ms(), "ms");
    }
    restart(lane, false, "restart with its state on disk, until the lane is told again");
    restart(lane, true, "restart with its state lost, until the lane is told again");
    try (var loop = others(echo, 1_000_000_000L)) {
      loop.once(1000);
    }
  }

  /** Sends as fast as it can and waits until the broker has all. */
  static void send(String kafka, LongFunction<ProducerRecord<byte[], byte[]>> load, long first, int count) {
    try (var producer = new KafkaProducer<>(KafkaClients.producer(kafka), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int n = 0; n < count; n++) {
        var _ = producer.send(load.apply(first + n));
      }
      producer.flush();
    }
  }

  private LoadLoop others(ActionLoad echo, long first) {
    return new LoadLoop(
        RecordSender.of(KafkaClients.promptProducer(stack.bootstrapServers())),
        stack.bootstrapServers(),
        topics.actionsResults("users").name(),
        10_000_000_000L + first,
        echo);
  }

  private void restart(Lane lane, boolean loseState, String what) throws InterruptedException {
    say.accept(what + " ...");
    long startNanos = System.nanoTime();
    long fromMillis = System.currentTimeMillis();
    stack.restartDispatch(loseState, RESTART_MAX);
    awaitQueued(lane, fromMillis);
    figures.add(what, (System.nanoTime() - startNanos) / 1e9, "s");
  }

  private void pause(Lane lane) {
    String topic = topics.actionsControls().name();
    var control =
        new ControlActions("bench-pause", lane.tenant(), lane.name(), ControlCommand.PAUSE, null, null, null, "bench", null, Instant.now());
    byte[] value = serdes.of(ControlActions.class).serializer().serialize(topic, control);
    byte[] key = lane.name().getBytes(StandardCharsets.UTF_8);
    send(stack.bootstrapServers(), _ -> new ProducerRecord<>(topic, lane.partition(topics.partitions()), key, value), 0, 1);
  }

  /** Waits until dispatch tells that all wait. */
  private void awaitQueued(Lane lane, long fromMillis) {
    long startNanos = System.nanoTime();
    try (var reader = new TopicReader<>(stack.bootstrapServers(), topics.actionsLanes(), serdes.of(LaneStatus.class).deserializer(), true)) {
      while (System.nanoTime() - startNanos < TAKE_IN_MAX.toNanos()) {
        for (var record : reader.poll()) {
          if (lane.name().equals(new String(record.key(), StandardCharsets.UTF_8)) && record.value() != null && record.value().getQueued() == count && record.timestamp() >= fromMillis) {
            return;
          }
        }
      }
    }
    throw new CommandFailedException("Not all actions were taken in within " + TAKE_IN_MAX.toMinutes() + " minutes.");
  }

  /** What is used after a collection. */
  static double heapMegabytes() {
    System.gc();
    var runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / 1e6;
  }
}

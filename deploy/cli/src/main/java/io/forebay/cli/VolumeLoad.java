package io.forebay.cli;

import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Measures what many tasks cost that have ended or wait: disk, memory, and the time until tasks go on after a restart. */
final class VolumeLoad {
  private static final String WAITING = "bench-waiting";
  private static final String DONE = "bench-done";
  private static final Map<String, String> DEFINITIONS =
      Map.of(
          WAITING,
          """
          agent: bench-waiting
          nodes:
            rest: {wait: {signal: go}}
          """,
          DONE,
          """
          agent: bench-done
          nodes:
            done: {end: {output: {text: done}}}
          """);
  private static final int TENANTS = 8;
  private static final Duration SILENCE_MAX = Duration.ofMinutes(2);
  private static final Duration RESTART_MAX = Duration.ofMinutes(30);

  /** Enough for each partition to have some. */
  private static final int PROBES = 64;

  private static final long FIRST_DONE = 1_000_000_000L;
  private static final long FIRST_PROBE = 2_000_000_000L;

  private final DevStack stack;
  private final int finished;
  private final int waiting;
  private final Consumer<String> say;
  private final QueuedLoad.Figures figures;
  private final Topics topics = Topics.defaults();
  private final EventSerdes serdes;
  private long nextProbe = FIRST_PROBE;

  /**
   * @param finished tasks that have ended, at least 1: their results tell that those that were sent before them have begun
   * @param waiting tasks that wait for a signal
   */
  VolumeLoad(DevStack stack, int finished, int waiting, Consumer<String> say, QueuedLoad.Figures figures) {
    this.stack = stack;
    this.finished = finished;
    this.waiting = waiting;
    this.say = say;
    this.figures = figures;
    serdes = EventSerdes.connect(stack.registry(), false);
  }

  void measure() throws InterruptedException, IOException {
    BenchAgents.apply(stack.bootstrapServers(), topics, serdes, DEFINITIONS);
    probe();
    double heapBefore = QueuedLoad.heapMegabytes();
    say.accept("%,d tasks that wait and %,d that end ...".formatted(waiting, finished));
    long startNanos = System.nanoTime();
    QueuedLoad.send(stack.bootstrapServers(), TaskLoad.of(topics, serdes, WAITING, TENANTS), 0, waiting);
    QueuedLoad.send(stack.bootstrapServers(), TaskLoad.of(topics, serdes, DONE, TENANTS), FIRST_DONE, finished);
    awaitResults(PROBES + finished);
    String many = "%,d finished and %,d waiting tasks".formatted(finished, waiting);
    figures.add(many + ", taken", (finished + waiting) / ((System.nanoTime() - startNanos) / 1e9), "tasks/s");
    figures.add("heap for them, after a collection", QueuedLoad.heapMegabytes() - heapBefore, "MB");
    restart(false, "restart with the state on disk, until new tasks have ended");
    figures.add("disk of the state folder", bytes(stack.tasksState()) / 1e6, "MB");
    restart(true, "restart with the state lost, until new tasks have ended");
  }

  private void restart(boolean loseState, String what) throws InterruptedException {
    say.accept(what + " ...");
    long startNanos = System.nanoTime();
    stack.restartTasks(loseState, RESTART_MAX);
    probe();
    figures.add(what, (System.nanoTime() - startNanos) / 1e9, "s");
  }

  /** Some tasks that end at once, on every partition. */
  private void probe() {
    var load = TaskLoad.of(topics, serdes, DONE, TENANTS);
    var sender = RecordSender.of(KafkaClients.promptProducer(stack.bootstrapServers()));
    try (var loop = new LoadLoop(sender, stack.bootstrapServers(), topics.tasksResults().name(), nextProbe, load)) {
      loop.once(PROBES);
    }
    nextProbe += PROBES;
  }

  private void awaitResults(long count) {
    try (var consumer = TopicReader.consumer(stack.bootstrapServers(), new ByteArrayDeserializer())) {
      var partitions = TopicReader.partitions(consumer, stack.bootstrapServers(), topics.tasksResults().name());
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long read = 0;
      long movedNanos = System.nanoTime();
      while (read < count) {
        int came = consumer.poll(TopicReader.POLL).count();
        read += came;
        movedNanos = came > 0 ? System.nanoTime() : movedNanos;
        if (System.nanoTime() - movedNanos > SILENCE_MAX.toNanos()) {
          throw new CommandFailedException("Only %,d of %,d tasks have ended, and for %d s none did.".formatted(read, count, SILENCE_MAX.toSeconds()));
        }
      }
    }
  }

  private static long bytes(Path folder) throws IOException {
    long bytes = 0;
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }
}

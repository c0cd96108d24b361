package io.forebay.cli;

import io.forebay.runtime.Logging;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs tasks while what runs them is killed and the broker is restarted, and counts what came of them. */
@Command(
    name = "task-faults",
    description = "Run tasks while two tasks processes, dispatch and runners are killed and the broker is restarted, and count what came of them.",
    mixinStandardHelpOptions = true)
final class BenchTaskFaultsCommand implements Callable<Integer> {
  private static final Duration QUIET_MAX = Duration.ofMinutes(5);
  private static final Duration UP_MAX = Duration.ofMinutes(2);

  /** A process that another takes over from stays away for longer than that takes. */
  private static final Duration AWAY = Duration.ofSeconds(20);

  private static final int PROCESSES = 2;
  private static final int RUNNERS = 2;

  @Mixin private Output output;
  @Spec private CommandSpec spec;

  @Option(names = "--tasks", defaultValue = "1000", description = "Tasks of 5 to 50 steps; default: ${DEFAULT-VALUE}.")
  private int tasks;

  @Option(names = "--seconds", defaultValue = "180", description = "How long tasks are asked for and things fail; default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(names = "--standbys", defaultValue = "1", description = "Copies of the tasks' state in the other process, 0 or 1; default: ${DEFAULT-VALUE}.")
  private int standbys;

  @Option(names = "--seed", defaultValue = "1", description = "Of what fails when, and of the tasks; default: ${DEFAULT-VALUE}.")
  private long seed;

  private final Topics topics = FaultPartCommand.topics().catalogue();
  private final List<Takeover> takeovers = new ArrayList<>();
  private int away = -1;
  private long backNanos;
  private boolean brokerRestarted;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (tasks < 1 || seconds < 1 || standbys < 0 || standbys >= PROCESSES) {
      throw new ParameterException(spec.commandLine(), "--tasks and --seconds must be at least 1, --standbys 0 or 1");
    }
    Logging.configure(Terminal.isPresent(), Level.ERROR);
    Path folder = Files.createTempDirectory("forebay-task-faults");
    try (var stage = new FaultStage(folder, new FaultStage.Crew(RUNNERS, PROCESSES, 0, standbys))) {
      TaskFaultCounts counts = run(stage);
      output.answer(counts, counts::text);
      return counts.hold() ? 0 : 1;
    } finally {
      DevStack.deleteTree(folder);
    }
  }

  private TaskFaultCounts run(FaultStage stage) throws IOException, InterruptedException {
    stage.awaitUp(UP_MAX);
    var serdes = EventSerdes.connect(stage.registry(), false);
    BenchAgents.apply(stage.kafka(), topics, serdes, TaskFaultLoad.DEFINITIONS);
    try (var producer = producer(stage);
        var log = new TaskFaultLog(stage.kafka(), topics, serdes);
        var operator = new FaultOperator(stage.kafka(), topics, serdes, producer)) {
      operator.shortenLeases();
      var load = TaskFaultLoad.of(topics, serdes, seed);
      var random = new Random(seed);
      long startNanos = System.nanoTime();
      long lengthNanos = Duration.ofSeconds(seconds).toNanos();
      long nextFaultNanos = startNanos + Duration.ofSeconds(5).toNanos();
      int next = 0;
      while ((log.ended() < tasks || !log.isAtEnd()) && System.nanoTime() - startNanos < lengthNanos + QUIET_MAX.toNanos()) {
        long elapsed = System.nanoTime() - startNanos;
        for (int due = (int) Math.min(tasks, (double) tasks * elapsed / lengthNanos + 1); next < due; next++) {
          var _ = producer.send(load.apply(next));
        }
        comeBack(stage);
        if (elapsed < lengthNanos && System.nanoTime() >= nextFaultNanos && stage.isUp()) {
          fail(stage, random, Duration.ofNanos(elapsed).toSeconds());
          nextFaultNanos = System.nanoTime() + Duration.ofMillis(3000 + random.nextInt(4000)).toNanos();
        }
        log.read();
        operator.resolve();
      }
      return TaskFaultCounts.of(tasks, log, FaultLedger.read(stage.ledgers()), takeovers, operator.resolved());
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(FaultStage stage) {
    Map<String, Object> properties = KafkaClients.promptProducer(stage.kafka());
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 60_000);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 120_000);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private void fail(FaultStage stage, Random random, long second) throws IOException, InterruptedException {
    int which = random.nextInt(6);
    if (second >= seconds / 2 && !brokerRestarted) {
      say(second, "restarting the broker");
      stage.restartBroker();
      brokerRestarted = true;
    } else if (which == 0) {
      say(second, "killing dispatch");
      stage.killDispatch();
    } else if (which < 3 || away >= 0) {
      say(second, "killing a runner");
      stage.killRunner(random.nextInt(RUNNERS));
    } else {
      killTasks(stage, random.nextInt(PROCESSES), random.nextBoolean(), second);
    }
  }

  private void killTasks(FaultStage stage, int index, boolean again, long second) throws IOException, InterruptedException {
    var partitions = stage.partitionsOf(index, topics.tasksApplication(), topics.tasksRequests().name());
    say(second, "killing tasks process %d with partitions %s, %s".formatted(index, partitions, again ? "started again at once" : "another takes over"));
    stage.killTasks(index);
    takeovers.add(new Takeover(System.currentTimeMillis(), partitions, again));
    if (again) {
      stage.startTasks(index);
    } else {
      away = index;
      backNanos = System.nanoTime() + AWAY.toNanos();
    }
  }

  private void comeBack(FaultStage stage) throws IOException {
    if (away >= 0 && System.nanoTime() >= backNanos) {
      stage.startTasks(away);
      away = -1;
    }
  }

  private void say(long second, String line) {
    if (!output.isJson()) {
      spec.commandLine().getErr().println("second " + second + ": " + line + " ...");
      spec.commandLine().getErr().flush();
    }
  }
}

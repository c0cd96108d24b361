package io.forebay.cli;

import io.forebay.runtime.Logging;
import io.forebay.schemas.ActionFinished;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.Repeatability;
import io.forebay.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs actions while runners and dispatch are killed and the broker is restarted, and counts what came of them. */
@Command(
    name = "faults",
    description = "Run actions while runners and dispatch are killed and the broker is restarted, and count what came of them.",
    mixinStandardHelpOptions = true)
final class BenchFaultsCommand implements Callable<Integer> {
  private static final int WORK_MS_MAX = 200;
  private static final int BATCH = 20;
  private static final List<Repeatability> TURNS = List.of(Repeatability.values());
  private static final Duration QUIET_MAX = Duration.ofMinutes(5);
  private static final Duration ASK_AGAIN = Duration.ofSeconds(10);

  @Mixin private Output output;
  @Spec private CommandSpec spec;

  @Option(names = "--actions", defaultValue = "10000", description = "Actions, a third of each repeatability; default: ${DEFAULT-VALUE}.")
  private int actions;

  @Option(names = "--seconds", defaultValue = "120", description = "How long actions are asked for and things fail; default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(names = "--runners", defaultValue = "2", description = "Runner processes; default: ${DEFAULT-VALUE}.")
  private int runnerCount;

  @Option(names = "--seed", defaultValue = "1", description = "Of what fails when; default: ${DEFAULT-VALUE}.")
  private long seed;

  private final Map<String, Repeatability> asked = new LinkedHashMap<>();
  private final Map<String, List<ActionFinished>> results = new HashMap<>();
  private final Map<String, Long> sentNanos = new HashMap<>();
  private final Map<Repeatability, ActionLoad> loads = new EnumMap<>(Repeatability.class);
  private final Topics topics = FaultPartCommand.topics().catalogue();
  private int runnerKills;
  private int dispatchKills;
  private int brokerRestarts;
  private int resolved;
  private long heardNanos;
  private long silenceMaxNanos;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (actions < 1 || seconds < 1 || runnerCount < 1) {
      throw new ParameterException(spec.commandLine(), "--actions, --seconds and --runners must be at least 1");
    }
    Logging.configure(Terminal.isPresent(), Level.ERROR);
    Path folder = Files.createTempDirectory("forebay-faults");
    try (var stage = new FaultStage(folder, new FaultStage.Crew(runnerCount, 0, 0, 0))) {
      FaultCounts counts = run(stage);
      output.answer(counts, () -> counts.text(runnerKills, dispatchKills, brokerRestarts));
      return counts.hold() ? 0 : 1;
    }
  }

  private FaultCounts run(FaultStage stage) throws IOException, InterruptedException {
    var serdes = EventSerdes.connect(stage.registry(), false);
    for (Repeatability repeatability : Repeatability.values()) {
      String name = "faults-" + repeatability.name().toLowerCase(java.util.Locale.ROOT);
      loads.put(repeatability, ActionLoad.of(topics, serdes, name, 4, FaultHandler.CAPABILITY, "{\"ms\":" + WORK_MS_MAX / 2 + "}", repeatability));
    }
    try (var plain = producer(stage, false);
        var transactional = producer(stage, true);
        var answers = new TopicReader<>(stage.kafka(), topics.actionsResults("users"), serdes.of(ActionFinished.class).deserializer(), true);
        var operator = new FaultOperator(stage.kafka(), topics, serdes, plain)) {
      transactional.initTransactions();
      operator.shortenLeases();
      var random = new Random(seed);
      long startNanos = System.nanoTime();
      long lengthNanos = Duration.ofSeconds(seconds).toNanos();
      long nextFaultNanos = startNanos + Duration.ofSeconds(5).toNanos();
      int next = 0;
      while (results.size() < actions && System.nanoTime() - startNanos < lengthNanos + QUIET_MAX.toNanos()) {
        long elapsed = System.nanoTime() - startNanos;
        int due = (int) Math.min(actions, (double) actions * elapsed / lengthNanos + BATCH);
        while (next < due) {
          ask(plain, transactional, next, Math.min(BATCH, actions - next));
          next += Math.min(BATCH, actions - next);
        }
        if (elapsed < lengthNanos && System.nanoTime() >= nextFaultNanos && stage.isUp()) {
          fail(stage, random, elapsed);
          nextFaultNanos = System.nanoTime() + Duration.ofMillis(2000 + random.nextInt(3000)).toNanos();
        }
        read(answers);
        operator.resolve();
        resolved = operator.resolved();
        askAgain(plain, transactional);
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
    }
    return FaultCounts.of(asked, results, FaultLedger.read(stage.ledgers()), resolved, Duration.ofNanos(silenceMaxNanos).toMillis());
  }

  private static KafkaProducer<byte[], byte[]> producer(FaultStage stage, boolean transactional) {
    Map<String, Object> properties =
        transactional ? KafkaClients.transactionalProducer(stage.kafka(), "forebay-bench-faults") : KafkaClients.promptProducer(stage.kafka());
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 60_000);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 120_000);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** The n-th action's repeatability goes in turn; those that may run once are asked for in one transaction. */
  private void ask(KafkaProducer<byte[], byte[]> plain, KafkaProducer<byte[], byte[]> transactional, int first, int count) {
    var once = new ArrayList<ProducerRecord<byte[], byte[]>>();
    for (int n = first; n < first + count; n++) {
      Repeatability repeatability = TURNS.get(n % TURNS.size());
      ActionLoad load = loads.get(repeatability);
      asked.put(load.id(n), repeatability);
      sentNanos.put(load.id(n), System.nanoTime());
      if (repeatability == Repeatability.ONCE) {
        once.add(load.apply(n));
      } else {
        var _ = plain.send(load.apply(n));
      }
    }
    commit(transactional, once);
  }

  private static void commit(KafkaProducer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> records) {
    if (records.iterator().hasNext()) {
      producer.beginTransaction();
      records.forEach(
          record -> {
            var _ = producer.send(record);
          });
      producer.commitTransaction();
    }
  }

  /** An asker that has heard nothing for a while asks again, under the same id. */
  private void askAgain(KafkaProducer<byte[], byte[]> plain, KafkaProducer<byte[], byte[]> transactional) {
    long now = System.nanoTime();
    var once = new ArrayList<ProducerRecord<byte[], byte[]>>();
    int n = 0;
    for (var entry : asked.entrySet()) {
      String id = entry.getKey();
      if (!results.containsKey(id) && now - sentNanos.get(id) > ASK_AGAIN.toNanos()) {
        sentNanos.put(id, now);
        if (entry.getValue() == Repeatability.ONCE) {
          once.add(loads.get(Repeatability.ONCE).apply(n));
        } else {
          var _ = plain.send(loads.get(entry.getValue()).apply(n));
        }
      }
      n++;
    }
    commit(transactional, once);
  }

  private void fail(FaultStage stage, Random random, long elapsedNanos) throws IOException, InterruptedException {
    long second = Duration.ofNanos(elapsedNanos).toSeconds();
    if (second >= seconds / 2 && brokerRestarts == 0) {
      say("second " + second + ": restarting the broker ...");
      stage.restartBroker();
      brokerRestarts++;
    } else if (random.nextInt(4) == 0) {
      say("second " + second + ": killing dispatch ...");
      stage.killDispatch();
      dispatchKills++;
    } else {
      say("second " + second + ": killing a runner ...");
      stage.killRunner(random.nextInt(runnerCount));
      runnerKills++;
    }
  }

  private void read(TopicReader<ActionFinished> answers) {
    var records = answers.poll();
    if (records.iterator().hasNext()) {
      long now = System.nanoTime();
      silenceMaxNanos = results.isEmpty() ? 0 : Math.max(silenceMaxNanos, now - heardNanos);
      heardNanos = now;
    }
    for (var record : records) {
      results.computeIfAbsent(record.value().getActionId(), _ -> new ArrayList<>()).add(record.value());
    }
  }

  private void say(String line) {
    if (!output.isJson()) {
      spec.commandLine().getErr().println(line);
      spec.commandLine().getErr().flush();
    }
  }
}

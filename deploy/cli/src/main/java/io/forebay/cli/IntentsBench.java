package io.forebay.cli;

import io.forebay.schemas.DecisionStatus;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.IntentDecided;
import io.forebay.schemas.Scene;
import io.forebay.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Measures intents in a running stack, from the intended send of a signal to the decision that can be read. */
final class IntentsBench {
  /** What a decision may take. */
  static final Duration BUDGET = Duration.ofMillis(10);

  private static final double WARM_UP_RATE = 1_000;
  private static final int STORM_FACTOR = 100;
  private static final Duration STORM = Duration.ofSeconds(10);
  private static final Duration CALM = Duration.ofSeconds(1);
  private static final Duration AFTER_STORM = Duration.ofSeconds(10);
  private static final double[] CURVE = {100, 200, 500, 1_000, 1_500, 2_000, 3_000, 4_000, 6_000, 8_000, 12_000, 16_000, 24_000};
  private static final int MISSES_MAX = 2;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration WARM_UP_MAX = Duration.ofMinutes(2);

  /** The compiler is busy for more than a minute on two processors, and takes them from what is measured. */
  private static final int WARM_UP_PHASES = 4;

  /** From here on minutes are compared. */
  private static final Duration LONG = Duration.ofMinutes(2);

  private static final int TURNS = 5;
  private static final Duration SCENES_KNOWN = Duration.ofSeconds(2);
  private static final long STRIDE = 1_000_000_000L;
  private static final double MICROS = 1_000;

  private final IntentsStack stack;
  private final SignalCrowd crowd;
  private final Consumer<String> say;
  private final EventSerdes serdes;
  private final Topics topics = Topics.defaults();
  private final List<Figure> figures = new ArrayList<>();
  private long next = 1;
  /** Number of the first signal that is measured; 0 before. */
  private long warm;

  /**
   * How one rate went.
   *
   * @param rate signals a second
   * @param unanswered signals without a decision: newer ones overtook them
   * @param shareBelow share of all signals whose decision could be read within 10 ms
   */
  record Point(double rate, Latencies latencies, long unanswered, double shareBelow) {
    boolean holds() {
      return latencies.p99Ms() < BUDGET.toMillis();
    }
  }

  IntentsBench(IntentsStack stack, SignalCrowd crowd, Consumer<String> say) {
    this.stack = stack;
    this.crowd = crowd;
    this.say = say;
    serdes = EventSerdes.connect(stack.registry(), false);
    applyScenes();
  }

  List<Figure> figures() {
    return List.copyOf(figures);
  }

  private void applyScenes() {
    try (var producer = new KafkaProducer<>(KafkaClients.promptProducer(stack.bootstrapServers()), new StringSerializer(), serdes.of(Scene.class).serializer())) {
      for (Scene scene : crowd.scenes()) {
        producer.send(new ProducerRecord<>(topics.intentsScenes().name(), scene.getSceneId(), scene)).get();
      }
    } catch (ExecutionException e) {
      throw KafkaFailures.sentence(stack.bootstrapServers(), e.getCause());
    } catch (KafkaException e) {
      throw KafkaFailures.sentence(stack.bootstrapServers(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("interrupted while sending scenes", e);
    }
    LockSupport.parkNanos(SCENES_KNOWN.toNanos()); // scenes and signals are two topics: nothing tells which is read first
  }

  /** Open loop at these rates, beside a topology that only passes signals on. */
  void rates(List<Integer> rates, Duration phase, int threads) {
    try (var _ = new BareTopology(stack.bootstrapServers(), topics.partitions(), threads);
        var deciding = loop(topics.intentsSignals().name(), topics.intentsDecisions().name());
        var passing = loop(BareTopology.IN, BareTopology.OUT)) {
      warmUp(deciding, phase);
      say.accept("warming up a topology that passes through ...");
      passing.open(WARM_UP_RATE, shorter(phase, MINUTE));
      for (int rate : rates) {
        byTurns(rate, phase, deciding, passing);
      }
    }
  }

  /**
   * Decides and passes through by turns, so that what the machine does meanwhile happens to both. Where the first and the last minute are compared, deciding goes on without a pause, with a
   * minute of passing through before and one after.
   */
  private void byTurns(int rate, Duration phase, SignalLoop deciding, SignalLoop passing) {
    boolean isLong = phase.compareTo(LONG) >= 0;
    int turns = isLong ? 1 : TURNS;
    Duration turn = phase.dividedBy(turns);
    var decided = new ArrayList<AnswerTimes>();
    var passed = new ArrayList<AnswerTimes>();
    var pauses = new ArrayList<CollectorPauses>();
    String what = "decisions at %d/s".formatted(rate);
    try (var memory = new MemorySamples()) {
      for (int at = 0; at < turns; at++) {
        say.accept("%s and passing through, turn %d of %d ...".formatted(what, at + 1, turns));
        passed.add(passing.open(rate, shorter(turn, MINUTE)));
        double liveMb = isLong ? MemorySamples.liveHeapMb() : 0;
        Duration before = memory.age();
        try (var collected = new CollectorPauses()) {
          decided.add(deciding.open(rate, turn));
          pauses.add(collected);
        }
        if (isLong) {
          addMinutes(what, decided.getLast(), memory, before);
          figures.add(new Figure(what + ", heap after a full collection at the end, beside the begin", MemorySamples.liveHeapMb(), "MB", liveMb));
        }
      }
      passed.add(passing.open(rate, shorter(turn, MINUTE)));
    }
    add(what, AnswerTimes.join(decided), AnswerTimes.join(passed));
    addPauses(what, pauses);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void add(String what, AnswerTimes decided, AnswerTimes passed) {
    decided.latencies().addAll(figures, what, passed.latencies());
    figures.add(new Figure(what + ", below 10 ms", 100 * decided.shareBelow(BUDGET), "%", 100 * passed.shareBelow(BUDGET)));
    figures.add(new Figure(what + ", overtaken by newer signals", decided.unanswered(), "", null));
  }

  /**
   * The last minute beside the first.
   *
   * @param before age of the memory's samples when deciding began
   */
  private void addMinutes(String what, AnswerTimes decided, MemorySamples memory, Duration before) {
    Duration last = decided.length().minus(MINUTE);
    double firstP99 = decided.latencies(0, MINUTE.toNanos()).p99Ms();
    figures.add(new Figure(what + ", p99 of the last minute, beside the first", decided.latencies(last.toNanos(), Long.MAX_VALUE).p99Ms(), "ms", firstP99));
    Duration firstEnd = before.plus(MINUTE);
    Duration lastBegin = before.plus(last);
    Duration lastEnd = lastBegin.plus(MINUTE);
    figures.add(new Figure(what + ", memory of the last minute, beside the first", memory.residentMb(lastBegin, lastEnd), "MB", memory.residentMb(before, firstEnd)));
  }

  private void addPauses(String what, List<CollectorPauses> pauses) {
    String collected = what + ", " + CollectorPauses.collectors();
    figures.add(new Figure(collected + ", pauses", pauses.stream().mapToLong(CollectorPauses::count).sum(), "", null));
    figures.add(new Figure(collected + ", all of them", pauses.stream().mapToLong(CollectorPauses::totalMs).sum(), "ms", null));
    figures.add(new Figure(collected + ", longest", pauses.stream().mapToLong(CollectorPauses::longestMs).max().orElse(0), "ms", null));
  }

  /** Higher and higher rates until the 99th percentile is no longer below 10 ms, twice: one miss may be the machine's. */
  List<Point> curve(Duration phase) {
    var points = new ArrayList<Point>();
    int misses = 0;
    try (var loop = loop(topics.intentsSignals().name(), topics.intentsDecisions().name())) {
      warmUp(loop, phase);
      for (double rate : CURVE) {
        say.accept("curve, %.0f/s ...".formatted(rate));
        AnswerTimes times = loop.open(rate, phase);
        points.add(new Point(rate, times.latencies(), times.unanswered(), times.shareBelow(BUDGET)));
        misses = points.getLast().holds() ? 0 : misses + 1;
        if (misses == MISSES_MAX) {
          break;
        }
      }
    }
    double held = points.stream().filter(Point::holds).mapToDouble(Point::rate).max().orElse(0);
    figures.add(new Figure("highest rate that holds p99 below 10 ms", held, "/s", null));
    return points;
  }

  /** A hundred times the rate for ten seconds, and how soon all is well again: beside as long a time at that rate before. */
  void storm(int rate, Duration phase) {
    try (var loop = loop(topics.intentsSignals().name(), topics.intentsDecisions().name())) {
      warmUp(loop, phase);
      say.accept("%d/s for %d s ...".formatted(rate, AFTER_STORM.toSeconds()));
      AnswerTimes before = loop.open(rate, AFTER_STORM);
      double stormRate = (double) STORM_FACTOR * rate;
      say.accept("storm of %.0f/s for %d s ...".formatted(stormRate, STORM.toSeconds()));
      AnswerTimes after = loop.storm(rate, stormRate, STORM, AFTER_STORM);
      String what = "after a storm of %.0f/s for %d s".formatted(stormRate, STORM.toSeconds());
      figures.add(new Figure(what + ", until a second without one of 10 ms", after.calmAfter(BUDGET, CALM).toNanos() / 1e6, "ms", null));
      figures.add(new Figure(what + ", the same before the storm", before.calmAfter(BUDGET, CALM).toNanos() / 1e6, "ms", null));
      figures.add(new Figure(what + ", unanswered", after.unanswered(), "", null));
      after.latencies(CALM.toNanos(), Long.MAX_VALUE).addAll(figures, what + " and 1 s", before.latencies(CALM.toNanos(), Long.MAX_VALUE));
      figures.add(new Figure(what + ", below 10 ms", 100 * after.shareBelow(BUDGET), "%", 100 * before.shareBelow(BUDGET)));
    }
  }

  /** What deciding itself took, out of all decisions of this run, and how many were no decisions. */
  void compute() {
    var micros = new Histogram(Duration.ofMinutes(1).toNanos() / 1000, 3);
    long stopped = 0;
    var decisions = serdes.of(IntentDecided.class).deserializer();
    try (var reader = new TopicReader<>(stack.bootstrapServers(), topics.intentsDecisions(), decisions, true)) {
      while (!reader.isAtEnd()) {
        for (var record : reader.poll()) {
          if (record.value().getSequence() >= warm) {
            micros.recordValue(record.value().getComputeMicros());
            stopped += record.value().getStatus() == DecisionStatus.DECIDED ? 0 : 1;
          }
        }
      }
    }
    figures.add(new Figure("compute a decision, p50", micros.getValueAtPercentile(50) / MICROS, "ms", null));
    figures.add(new Figure("compute a decision, p99", micros.getValueAtPercentile(99) / MICROS, "ms", null));
    figures.add(new Figure("compute a decision, p99.9", micros.getValueAtPercentile(99.9) / MICROS, "ms", null));
    figures.add(new Figure("decisions that rely on nothing (stale, implausible, of unknown scenes)", stopped, "", null));
    PeakMemory.bytes(ProcessHandle.current().pid()).ifPresent(bytes -> figures.add(new Figure("peak memory of all parts", bytes / 1e6, "MB", null)));
  }

  private void warmUp(SignalLoop loop, Duration phase) {
    if (warm == 0) {
      say.accept("warming up ...");
      loop.open(WARM_UP_RATE, shorter(phase.multipliedBy(WARM_UP_PHASES), WARM_UP_MAX));
      warm = loop.next();
    }
  }

  private SignalLoop loop(String input, String output) {
    next += STRIDE;
    return new SignalLoop(stack.bootstrapServers(), serdes, topics.intentsSignals().name(), input, output, crowd, next);
  }
}

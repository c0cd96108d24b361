package io.forebay.cli;

import io.forebay.runtime.Logging;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.Repeatability;
import io.forebay.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures actions from request to result, beside what Kafka alone needs for as many hops, everything in this process. */
@Command(
    name = "actions",
    description = "Measure actions from request to result, everything in one process, beside what Kafka alone needs for as many hops.",
    mixinStandardHelpOptions = true)
final class BenchActionsCommand implements Callable<Integer> {
  private static final int UNANSWERED_MAX = 2_000;
  private static final int SLEEPERS = 2_000;
  private static final int SLEEP_MS = 100;
  private static final int TENANTS = 8;
  private static final long STRIDE = 1_000_000_000L;

  @Mixin private Output output;
  @Spec private CommandSpec spec;

  /** What can be measured. */
  enum Part {
    CLOSED,
    OPEN,
    ONCE,
    SLEEP,
    NOISY,
    QUEUED
  }

  @Option(names = "--parts", split = ",", paramLabel = "PART", description = "What to measure: ${COMPLETION-CANDIDATES}; default: all.")
  private Set<Part> parts = EnumSet.allOf(Part.class);

  @Option(names = "--seconds", defaultValue = "15", description = "Length of each phase, after a warm-up of twice the length; default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(names = "--queued", defaultValue = "1000000", description = "Actions that wait in the part QUEUED; default: ${DEFAULT-VALUE}.")
  private int queued;

  @Option(names = "--noise", defaultValue = "100000", description = "Actions of the noisy tenant in the part NOISY; default: ${DEFAULT-VALUE}.")
  private int noise;

  private final List<Figure> figures = new ArrayList<>();
  private long first;

  @Override
  public Integer call() throws InterruptedException {
    if (seconds < 1 || seconds > 3600) {
      throw new ParameterException(spec.commandLine(), "--seconds must be from 1 to 3600, got " + seconds);
    }
    if (queued < 1 || noise < 1) {
      throw new ParameterException(spec.commandLine(), "--queued and --noise must be at least 1");
    }
    Logging.configure(Terminal.isPresent(), Level.ERROR);
    if (parts.contains(Part.CLOSED) || parts.contains(Part.OPEN) || parts.contains(Part.ONCE)) {
      try (var stack = DevStack.start(DevStack.Options.throwAway())) {
        measureEcho(stack);
      }
    }
    if (parts.contains(Part.SLEEP)) {
      try (var stack = DevStack.start(DevStack.Options.throwAway().withPartitions(2))) {
        measureSleepers(stack);
      }
    }
    if (parts.contains(Part.NOISY)) {
      try (var stack = DevStack.start(DevStack.Options.throwAway())) {
        measureNoise(stack);
      }
    }
    if (parts.contains(Part.QUEUED)) {
      try (var stack = DevStack.start(DevStack.Options.throwAway())) {
        var load = new QueuedLoad(stack, queued, this::say, (what, value, unit) -> figures.add(new Figure(what, value, unit, null)));
        load.measure(Duration.ofSeconds(seconds));
      }
    }
    output.answer(figures, this::text);
    return 0;
  }

  private void measureEcho(DevStack stack) {
    var topics = Topics.defaults();
    var serdes = EventSerdes.connect(stack.registry(), false);
    var phase = Duration.ofSeconds(seconds);
    var echo = ActionLoad.of(topics, serdes, "echo", TENANTS, "core.echo", "{\"text\":\"hello\"}", Repeatability.REPEATABLE);
    try (var loop = loop(stack, topics, echo)) {
      say("warming up ...");
      loop.closed(phase.multipliedBy(2), UNANSWERED_MAX);
      if (parts.contains(Part.CLOSED)) {
        say("core.echo, closed loop ...");
        double rate = loop.closed(phase, UNANSWERED_MAX);
        figures.add(new Figure("core.echo, closed loop", rate, "actions/s", bareRate(stack, echo, phase)));
      }
      if (parts.contains(Part.OPEN)) {
        say("core.echo, open loop ...");
        Latencies at10 = Latencies.of(loop.open(10, phase));
        Latencies at100 = Latencies.of(loop.open(100, phase));
        try (var _ = new BareHops(stack.bootstrapServers(), List.of("bench.hop0", "bench.hop1", "bench.hop2", "bench.hop3"), 1);
            var bare = bareLoop(stack, "bench.hop0", "bench.hop3", echo)) {
          bare.closed(phase, UNANSWERED_MAX);
          at10.add(figures, "core.echo at 10/s", Latencies.of(bare.open(10, phase)));
          at100.add(figures, "core.echo at 100/s", Latencies.of(bare.open(100, phase)));
        }
      }
    }
    if (parts.contains(Part.ONCE)) {
      var once = ActionLoad.of(topics, serdes, "once", TENANTS, "core.echo", "{\"text\":\"hello\"}", Repeatability.ONCE);
      var sender = RecordSender.transactional(stack.bootstrapServers(), "forebay-bench", 8);
      try (var loop = new LoadLoop(sender, stack.bootstrapServers(), topics.actionsResults("users").name(), next(), once)) {
        say("core.echo as ONCE, open loop, a transaction each ...");
        loop.closed(phase, 16);
        Latencies.of(loop.open(10, phase)).add(figures, "core.echo as ONCE at 10/s", null);
        Latencies.of(loop.open(100, phase)).add(figures, "core.echo as ONCE at 100/s", null);
      }
    }
  }

  private double bareRate(DevStack stack, LongFunction<ProducerRecord<byte[], byte[]>> load, Duration phase) {
    say("bare share group, closed loop ...");
    try (var _ = new BareHops(stack.bootstrapServers(), List.of("bench.share0", "bench.share1"), 0);
        var bare = bareLoop(stack, "bench.share0", "bench.share1", load)) {
      bare.closed(phase, UNANSWERED_MAX);
      return bare.closed(phase, UNANSWERED_MAX);
    }
  }

  /** The same values, keyed by number. */
  private LoadLoop bareLoop(DevStack stack, String input, String answers, LongFunction<ProducerRecord<byte[], byte[]>> load) {
    return new LoadLoop(
        RecordSender.of(KafkaClients.promptProducer(stack.bootstrapServers())),
        stack.bootstrapServers(),
        answers,
        next(),
        n -> new ProducerRecord<>(input, LoadLoop.key(n), load.apply(n).value()));
  }

  private LoadLoop loop(DevStack stack, Topics topics, LongFunction<ProducerRecord<byte[], byte[]>> load) {
    return new LoadLoop(
        RecordSender.of(KafkaClients.promptProducer(stack.bootstrapServers())),
        stack.bootstrapServers(),
        topics.actionsResults("users").name(),
        next(),
        load);
  }

  private void measureSleepers(DevStack stack) {
    var topics = new Topics("", 2);
    var serdes = EventSerdes.connect(stack.registry(), false);
    var sleep = ActionLoad.of(topics, serdes, "sleep", 2, "core.sleep", "{\"ms\":" + SLEEP_MS + "}", Repeatability.REPEATABLE);
    try (var loop = loop(stack, topics, sleep)) {
      say("core.sleep, warming up ...");
      loop.closed(Duration.ofSeconds(seconds), SLEEPERS);
      say("core.sleep ...");
      long startNanos = System.nanoTime();
      loop.once(SLEEPERS);
      figures.add(
          new Figure(
              "%,d actions of %d ms at once, one runner, 2 partitions".formatted(SLEEPERS, SLEEP_MS),
              SLEEPERS / ((System.nanoTime() - startNanos) / 1e9),
              "actions/s",
              null));
      figures.add(
          new Figure(
              "actions of %d ms, closed loop of %,d".formatted(SLEEP_MS, SLEEPERS), loop.closed(Duration.ofSeconds(seconds), SLEEPERS), "actions/s", null));
    }
  }

  private void measureNoise(DevStack stack) {
    var topics = Topics.defaults();
    var serdes = EventSerdes.connect(stack.registry(), false);
    var quiet = ActionLoad.of(topics, serdes, "quiet", 1, "core.sleep", "{\"ms\":1}", Repeatability.REPEATABLE);
    var noisy = ActionLoad.of(topics, serdes, "noisy", 1, "core.sleep", "{\"ms\":" + SLEEP_MS + "}", Repeatability.REPEATABLE);
    var phase = Duration.ofSeconds(seconds);
    try (var loop = loop(stack, topics, quiet)) {
      say("a quiet tenant, alone ...");
      loop.closed(phase, UNANSWERED_MAX);
      Latencies alone = Latencies.of(loop.open(10, phase));
      say("a quiet tenant beside a noisy one ...");
      QueuedLoad.send(stack.bootstrapServers(), noisy, STRIDE * 100, noise);
      Latencies beside = Latencies.of(loop.open(10, phase));
      beside.add(figures, "a tenant at 10/s beside one with %,d queued".formatted(noise), alone);
    }
  }

  /** Numbers that no other loop on the same topics uses. */
  private long next() {
    first += STRIDE;
    return first;
  }

  private String text() {
    var text = new StringBuilder("%d processors; broker, registry, dispatch, one runner, producer and reader in this process; times from intended send to readable result%n".formatted(Runtime.getRuntime().availableProcessors()));
    figures.forEach(figure -> text.append(figure.text()).append('\n'));
    return text.toString().stripTrailing();
  }

  private void say(String line) {
    if (!output.isJson()) {
      spec.commandLine().getErr().println(line);
      spec.commandLine().getErr().flush();
    }
  }
}

package io.forebay.cli;

import io.forebay.runtime.Logging;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures tasks of three steps from request to result, everything in this process. */
@Command(
    name = "tasks",
    description = "Measure tasks of three core.echo steps from request to result, everything in one process, beside one record produced and consumed.",
    mixinStandardHelpOptions = true)
final class BenchTasksCommand implements Callable<Integer> {
  private static final int TENANTS = 8;
  private static final int STEPS = 3;
  private static final int WARM_UP_UNANSWERED = 64;

  /** The compiler of the JVM is at work for about a minute. */
  private static final int WARM_UP_PHASES = 6;

  private static final long STRIDE = 1_000_000_000L;
  private static final List<Integer> IN_FLIGHT = List.of(16, 64, 256);
  private static final List<Integer> RATES = List.of(10, 50);
  private static final String ECHO =
      """
      agent: bench-echo
      nodes:
        first: {action: core.echo, input: {text: hello}, repeatability: REPEATABLE}
        second: {action: core.echo, input: {text: "${first.text}"}, repeatability: REPEATABLE}
        third: {action: core.echo, input: {text: "${second.text}"}, repeatability: REPEATABLE}
      """;

  @Mixin private Output output;
  @Spec private CommandSpec spec;

  /** What can be measured. */
  enum Part {
    CLOSED,
    OPEN,
    TURNS,
    VOLUME,
    RESUME
  }

  @Option(
      names = "--parts",
      split = ",",
      paramLabel = "PART",
      defaultValue = "CLOSED,OPEN,TURNS",
      description = {
        "What to measure; default: ${DEFAULT-VALUE}.",
        "CLOSED, OPEN: tasks of three steps, as fast as they go and at a fixed rate. TURNS: what a turn of a long conversation with a model adds.",
        "VOLUME: what many tasks cost that have ended or wait. RESUME: how long waiting tasks stand still when their process is killed, with a standby and without."
      })
  private Set<Part> parts;

  @Option(names = "--seconds", defaultValue = "15", description = "Length of each phase, after a warm-up of " + WARM_UP_PHASES + " times the length; default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(names = "--finished", defaultValue = "1000000", description = "Tasks that have ended, for VOLUME; default: ${DEFAULT-VALUE}.")
  private int finished;

  @Option(names = "--waiting", defaultValue = "100000", description = "Tasks that wait, for VOLUME and RESUME; default: ${DEFAULT-VALUE}.")
  private int waiting;

  private final List<Figure> figures = new ArrayList<>();
  private long first;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (seconds < 1 || seconds > 3600) {
      throw new ParameterException(spec.commandLine(), "--seconds must be from 1 to 3600, got " + seconds);
    }
    if (finished < 1 || waiting < 1) {
      throw new ParameterException(spec.commandLine(), "--finished and --waiting must be at least 1");
    }
    Logging.configure(Terminal.isPresent(), Level.ERROR);
    if (parts.contains(Part.CLOSED) || parts.contains(Part.OPEN)) {
      try (var stack = DevStack.start(DevStack.Options.throwAway())) {
        measureEcho(stack);
      }
    }
    if (parts.contains(Part.TURNS)) {
      TurnLoad.measure(this::say, this::add);
    }
    if (parts.contains(Part.VOLUME)) {
      try (var stack = DevStack.start(DevStack.Options.throwAway())) {
        new VolumeLoad(stack, finished, waiting, this::say, this::add).measure();
      }
    }
    if (parts.contains(Part.RESUME)) {
      var resume = new ResumeLoad(waiting, this::say, this::add);
      resume.measure(0);
      resume.measure(1);
    }
    output.answer(figures, this::text);
    return 0;
  }

  private void measureEcho(DevStack stack) {
    var topics = Topics.defaults();
    var serdes = EventSerdes.connect(stack.registry(), false);
    var phase = Duration.ofSeconds(seconds);
    BenchAgents.apply(stack.bootstrapServers(), topics, serdes, Map.of("bench-echo", ECHO));
    var load = TaskLoad.of(topics, serdes, "bench-echo", TENANTS);
    try (var committed = loop(stack, topics, KafkaClients.consumer(stack.bootstrapServers()), load)) {
      say("warming up ...");
      committed.closed(phase.multipliedBy(WARM_UP_PHASES), WARM_UP_UNANSWERED);
      if (parts.contains(Part.CLOSED)) {
        for (int inFlight : IN_FLIGHT) {
          say("closed loop, " + inFlight + " in flight ...");
          long startNanos = System.nanoTime();
          Duration startCpu = cpu();
          double rate = committed.closed(phase, inFlight);
          double cpuMillis = cpu().minus(startCpu).toNanos() / 1e6;
          double tasks = rate * (System.nanoTime() - startNanos) / 1e9;
          String what = "tasks of three steps, closed loop, %d in flight".formatted(inFlight);
          add(what, rate, "tasks/s");
          add(what + ", CPU of all parts a task", cpuMillis / tasks, "ms");
        }
      }
      if (parts.contains(Part.OPEN)) {
        for (int rate : RATES) {
          say("open loop, " + rate + "/s, committed results ...");
          Latencies.of(committed.open(rate, phase)).add(figures, "tasks at %d/s, to the committed result".formatted(rate), null);
        }
      }
    }
    if (parts.contains(Part.OPEN)) {
      measureUncommitted(stack, topics, load, phase);
    }
  }

  private void measureUncommitted(DevStack stack, Topics topics, TaskLoad load, Duration phase) {
    Latencies trip = roundTrip(stack, phase);
    try (var uncommitted = loop(stack, topics, KafkaClients.uncommittedConsumer(stack.bootstrapServers()), load)) {
      for (int rate : RATES) {
        say("open loop, " + rate + "/s, uncommitted results ...");
        Latencies latencies = Latencies.of(uncommitted.open(rate, phase));
        latencies.add(figures, "tasks at %d/s, to the result read uncommitted".formatted(rate), null);
        if (rate == RATES.getFirst()) {
          figures.add(new Figure("a step at %d/s, p50, beside one round trip".formatted(rate), latencies.p50Ms() / STEPS, "ms", trip.p50Ms()));
        }
      }
    }
  }

  /** One record produced and consumed. */
  private Latencies roundTrip(DevStack stack, Duration phase) {
    say("a record produced and consumed ...");
    try (var _ = new BareHops(stack.bootstrapServers(), List.of("bench.trip"), -1);
        var loop =
            new LoadLoop(
                RecordSender.of(KafkaClients.promptProducer(stack.bootstrapServers())),
                stack.bootstrapServers(),
                "bench.trip",
                next(),
                n -> new ProducerRecord<>("bench.trip", LoadLoop.key(n), new byte[200]))) {
      loop.closed(phase, WARM_UP_UNANSWERED);
      return Latencies.of(loop.open(RATES.getFirst(), phase));
    }
  }

  private LoadLoop loop(DevStack stack, Topics topics, Map<String, Object> reading, TaskLoad load) {
    return new LoadLoop(RecordSender.of(KafkaClients.promptProducer(stack.bootstrapServers())), reading, topics.tasksResults().name(), next(), load);
  }

  /** Used by this process since it began. */
  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private void add(String what, double value, String unit) {
    figures.add(new Figure(what, value, unit, null));
  }

  /** Numbers that no other loop on the same topics uses. */
  private long next() {
    first += STRIDE;
    return first;
  }

  private String text() {
    var text =
        new StringBuilder(
            "%d processors; broker, registry, tasks, dispatch, one runner, producer and reader in this process (but for kill -9); times from intended send to readable result%n"
                .formatted(Runtime.getRuntime().availableProcessors()));
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

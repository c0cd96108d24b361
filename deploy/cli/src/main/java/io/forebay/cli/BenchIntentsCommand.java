package io.forebay.cli;

import io.forebay.runtime.Logging;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures intents from the signal to the decision that can be read, beside a topology that only passes signals on. */
@Command(
    name = "intents",
    mixinStandardHelpOptions = true,
    description = {
      "Measure intents from the intended send of a signal to the decision that can be read, with Kafka and intents in one process,",
      "beside a topology that only passes signals on. Open loop: a stall counts for all that it delayed."
    })
final class BenchIntentsCommand implements Callable<Integer> {
  @Mixin private Output output;
  @Spec private CommandSpec spec;

  @Option(names = "--rate", split = ",", paramLabel = "N", defaultValue = "100,1000", description = "Signals a second, one after the other; default: ${DEFAULT-VALUE}.")
  private List<Integer> rates;

  @Option(names = "--seconds", defaultValue = "20", description = "Length of each phase, after a warm-up of four times the length, 2 minutes at most; default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(names = "--scenes", defaultValue = "4", description = "Scenes, each with a robot; default: ${DEFAULT-VALUE}.")
  private int scenes;

  @Option(names = "--people", defaultValue = "20", description = "People in each scene; default: ${DEFAULT-VALUE}.")
  private int people;

  @Option(names = "--threads", defaultValue = "2", description = "Stream threads; default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(names = "--curve", description = "Instead: raise the rate until the 99th percentile is 10 ms or more; a table, and a picture with --png.")
  private boolean curve;

  @Option(names = "--png", paramLabel = "FILE", description = "Draw the curve into a PNG.")
  private Path png;

  @Option(names = "--storm", description = "Instead: a hundred times the first rate for ten seconds, and how soon all is well again.")
  private boolean storm;

  @Option(names = "--kill", description = "Instead: kill -9 of one of two processes that decide; for how long nobody does, and whether tracking goes on; without a standby and with one.")
  private boolean kill;

  @Option(
      names = "--collectors",
      split = ",",
      paramLabel = "COLLECTOR",
      description = "Instead: the same once for each of these garbage collectors, in a JVM of its own: ${COMPLETION-CANDIDATES}.")
  private List<CollectorRuns.Collector> collectors = List.of();

  /** The answer. */
  record Measured(List<Figure> figures, List<IntentsBench.Point> curve) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    require(seconds >= 1 && seconds <= 3600, "--seconds must be from 1 to 3600, got " + seconds);
    require(rates.stream().allMatch(rate -> rate >= 1 && rate <= 100_000), "--rate must be from 1 to 100000, got " + rates);
    require(scenes >= 1 && scenes <= 100, "--scenes must be from 1 to 100, got " + scenes);
    require(people >= 1 && people <= 150, "--people must be from 1 to 150, got " + people);
    require(png == null || curve, "--png needs --curve");
    require(!kill || (!curve && !storm), "--kill is a measurement of its own, without --curve and --storm");
    if (!collectors.isEmpty()) {
      CollectorRuns.run(collectors, CollectorRuns.without("--collectors", spec.root().commandLine().getParseResult().originalArgs()));
      return 0;
    }
    Logging.configure(Terminal.isPresent(), Level.ERROR);
    if (kill) {
      var figures = new ArrayList<Figure>();
      var load = new IntentsKill(new SignalCrowd(scenes, people), this::say, (what, value, unit) -> figures.add(new Figure(what, value, unit, null)));
      load.measure(0);
      load.measure(1);
      output.answer(new Measured(figures, List.of()), () -> text(figures, List.of()));
      return 0;
    }
    try (var stack = IntentsStack.start(threads)) {
      var bench = new IntentsBench(stack, new SignalCrowd(scenes, people), this::say);
      var phase = Duration.ofSeconds(seconds);
      var points = curve ? bench.curve(phase) : List.<IntentsBench.Point>of();
      if (png != null) {
        RateChart.write(points, png);
      }
      if (storm) {
        bench.storm(rates.getFirst(), phase);
      }
      if (!curve && !storm) {
        bench.rates(rates, phase, threads);
      }
      bench.compute();
      output.answer(new Measured(bench.figures(), points), () -> text(bench.figures(), points));
      return 0;
    }
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }

  private String text(List<Figure> figures, List<IntentsBench.Point> points) {
    var text =
        new StringBuilder(
            "%d processors; broker, intents, producer and reader in this process; %d scenes of %d people and a robot; times from intended send to readable decision%n"
                .formatted(Runtime.getRuntime().availableProcessors(), scenes, people));
    if (!points.isEmpty()) {
      var table = new TextTable("rate", "p50 ms", "p95 ms", "p99 ms", "p99.9 ms", "below 10 ms", "overtaken");
      for (IntentsBench.Point point : points) {
        Latencies took = point.latencies();
        table.add(
            "%,.0f/s".formatted(point.rate()), ms(took.p50Ms()), ms(took.p95Ms()), ms(took.p99Ms()), ms(took.p999Ms()), "%.2f %%".formatted(100 * point.shareBelow()), point.unanswered());
      }
      text.append(table).append('\n');
    }
    figures.forEach(figure -> text.append(figure.text()).append('\n'));
    return text.toString().stripTrailing();
  }

  private static String ms(double millis) {
    return "%.2f".formatted(millis);
  }

  private void say(String line) {
    if (!output.isJson()) {
      spec.commandLine().getErr().println(line);
      spec.commandLine().getErr().flush();
    }
  }
}

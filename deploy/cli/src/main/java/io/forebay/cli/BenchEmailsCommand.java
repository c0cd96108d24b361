package io.forebay.cli;

import io.forebay.runtime.ConnectionSettings;
import io.forebay.runtime.Logging;
import io.forebay.runtime.Metrics;
import io.forebay.runtime.StreamsSettings;
import io.forebay.runtime.TopologyApp;
import io.forebay.schemas.EmailTriaged;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.InboundEmail;
import io.forebay.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.LongFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Measures the e-mail triage from produce to committed result, beside a topology that only passes the same bytes through,
 * everything in this process.
 */
@Command(
    name = "emails",
    description = "Measure the e-mail triage, everything in one process, beside a topology that only passes the same bytes through.",
    mixinStandardHelpOptions = true)
final class BenchEmailsCommand implements Callable<Integer> {
  private static final int UNANSWERED_MAX = 4_000;
  private static final double OPEN_RATE = 100;
  private static final long LOOP_STRIDE = 1_000_000_000L;
  private static final String PASS_THROUGH = "forebay-bench-pass-through";
  private static final String PASS_IN = "bench.inbound";
  private static final String PASS_OUT = "bench.passed";

  @Mixin private Output output;
  @Spec private CommandSpec spec;

  @Option(names = "--mail", paramLabel = "DIR", description = "Real mail to repeat; default: the bundled mailbox.")
  private Path mail;

  @Option(names = "--seconds", defaultValue = "20", description = "Length of each phase, after a warm-up of the same length; default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(names = "--threads", defaultValue = "2", description = "Stream threads of the triage; default: ${DEFAULT-VALUE}.")
  private int threads;

  private final UniqueMail messages = new UniqueMail();

  /**
   * What was measured.
   *
   * @param messages distinct messages that were repeated
   * @param meanBytes their mean size
   * @param perSecond messages triaged a second, closed loop
   * @param passThroughPerSecond the same bytes passed through, closed loop
   * @param ratio the first to the second
   * @param openRate messages a second in the open loop
   * @param p50Ms produce to committed result, from the intended send time
   * @param passThroughP50Ms the same for the pass-through
   * @param newMicros mean processing time of a message with new content
   * @param repeatedMicros mean processing time of a message with known content
   * @param repeatedRatio the second to the first
   * @param peakBytes peak resident memory of this process; null where the system does not tell
   */
  record Figures(
      int messages,
      double meanBytes,
      double perSecond,
      double passThroughPerSecond,
      double ratio,
      double openRate,
      double p50Ms,
      double p95Ms,
      double p99Ms,
      double passThroughP50Ms,
      double passThroughP95Ms,
      double passThroughP99Ms,
      double newMicros,
      double repeatedMicros,
      double repeatedRatio,
      Long peakBytes) {
    String text() {
      return """
          %,d distinct messages, %,.0f bytes each on average; %d processors; broker, producer, triage and reader in this process
            closed loop     triage %,.0f/s   pass-through %,.0f/s   ratio %.2f
            open loop       %,.0f/s, from intended send to committed result
              triage        p50 %.1f ms   p95 %.1f ms   p99 %.1f ms
              pass-through  p50 %.1f ms   p95 %.1f ms   p99 %.1f ms
            repeated        %,.0f us of processing against %,.0f us for new content   ratio %.2f
            peak memory     %s"""
          .formatted(
              messages,
              meanBytes,
              Runtime.getRuntime().availableProcessors(),
              perSecond,
              passThroughPerSecond,
              ratio,
              openRate,
              p50Ms,
              p95Ms,
              p99Ms,
              passThroughP50Ms,
              passThroughP95Ms,
              passThroughP99Ms,
              repeatedMicros,
              newMicros,
              repeatedRatio,
              peakBytes == null ? "unknown" : "%,d MB".formatted(peakBytes / 1_000_000));
    }
  }

  @Override
  public Integer call() {
    if (seconds < 1 || seconds > 3600) {
      throw new ParameterException(spec.commandLine(), "--seconds must be from 1 to 3600, got " + seconds);
    }
    Logging.configure(Terminal.isPresent(), Level.ERROR);
    loadMessages();
    var options = DevStack.Options.throwAway().withThreads(threads);
    try (var stack = DevStack.start(options)) {
      Figures figures = measure(stack);
      output.answer(figures, figures::text);
      return 0;
    }
  }

  private void loadMessages() {
    if (mail == null) {
      BundledMailbox.forEach(messages::add);
    } else {
      MailSource.of(List.of(mail), System.in).forEach(messages::add);
    }
    if (messages.size() == 0) {
      throw new CommandFailedException("There was no message in " + mail + ".");
    }
  }

  private Figures measure(DevStack stack) {
    Topics topics = Topics.defaults();
    var serdes = EventSerdes.connect(stack.registry(), false);
    var serializer = serdes.of(InboundEmail.class).serializer();
    String inbound = topics.emailsInbound().name();
    String triaged = topics.emailsTriaged().name();
    LongFunction<byte[]> unique = n -> serializer.serialize(inbound, messages.unique(n));
    LongFunction<byte[]> repeated = n -> serializer.serialize(inbound, messages.repeated(n));
    String kafka = stack.bootstrapServers();

    Speed triage;
    try (var loop = new LoadLoop(kafka, inbound, triaged, 0, unique)) {
      triage = speed("triage", loop);
    }
    say("repeated content ...");
    try (var loop = new LoadLoop(kafka, inbound, triaged, LOOP_STRIDE, repeated)) {
      loop.once(2L * messages.size());
    }
    Means means = means(kafka, topics, serdes);
    Speed pass;
    try (var _ = startPassThrough(kafka);
        var loop = new LoadLoop(kafka, PASS_IN, PASS_OUT, 2 * LOOP_STRIDE, unique)) {
      pass = speed("pass-through", loop);
    }
    var peak = PeakMemory.bytes(ProcessHandle.current().pid());
    return new Figures(
        messages.size(),
        messages.meanBytes(),
        triage.rate,
        pass.rate,
        triage.rate / pass.rate,
        OPEN_RATE,
        triage.latency.p50Ms(),
        triage.latency.p95Ms(),
        triage.latency.p99Ms(),
        pass.latency.p50Ms(),
        pass.latency.p95Ms(),
        pass.latency.p99Ms(),
        means.newMicros(),
        means.repeatedMicros(),
        means.repeatedMicros() / means.newMicros(),
        peak.isPresent() ? peak.getAsLong() : null);
  }

  /**
   * How fast answers come.
   *
   * @param rate a second, as fast as they can
   * @param latency at {@link #OPEN_RATE}
   */
  private record Speed(double rate, Latencies latency) {}

  private Speed speed(String what, LoadLoop loop) {
    Duration phase = Duration.ofSeconds(seconds);
    say("warming up the " + what + " ...");
    loop.closed(phase, UNANSWERED_MAX);
    say(what + ", closed loop ...");
    double rate = loop.closed(phase, UNANSWERED_MAX);
    say(what + ", open loop ...");
    return new Speed(rate, Latencies.of(loop.open(OPEN_RATE, phase)));
  }

  private record Means(double newMicros, double repeatedMicros) {}

  /** Mean processing times of the messages of the repeating loop, out of the results themselves. */
  private static Means means(String kafka, Topics topics, EventSerdes serdes) {
    long[] count = new long[2];
    long[] sum = new long[2];
    var values = serdes.of(EmailTriaged.class).deserializer();
    try (var reader = new TopicReader<>(kafka, topics.emailsTriaged(), values, true)) {
      while (!reader.isAtEnd()) {
        for (var record : reader.poll()) {
          if (Long.parseLong(record.value().getEmailId()) >= LOOP_STRIDE) {
            int repeated = record.value().getDuplicateOf() == null ? 0 : 1;
            count[repeated]++;
            sum[repeated] += record.value().getStepMicros().values().stream().mapToLong(Long::longValue).sum();
          }
        }
      }
    }
    return new Means((double) sum[0] / count[0], (double) sum[1] / count[1]);
  }

  private TopologyApp startPassThrough(String kafka) {
    int partitions = Topics.defaults().partitions();
    try (Admin admin = Admin.create(KafkaClients.admin(kafka))) {
      var newTopics =
          List.of(
              new NewTopic(PASS_IN, Optional.of(partitions), Optional.empty()),
              new NewTopic(PASS_OUT, Optional.of(partitions), Optional.empty()),
              new NewTopic(PASS_THROUGH + ".dlq", Optional.of(1), Optional.empty()));
      admin.createTopics(newTopics).all().get();
      var state = Files.createTempDirectory("forebay-bench");
      var app =
          TopologyApp.start(
              PASS_THROUGH,
              passThrough(),
              StreamsConfig.EXACTLY_ONCE_V2,
              new ConnectionSettings(kafka, null, false, Map.of()),
              new StreamsSettings(threads, null, state, null, null),
              PASS_THROUGH + ".dlq",
              Metrics.ofForebayOnly());
      app.awaitRunning(Duration.ofMinutes(1));
      return app;
    } catch (ExecutionException | IOException e) {
      throw new CommandFailedException("Cannot start the pass-through: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("interrupted while starting the pass-through", e);
    }
  }

  private static Topology passThrough() {
    var builder = new StreamsBuilder();
    builder.stream(PASS_IN, Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("ingest-bench-inbound"))
        .to(PASS_OUT, Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("egress-bench-passed"));
    return builder.build();
  }

  private void say(String line) {
    if (!output.isJson()) {
      spec.commandLine().getErr().println(line);
      spec.commandLine().getErr().flush();
    }
  }
}

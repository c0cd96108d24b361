package io.forebay.cli;

import io.forebay.schemas.EventSchemas;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.RunTask;
import io.forebay.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Tasks for faults to happen to: of 5 to 50 steps each, that fan out, call another agent, wait, and do what must not be done twice.
 *
 * @param seed of how many items a task has and how long it waits
 */
record TaskFaultLoad(Topics topics, Serializer<RunTask> values, long seed) implements LongFunction<ProducerRecord<byte[], byte[]>> {
  /** What the names of steps begin with that must not be done twice. */
  static final String ONCE = "once-";

  /** The step that waits. */
  static final String WAIT = "pause";

  private static final String AGENT = "bench-faults";
  private static final int ITEMS_MAX = 45;
  private static final int PAUSE_SECONDS_MAX = 15;
  private static final int WORK_MS = 40;

  /** Agents by name. */
  static final Map<String, String> DEFINITIONS =
      Map.of(
          AGENT,
          """
          agent: bench-faults
          limits: {steps: 200, duration: PT1H, parallel: 8}
          nodes:
            once-first: {action: bench.fault, input: {ms: "${input.ms}"}, repeatability: ONCE, on-error: {go-to: gather}}
            gather:
              foreach:
                in: input.items
                as: item
                max-parallel: 4
                failures: any
                output: "${index}"
                nodes:
                  work: {action: bench.fault, input: {ms: "${item}"}, retry: {attempts: 3, pause: PT1S}}
            pause: {wait: {duration: "${input.pause}"}}
            ask: {call: {agent: bench-faults-child, input: {ms: "${input.ms}"}}}
            once-last: {action: bench.fault, input: {ms: "${input.ms}"}, repeatability: ONCE, on-error: {go-to: done}}
            done: {end: {output: "${input.pause}"}}
          """,
          "bench-faults-child",
          """
          agent: bench-faults-child
          nodes:
            work: {action: bench.fault, input: {ms: "${input.ms}"}, retry: {attempts: 3, pause: PT1S}}
            once-child: {action: bench.fault, input: {ms: "${input.ms}"}, repeatability: ONCE, on-error: {go-to: done}}
            done: {end: {output: "${input.ms}"}}
          """);

  static TaskFaultLoad of(Topics topics, EventSerdes serdes, long seed) {
    EventSchemas.published(RunTask.class); // Avro's builders work only once it is initialised
    return new TaskFaultLoad(topics, serdes.of(RunTask.class).serializer(), seed);
  }

  static String id(long n) {
    return "faults-" + n;
  }

  @Override
  public ProducerRecord<byte[], byte[]> apply(long n) {
    String topic = topics.tasksRequests().name();
    var random = new Random(seed * 1_000_003 + n);
    String items = random.ints(random.nextInt(ITEMS_MAX + 1), 0, 2 * WORK_MS).mapToObj(Integer::toString).collect(Collectors.joining(","));
    Duration pause = Duration.ofSeconds(1 + random.nextInt(PAUSE_SECONDS_MAX));
    RunTask request =
        RunTask.newBuilder()
            .setTaskId(id(n))
            .setTenant("bench-" + n % 8)
            .setAgent(AGENT)
            .setInput("{\"ms\":%d,\"items\":[%s],\"pause\":\"%s\"}".formatted(WORK_MS, items, pause))
            .setRequestedAt(Instant.now())
            .build();
    return new ProducerRecord<>(topic, id(n).getBytes(StandardCharsets.UTF_8), values.serialize(topic, request));
  }
}

package io.forebay.cli;

import io.forebay.schemas.ActionFinished;
import io.forebay.schemas.ActionStatus;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.Repeatability;
import io.forebay.schemas.Topics;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Actions of every kind for the demo: quick ones, slow ones, a model's, some that fail at first, one that cannot be done, some that must not run twice. */
final class DemoActions {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String kafka;
  private final Topics topics;
  private final EventSerdes serdes;
  private final Map<String, String> asked = new HashMap<>();
  private final List<ActionFinished> results = new ArrayList<>();
  private long next;

  DemoActions(String kafka, Topics topics, EventSerdes serdes) {
    this.kafka = kafka;
    this.topics = topics;
    this.serdes = serdes;
  }

  /** What came of them. */
  record Report(int asked, List<Kind> kinds, int unaccounted) {
    /**
     * Actions of one kind.
     *
     * @param attempts of all together
     * @param p50Ms from the request to its result
     */
    record Kind(String name, int asked, long succeeded, long failed, long attempts, double p50Ms) {}

    String text() {
      var text = new StringBuilder("%d actions: %d unaccounted for%n".formatted(asked, unaccounted));
      kinds.forEach(
          kind ->
              text.append(
                  "  %-44s %3d asked   %3d succeeded   %2d failed   %3d attempts   p50 %,.0f ms%n"
                      .formatted(kind.name(), kind.asked(), kind.succeeded(), kind.failed(), kind.attempts(), kind.p50Ms())));
      return text.toString().stripTrailing();
    }
  }

  /** Asks for all of them and waits for their results. */
  Report run() {
    try (var plain = producer(KafkaClients.promptProducer(kafka));
        var transactional = producer(KafkaClients.transactionalProducer(kafka, "forebay-demo"));
        var answers = new TopicReader<>(kafka, topics.actionsResults("users"), serdes.of(ActionFinished.class).deserializer(), false)) {
      transactional.initTransactions();
      ask(plain, "core.echo", "core.echo", "{\"text\":\"hello\"}", 40);
      ask(plain, "core.sleep, 100 ms", "core.sleep", "{\"ms\":100}", 10);
      ask(plain, "core.fail, the first attempt only", "core.fail", "{\"times\":1,\"retryAfterMs\":200}", 5);
      ask(plain, "core.fail, for good", "core.fail", "{\"retryable\":false,\"code\":\"NO_SUCH_ROOM\"}", 1);
      ask(plain, "llm.chat", "llm.chat", "{\"messages\":[{\"role\":\"user\",\"text\":\"Hello\"}]}", 1);
      transactional.beginTransaction();
      load("core.echo as ONCE, after its transaction", "core.echo", "{\"text\":\"once\"}", Repeatability.ONCE, 10).forEach(record -> send(transactional, record));
      transactional.commitTransaction();
      plain.flush();
      await(answers);
    }
    return report();
  }

  private void ask(KafkaProducer<byte[], byte[]> producer, String kind, String capability, String input, int count) {
    load(kind, capability, input, Repeatability.REPEATABLE, count).forEach(record -> send(producer, record));
  }

  private List<ProducerRecord<byte[], byte[]>> load(String kind, String capability, String input, Repeatability repeatability, int count) {
    var load = ActionLoad.of(topics, serdes, "demo", 2, capability, input, repeatability);
    var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
    for (int i = 0; i < count; i++) {
      asked.put(load.id(next), kind);
      records.add(load.apply(next++));
    }
    return records;
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
    var _ = producer.send(record);
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> properties) {
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private void await(TopicReader<ActionFinished> answers) {
    long startNanos = System.nanoTime();
    var missing = new java.util.HashSet<>(asked.keySet());
    while (!missing.isEmpty() && System.nanoTime() - startNanos < PATIENCE.toNanos()) {
      for (var record : answers.poll()) {
        if (missing.remove(record.value().getActionId())) {
          results.add(record.value());
        }
      }
    }
  }

  private Report report() {
    var kinds = asked.values().stream().distinct().sorted().map(this::kind).toList();
    return new Report(asked.size(), kinds, asked.size() - results.size());
  }

  private Report.Kind kind(String kind) {
    var own = results.stream().filter(result -> kind.equals(asked.get(result.getActionId()))).toList();
    var millis = new Histogram(3);
    own.forEach(result -> millis.recordValue(Math.max(0, ChronoUnit.MILLIS.between(result.getRequestedAt(), result.getFinishedAt()))));
    return new Report.Kind(
        kind,
        (int) asked.values().stream().filter(kind::equals).count(),
        own.stream().filter(result -> result.getStatus() == ActionStatus.SUCCEEDED).count(),
        own.stream().filter(result -> result.getStatus() != ActionStatus.SUCCEEDED).count(),
        own.stream().mapToLong(ActionFinished::getAttempts).sum(),
        millis.getValueAtPercentile(50));
  }
}

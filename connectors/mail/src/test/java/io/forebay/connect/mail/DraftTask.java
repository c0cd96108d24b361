package io.forebay.connect.mail;

import io.forebay.schemas.BinaryVerdict;
import io.forebay.schemas.CategoryVerdict;
import io.forebay.schemas.Classification;
import io.forebay.schemas.Compliance;
import io.forebay.schemas.DetectedLanguage;
import io.forebay.schemas.EmailDrafted;
import io.forebay.schemas.EmailTriaged;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.InMemoryRegistry;
import io.forebay.schemas.ReplyDraft;
import io.forebay.schemas.Usage;
import io.forebay.schemas.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** A draft sink's task as a worker runs it with {@code errors.tolerance} all. */
final class DraftTask implements AutoCloseable {
  private static final Instant AT = Instant.ofEpochSecond(1_790_000_100);

  private final EventSerdes serdes = new EventSerdes(new InMemoryRegistry(), true);
  private final MailDraftSinkTask task;
  private final List<SinkRecord> refused = new ArrayList<>();
  private final List<Long> pauses = new ArrayList<>();
  private final AtomicInteger commits = new AtomicInteger();

  DraftTask(Map<String, String> properties) {
    this(properties, System::nanoTime);
  }

  DraftTask(Map<String, String> properties, LongSupplier nanos) {
    task = new MailDraftSinkTask(settings -> serdes, nanos);
    ErrantRecordReporter reporter =
        (record, error) -> {
          refused.add(record);
          return CompletableFuture.completedFuture(null);
        };
    task.initialize(new Context(properties, reporter, pauses, commits));
    task.start(properties);
  }

  void put(String topic, byte[] value) {
    put(List.of(new SinkRecord(topic, 0, null, null, Schema.BYTES_SCHEMA, value, 0)));
  }

  void put(List<SinkRecord> records) {
    task.put(records);
  }

  void drafted(String emailId, String text) {
    put(List.of(record(emailId, text, 0)));
  }

  /** A model's draft as a worker hands it over. */
  SinkRecord record(String emailId, String text, long offset) {
    var event = new EmailDrafted(emailId, "acme", null, reply(text), "model", null, new Usage(0L, 0L, 0L), AT);
    byte[] value = serdes.of(EmailDrafted.class).serializer().serialize("emails.drafted", event);
    return new SinkRecord("emails.drafted", 0, null, null, Schema.BYTES_SCHEMA, value, offset);
  }

  /** Milliseconds that it asked to wait before the next try. */
  List<Long> pauses() {
    return pauses;
  }

  /** How often it asked for a commit. */
  int commits() {
    return commits.get();
  }

  void triaged(String emailId, String text) {
    var no = new BinaryVerdict(0.1, Verdict.NO);
    var event =
        EmailTriaged.newBuilder()
            .setEmailId(emailId)
            .setTenant("acme")
            .setReceivedAt(AT)
            .setContentHash("0")
            .setThreadId("1")
            .setLanguage(new DetectedLanguage("en", 1.0))
            .setCompliance(new Compliance("GDPR", Classification.INTERNAL, 30, List.of()))
            .setSpam(no)
            .setNeedsAction(no)
            .setCategory(new CategoryVerdict("work", 0.9, false))
            .setPriority(5)
            .setReply(text == null ? null : reply(text))
            .build();
    put("emails.triaged", serdes.of(EmailTriaged.class).serializer().serialize("emails.triaged", event));
  }

  List<SinkRecord> refused() {
    return refused;
  }

  @Override
  public void close() {
    task.stop();
  }

  private static ReplyDraft reply(String text) {
    return new ReplyDraft("en", "QUESTION", "FORMAL", text);
  }

  private record Context(Map<String, String> configs, ErrantRecordReporter errantRecordReporter, List<Long> pauses, AtomicInteger commits) implements SinkTaskContext {
    @Override
    public void offset(Map<TopicPartition, Long> offsets) {}

    @Override
    public void offset(TopicPartition partition, long offset) {}

    @Override
    public void timeout(long timeoutMs) {
      pauses.add(timeoutMs);
    }

    @Override
    public Set<TopicPartition> assignment() {
      return Set.of();
    }

    @Override
    public void pause(TopicPartition... partitions) {}

    @Override
    public void resume(TopicPartition... partitions) {}

    @Override
    public void requestCommit() {
      commits.incrementAndGet();
    }

    @Override
    public PluginMetrics pluginMetrics() {
      throw new UnsupportedOperationException("the draft sink has no metrics of its own");
    }
  }
}

package io.forebay.emails;

import io.forebay.classifier.TenantModel;
import io.forebay.schemas.EmailTriaged;
import io.forebay.schemas.ParsedEmail;
import io.forebay.schemas.TriageLesson;
import io.forebay.schemas.TriagedContent;
import java.time.Instant;
import java.util.Set;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/** Triages a message, or repeats what is known of its content; learns from lessons. */
final class TriageEmailProcessor extends ContextualProcessor<String, SpecificRecordBase, String, TriagedEmail> {
  private final EmailsConfig config;
  private final EmailTriage triage;
  private final EmailsMetrics metrics;
  private ContentStore contents;
  private TenantModelStore models;

  private TriageEmailProcessor(EmailsConfig config, EmailTriage triage, EmailsMetrics metrics) {
    this.config = config;
    this.triage = triage;
    this.metrics = metrics;
  }

  record Supplier(EmailsConfig config, EmailSteps steps)
      implements ProcessorSupplier<String, SpecificRecordBase, String, TriagedEmail> {
    @Override
    public Processor<String, SpecificRecordBase, String, TriagedEmail> get() {
      return new TriageEmailProcessor(config, steps.newTriage(config), steps.metrics());
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(ContentStore.builder(config), TenantModelStore.builder());
    }
  }

  @Override
  public void init(ProcessorContext<String, TriagedEmail> context) {
    super.init(context);
    contents = new ContentStore(context.getStateStore(ContentStore.name()), config.duplicatesTtl());
    models = new TenantModelStore(context.getStateStore(TenantModelStore.name()));
  }

  @Override
  public void process(Record<String, SpecificRecordBase> record) {
    switch (record.value()) {
      case ParsedEmail email -> answer(record, email);
      case TriageLesson lesson -> learn(lesson);
      default -> throw new IllegalStateException("no handler for " + record.value().getSchema().getFullName());
    }
  }

  private void answer(Record<String, SpecificRecordBase> record, ParsedEmail email) {
    Instant now = Instant.ofEpochMilli(context().currentSystemTimeMs());
    TenantModel model = models.get(email.getTenant());
    String version = triage.version(email, model);
    long startNanos = triage.nanos();
    TriagedContent known =
        contents.find(record.key(), now).filter(found -> found.getModelVersion().equals(version)).orElse(null);
    TriagedEmail triaged;
    if (known != null) {
      triaged = DuplicateEmail.repeat(known, email, triage.nanos() - startNanos);
    } else {
      triaged = triage.triage(email, model);
      contents.put(record.key(), new TriagedContent(version, triaged.result(), triaged.remembered()), now);
    }
    EmailTriaged result = triaged.result();
    metrics.count(result);
    context().forward(record.withKey(result.getEmailId()).withValue(triaged));
  }

  private void learn(TriageLesson lesson) {
    String tenant = lesson.getEmail().getTenant();
    models.put(tenant, models.get(tenant).learn(Lessons.of(lesson)));
  }
}

package io.forebay.emails;

import io.forebay.schemas.RememberedEmail;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Remembers triaged messages, on the partition where feedback on them will arrive. */
final class RememberEmailProcessor extends ContextualProcessor<String, RememberedEmail, Void, Void> {
  private final EmailsConfig config;
  private MemoryStore memories;

  RememberEmailProcessor(EmailsConfig config) {
    this.config = config;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    super.init(context);
    memories = new MemoryStore(context.getStateStore(MemoryStore.name()), config.feedbackWindow());
  }

  @Override
  public void process(Record<String, RememberedEmail> record) {
    memories.put(record.value(), Instant.ofEpochMilli(context().currentSystemTimeMs()));
  }
}

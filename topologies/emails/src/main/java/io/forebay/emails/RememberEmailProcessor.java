package io.forebay.emails;

import io.forebay.schemas.RememberedEmail;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/** Remembers triaged messages, on the partition where feedback on them will arrive. */
final class RememberEmailProcessor extends ContextualProcessor<String, RememberedEmail, Void, Void> {
  private final EmailsConfig config;
  private MemoryStore memories;

  private RememberEmailProcessor(EmailsConfig config) {
    this.config = config;
  }

  record Supplier(EmailsConfig config, StoreBuilder<?> memories)
      implements ProcessorSupplier<String, RememberedEmail, Void, Void> {
    @Override
    public Processor<String, RememberedEmail, Void, Void> get() {
      return new RememberEmailProcessor(config);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(memories);
    }
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

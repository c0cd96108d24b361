package io.forebay.intents;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps models as they come. */
final class KeepModelsProcessor extends ContextualProcessor<String, byte[], Void, Void> {
  private KeyValueStore<String, byte[]> models;

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    super.init(context);
    models = context.getStateStore(ModelStore.name());
  }

  @Override
  public void process(Record<String, byte[]> record) {
    models.put(record.key(), record.value());
  }
}

package io.forebay.tasks;

import io.forebay.schemas.AgentDefinition;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps agents as they come. */
final class KeepAgentsProcessor extends ContextualProcessor<String, AgentDefinition, Void, Void> {
  private KeyValueStore<String, AgentDefinition> agents;

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    super.init(context);
    agents = context.getStateStore(AgentStore.name());
  }

  @Override
  public void process(Record<String, AgentDefinition> record) {
    agents.put(record.key(), record.value());
  }
}

package io.forebay.intents;

import io.forebay.runtime.Metrics;
import io.forebay.schemas.ErrorCode;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.IntentDecided;
import io.forebay.schemas.IntentOutcome;
import io.forebay.schemas.IntentSignal;
import io.forebay.schemas.RejectedRecordException;
import io.forebay.schemas.Scene;
import io.forebay.schemas.TopicSpec;
import io.forebay.schemas.Topics;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.ValueMapper;

/**
 * Decides what people will do and what a robot among them is to do.
 *
 * <pre>
 * intents.scenes  ─┐                  ┌► intents.decisions
 * intents.signals ─┴► decide-intents ─┤
 *                          ▲          └► intents.outcomes
 * intents.models ─► [models: on every partition]
 * </pre>
 *
 * <p><b>Why it is an application of its own, with at_least_once:</b> ten milliseconds from an observation to its decision leave no room for a transaction. A decision
 * follows from what was observed, so an observation that is read again is decided again, under the same id.
 *
 * <p><b>One hop:</b> signals are keyed by scene and not repartitioned. Where a producer puts a key elsewhere than Kafka's own partitioner, the record is refused.
 *
 * <p><b>Stores:</b> {@link SceneStore}, {@link TrackStore}, {@link LearnedStore}, {@link WaitingStore}, all in memory with a changelog; the global {@link ModelStore}.
 *
 * <p><b>Bounds:</b> subjects of a scene ({@link IntentsConfig#subjectsMax()}); what waits ({@link Backlog}); work of a tick ({@link DecideProcessor}).
 */
public final class IntentsTopology {
  private IntentsTopology() {}

  /** The topology as a function of its configuration. */
  public static Topology build(IntentsConfig config, Topics topics, EventSerdes serdes, Metrics metrics) {
    var builder = new StreamsBuilder();
    builder.addGlobalStore(
        ModelStore.builder(),
        topics.intentsModels().name(),
        Consumed.with(Serdes.String(), Serdes.ByteArray()).withName("ingest-intents-models"),
        KeepModelsProcessor::new);

    var scenes = ingest(builder, topics, topics.intentsScenes(), serdes, Scene.class, scene -> scene);
    var signals = ingest(builder, topics, topics.intentsSignals(), serdes, IntentSignal.class, IntentsTopology::present);
    var done =
        scenes
            .merge(signals, Named.as("merge-signals"))
            .process(new DecideProcessor.Supplier(config, topics.partitions(), serdes, new IntentsMetrics(metrics)), Named.as("decide-intents"));
    egress(done, IntentDecided.class, topics, topics.intentsDecisions(), serdes);
    egress(done, IntentOutcome.class, topics, topics.intentsOutcomes(), serdes);
    return builder.build();
  }

  private static <V extends SpecificRecordBase> KStream<String, SpecificRecordBase> ingest(
      StreamsBuilder builder, Topics topics, TopicSpec topic, EventSerdes serdes, Class<V> type, ValueMapper<V, SpecificRecordBase> widening) {
    String name = name(topics, topic);
    return builder
        .stream(topic.name(), Consumed.with(Serdes.String(), serdes.of(type)).withName("ingest-" + name))
        .mapValues(widening, Named.as("widen-" + name));
  }

  /** A tombstone says that a scene is gone; among signals it is nothing that could be decided. */
  private static SpecificRecordBase present(IntentSignal signal) {
    if (signal == null) {
      throw new RejectedRecordException(ErrorCode.INVALID_EVENT, "A signal must have a value; only a scene is taken away by a record without one.");
    }
    return signal;
  }

  private static <V extends SpecificRecordBase> void egress(
      KStream<String, SpecificRecordBase> done, Class<V> type, Topics topics, TopicSpec topic, EventSerdes serdes) {
    String name = name(topics, topic);
    done.filter((_, value) -> type.isInstance(value), Named.as("keep-" + name))
        .mapValues(type::cast, Named.as("cast-" + name))
        .to(topic.name(), Produced.with(Serdes.String(), serdes.of(type)).withName("egress-" + name));
  }

  private static String name(Topics topics, TopicSpec topic) {
    return topic.name().substring(topics.prefix().length()).replace('.', '-');
  }
}

package io.forebay.intents;

import io.forebay.runtime.TraceHeaders;
import io.forebay.schemas.ErrorCode;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.IntentSignal;
import io.forebay.schemas.RejectedRecordException;
import io.forebay.schemas.Scene;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Hands scenes, signals and time to the {@link Scenes} of its partition, and what comes of it to the topics.
 *
 * <p>An observation is decided when it comes. Where records have waited, only the newest observation of each subject is: those before it would tell what is over.
 */
final class DecideProcessor extends ContextualProcessor<String, SpecificRecordBase, String, SpecificRecordBase> {
  private static final String TRACEPARENT = "traceparent";
  private static final Duration TICK = Duration.ofMillis(5);
  private static final Duration SWEEP = Duration.ofMillis(250);

  /** What is decided at a time at most; the rest waits for the next tick. */
  private static final int DECIDED_AT_A_TIME_MAX = 50;

  private final IntentsConfig config;
  private final int partitions;
  private final EventSerdes serdes;
  private final IntentsMetrics metrics;
  private Backlog backlog;
  private WaitingStore kept;
  private Scenes scenes;

  private DecideProcessor(IntentsConfig config, int partitions, EventSerdes serdes, IntentsMetrics metrics) {
    this.config = config;
    this.partitions = partitions;
    this.serdes = serdes;
    this.metrics = metrics;
  }

  record Supplier(IntentsConfig config, int partitions, EventSerdes serdes, IntentsMetrics metrics)
      implements ProcessorSupplier<String, SpecificRecordBase, String, SpecificRecordBase> {
    @Override
    public Processor<String, SpecificRecordBase, String, SpecificRecordBase> get() {
      return new DecideProcessor(config, partitions, serdes, metrics);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      // In this order always, which Set.of would not keep: the topology's description shows it.
      return new LinkedHashSet<>(List.of(SceneStore.builder(), TrackStore.builder(), LearnedStore.builder(), WaitingStore.builder()));
    }
  }

  /** Called again on the same instance after a failure, hence nothing of what was in memory stays. */
  @Override
  public void init(ProcessorContext<String, SpecificRecordBase> context) {
    super.init(context);
    var models = new ModelStore(context.getStateStore(ModelStore.name()), serdes);
    var described = new SceneStore(context.getStateStore(SceneStore.name()));
    var tracks = new TrackStore(context.getStateStore(TrackStore.name()));
    var learned = new LearnedStore(context.getStateStore(LearnedStore.name()));
    kept = new WaitingStore(context.getStateStore(WaitingStore.name()));
    backlog = new Backlog();
    scenes = new Scenes(config, models, described, tracks, learned, metrics, this::send, System::nanoTime);
    kept.forEach(backlog::add);
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, _ -> decideWaiting());
    context.schedule(SWEEP, PunctuationType.WALL_CLOCK_TIME, now -> scenes.sweep(Instant.ofEpochMilli(now)));
  }

  @Override
  public void process(Record<String, SpecificRecordBase> record) {
    switch (record.value()) {
      case null -> scenes.remove(record.key()); // only scenes are compacted: a tombstone takes one away
      case Scene scene -> {
        refuse(SignalRules.problem(record.key(), scene), scene.getSceneId());
        scenes.apply(scene);
      }
      case IntentSignal signal -> take(record, signal);
      default -> throw new IllegalStateException("nothing to do with " + record.value().getSchema().getFullName());
    }
  }

  private void take(Record<String, SpecificRecordBase> record, IntentSignal signal) {
    Instant arrivedAt = Instant.ofEpochMilli(record.timestamp());
    refuse(SignalRules.problem(record.key(), signal, arrivedAt), signal.getSceneId());
    refuse(scenes.problem(signal), signal.getSceneId());
    keepTrace(record, signal);
    boolean isBehind = context().currentSystemTimeMs() - record.timestamp() > config.behind().toMillis();
    if (!isBehind && backlog.isEmpty()) {
      scenes.decide(signal, arrivedAt, now());
      return;
    }
    putOff(new Backlog.Waiting(signal, arrivedAt));
    if (!isBehind) {
      decideWaiting(); // all that was late has come: no need to wait for the next tick
    }
  }

  private void putOff(Backlog.Waiting added) {
    if (backlog.hasOneFor(added.signal())) {
      scenes.skip(added.signal());
    } else if (backlog.isFull()) {
      backlog.poll().ifPresent(this::decide); // those who come meanwhile wait in Kafka
    }
    kept.put(backlog.add(added));
  }

  private void decideWaiting() {
    for (int decided = 0; decided < DECIDED_AT_A_TIME_MAX && !backlog.isEmpty(); decided++) {
      backlog.poll().ifPresent(this::decide);
    }
  }

  private void decide(Backlog.Waiting waiting) {
    kept.remove(waiting);
    scenes.decide(waiting.signal(), waiting.arrivedAt(), now());
  }

  private Instant now() {
    return Instant.ofEpochMilli(context().currentSystemTimeMs());
  }

  private void refuse(String problem, String sceneId) {
    if (problem != null) {
      throw new RejectedRecordException(ErrorCode.INVALID_EVENT, problem);
    }
    int partition = Utils.toPositive(Utils.murmur2(sceneId.getBytes(StandardCharsets.UTF_8))) % partitions;
    if (partition != context().taskId().partition()) {
      throw new RejectedRecordException(
          ErrorCode.INVALID_EVENT, "The scene " + sceneId + " belongs on partition " + partition + ": its producer must place keys as Kafka's own partitioner does (murmur2)");
    }
  }

  /** What the signal itself says goes before the header of its record. */
  private static void keepTrace(Record<String, SpecificRecordBase> record, IntentSignal signal) {
    Header header = TraceHeaders.of(record.headers()).lastHeader(TRACEPARENT);
    if (signal.getTraceparent() == null && header != null) {
      signal.setTraceparent(new String(header.value(), StandardCharsets.UTF_8));
    }
  }

  private void send(String sceneId, SpecificRecordBase value, String traceparent) {
    var headers = new RecordHeaders();
    if (traceparent != null) {
      headers.add(TRACEPARENT, traceparent.getBytes(StandardCharsets.UTF_8));
    }
    context().forward(new Record<>(sceneId, value, context().currentSystemTimeMs(), headers));
  }
}

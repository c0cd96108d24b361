package io.forebay.dispatch;

import io.forebay.runtime.Metrics;
import io.forebay.schemas.ActionDescribed;
import io.forebay.schemas.ActionFinished;
import io.forebay.schemas.ActionOutcome;
import io.forebay.schemas.ActionPolicy;
import io.forebay.schemas.ControlActions;
import io.forebay.schemas.DispatchNotice;
import io.forebay.schemas.ErrorRaised;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.Lane;
import io.forebay.schemas.LaneStatus;
import io.forebay.schemas.ReadyAction;
import io.forebay.schemas.RequestAction;
import io.forebay.schemas.RunnerHeartbeat;
import io.forebay.schemas.SignalRunner;
import io.forebay.schemas.StateSerde;
import io.forebay.schemas.TopicSpec;
import io.forebay.schemas.Topics;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/**
 * Dispatches actions: decides which starts when, and turns what runners say into one final result for each.
 *
 * <pre>
 * actions.requests ───────────► place ─┬─────────────────────────────┐        ┌► actions.ready.&lt;capability&gt;
 * actions.requests.committed ─► place ─┤                             │        ├► actions.results.&lt;origin&gt;
 * actions.controls ───────────► place ─┤                             ├► dispatch ─┼► actions.states, actions.lanes
 * actions.outcomes ────────────────────┼─────────────────────────────┤        ├► runners.signals
 * actions.policies ─┬► tell-all ───────┴► [notices: to every         │        └► ops.errors
 * ops.heartbeats ───┘                      partition, or the right] ─┘
 *                                                    ▲ shares of caps, from dispatch
 * </pre>
 *
 * <p><b>Why it is an application of its own:</b> its answers must not wait for a commit, so it runs at least once and reads uncommitted;
 * what tasks and e-mails own must not. What it forgets in a crash is asked for again, what it repeats is recognised by its id.
 *
 * <p><b>Why a tenant is on one partition:</b> its budgets are reserved by the same decision that starts an action, and tenants share nothing
 * else than runners. Producers place requests by tenant ({@link Lane#partition}); what is placed otherwise is sent on once.
 *
 * <p><b>Stores:</b> {@link ActionStore} (what has no result), {@link FinishedStore} (results, for {@link DispatchConfig#resultsTtl()}),
 * {@link LedgerStore} (budgets, rates, pauses, cached answers, policies).
 *
 * <p><b>Bounds:</b> unfinished actions of a lane (its policy) and of a partition ({@link DispatchConfig#actionsMax()}); what is with
 * runners ({@link ConcurrencyWindow}); work of a tick ({@link Dispatcher}).
 */
public final class DispatchTopology {
  private static final String NOTICES = "notices";
  private static final String NOTICES_KEPT = "keep-notices";

  private DispatchTopology() {}

  /** The topology as a function of its configuration. */
  public static Topology build(DispatchConfig config, Topics topics, EventSerdes serdes, Metrics metrics) {
    var builder = new StreamsBuilder();
    var flow = new Flow(builder, topics, serdes);

    var requests = flow.ingest(topics.actionsRequests().name(), RequestAction.class);
    var committed = flow.ingest(topics.actionsRequestsCommitted().name(), RequestAction.class);
    var controls = flow.ingest(topics.actionsControls().name(), ControlActions.class);
    var outcomes = flow.ingest(topics.actionsOutcomes().name(), ActionOutcome.class);
    var policies = flow.ingest(topics.actionsPolicies().name(), ActionPolicy.class);
    var heartbeats = flow.ingest(topics.opsHeartbeats().name(), RunnerHeartbeat.class);

    var placed =
        requests
            .process(() -> new PlaceProcessor(topics, false), Named.as("place-requests"))
            .merge(committed.process(() -> new PlaceProcessor(topics, true), Named.as("place-committed")), Named.as("merge-requests"))
            .merge(controls.process(() -> new PlaceProcessor(topics, true), Named.as("place-controls")), Named.as("merge-controls"));
    var here = placed.filter((_, value) -> !(value instanceof DispatchNotice), Named.as("keep-placed"));
    var elsewhere = placed.filter((_, value) -> value instanceof DispatchNotice, Named.as("keep-misplaced"));
    var notices =
        policies
            .merge(heartbeats, Named.as("merge-news"))
            .process(NoticeProcessor::new, Named.as("tell-all"))
            .merge(elsewhere, Named.as("merge-misplaced"))
            .mapValues(DispatchNotice.class::cast, Named.as("cast-notices"))
            .repartition(
                Repartitioned.with(Serdes.String(), StateSerde.of(DispatchNotice.class))
                    .withName(NOTICES)
                    .withNumberOfPartitions(topics.partitions())
                    .withStreamPartitioner(DispatchTopology::whoMustKnow))
            .mapValues(SpecificRecordBase.class::cast, Named.as("widen-notices"));

    KStream<String, SpecificRecordBase> decisions =
        here.merge(outcomes, Named.as("merge-outcomes"))
            .merge(notices, Named.as("merge-notices"))
            .process(new DispatchProcessor.Supplier(config, topics, new DispatchMetrics(metrics)), Named.as("dispatch"));

    flow.egressReady(decisions);
    flow.egress(decisions, ActionFinished.class, "actions-results", new TopicOf<>("by origin", result -> topics.actionsResults(result.getOrigin())));
    flow.egress(decisions, SignalRunner.class, "runners-signals", topics.runnersSignals());
    flow.egress(decisions, ActionDescribed.class, "actions-states", topics.actionsStates());
    flow.egress(decisions, ErrorRaised.class, "ops-errors", topics.opsErrors());
    flow.egressLanes(decisions);
    decisions.filter((_, value) -> value instanceof DispatchNotice, Named.as(NOTICES_KEPT));
    return tellPartitions(builder.build());
  }

  /** Closes the circle that the builder cannot: what one partition decides to tell another goes the way of all notices. */
  private static Topology tellPartitions(Topology topology) {
    var notices = StateSerde.of(DispatchNotice.class);
    return topology.addSink(
        "tell-partitions",
        NOTICES + "-repartition",
        Serdes.String().serializer(),
        notices.serializer(),
        DispatchTopology::whoMustKnow,
        NOTICES_KEPT);
  }

  private static Optional<Set<Integer>> whoMustKnow(String topic, String key, DispatchNotice notice, int partitions) {
    if (notice.getRequest() != null) {
      return Optional.of(Set.of(Lane.of(notice.getRequest().getLane()).partition(partitions)));
    }
    if (notice.getControl() != null) {
      return Optional.of(Set.of(Lane.of(notice.getControl().getLane()).partition(partitions)));
    }
    if (notice.getDemand() != null || notice.getShare() != null) {
      return Optional.of(Set.of(Integer.parseInt(key)));
    }
    return Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toSet()));
  }

  /** Another one each time that an action is made ready, mostly. */
  static Optional<Set<Integer>> anyPartition(ReadyAction action, int partitions) {
    return Optional.of(Set.of((int) Long.remainderUnsigned(StableHash.of(action.getActionId(), Micros.of(action.getReadyAt())), partitions)));
  }

  /** The topology's ends: what comes in as one type, and what goes out by its type. */
  private record Flow(StreamsBuilder builder, Topics topics, EventSerdes serdes) {
    <V extends SpecificRecordBase> KStream<String, SpecificRecordBase> ingest(String topic, Class<V> type) {
      String name = topic.substring(topics.prefix().length()).replace('.', '-');
      return builder
          .stream(topic, Consumed.with(Serdes.String(), serdes.of(type)).withName("ingest-" + name))
          .mapValues(SpecificRecordBase.class::cast, Named.as("widen-" + name));
    }

    <V extends SpecificRecordBase> void egress(KStream<String, SpecificRecordBase> decisions, Class<V> type, String name, TopicSpec topic) {
      kept(decisions, type, name).to(topic.name(), produced(type, name));
    }

    <V extends SpecificRecordBase> void egress(KStream<String, SpecificRecordBase> decisions, Class<V> type, String name, TopicOf<V> topic) {
      kept(decisions, type, name).to(topic, produced(type, name));
    }

    /** Nothing needs the attempts of an action in order, and a partition may stand still whose runner has just vanished. */
    void egressReady(KStream<String, SpecificRecordBase> decisions) {
      kept(decisions, ReadyAction.class, "actions-ready")
          .to(
              new TopicOf<ReadyAction>("by capability", action -> topics.actionsReady(action.getCapability())),
              produced(ReadyAction.class, "actions-ready").withStreamPartitioner((_, _, action, partitions) -> anyPartition(action, partitions)));
    }

    private <V extends SpecificRecordBase> KStream<String, V> kept(KStream<String, SpecificRecordBase> decisions, Class<V> type, String name) {
      return decisions.filter((_, value) -> type.isInstance(value), Named.as("keep-" + name)).mapValues(type::cast, Named.as("cast-" + name));
    }

    private <V extends SpecificRecordBase> Produced<String, V> produced(Class<V> type, String name) {
      return Produced.with(Serdes.String(), serdes.of(type)).withName("egress-" + name);
    }

    /** Beside statuses also the nothing that makes Kafka forget one. */
    void egressLanes(KStream<String, SpecificRecordBase> decisions) {
      decisions
          .filter((_, value) -> value == null || value instanceof LaneStatus, Named.as("keep-actions-lanes"))
          .mapValues(LaneStatus.class::cast, Named.as("cast-actions-lanes"))
          .to(topics.actionsLanes().name(), produced(LaneStatus.class, "actions-lanes"));
    }
  }

  /** A topic that a record chooses by what it holds, and that describes itself in the topology's description. */
  private record TopicOf<V>(String choice, Function<V, TopicSpec> topic) implements TopicNameExtractor<String, V> {
    @Override
    public String extract(String key, V value, RecordContext context) {
      return topic.apply(value).name();
    }

    @Override
    public String toString() {
      return choice;
    }
  }
}

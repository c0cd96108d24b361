package io.forebay.tasks;

import io.forebay.runtime.Metrics;
import io.forebay.schemas.ActionFinished;
import io.forebay.schemas.AgentDefinition;
import io.forebay.schemas.ControlActions;
import io.forebay.schemas.ErrorRaised;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.Lane;
import io.forebay.schemas.QueryTasks;
import io.forebay.schemas.Repeatability;
import io.forebay.schemas.RequestAction;
import io.forebay.schemas.RunTask;
import io.forebay.schemas.SignalTask;
import io.forebay.schemas.StateSerde;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskFinished;
import io.forebay.schemas.TaskMail;
import io.forebay.schemas.TasksDescribed;
import io.forebay.schemas.TopicSpec;
import io.forebay.schemas.Topics;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Runs tasks: takes each through the graph of its agent, a step at a time, to one result.
 *
 * <pre>
 * tasks.requests ─► place ─┬────────────────────────┐          ┌► tasks.events, tasks.results
 * tasks.signals  ─► place ─┤                        │          ├► actions.requests, actions.requests.once, actions.controls
 * actions.results.tasks ───┼────────────────────────┼► run-tasks ─┼► tasks.answers
 * tasks.queries ───────────┼────────────────────────┤          └► ops.errors
 *                          └► [mail: by task id] ───┘
 *                                      ▲ between tasks and their children, from run-tasks
 * agents.definitions ─► [agents: on every partition]
 * </pre>
 *
 * <p><b>Why it is an application of its own:</b> it owns what tasks have done, so it runs with exactly_once_v2: an event, what is kept of it and what is asked for
 * because of it are one transaction. Dispatch reads requests before that has ended; an action's id says what is asked for, so that a request that a crash
 * takes back is not mistaken for another.
 *
 * <p><b>Why children begin by mail:</b> a topology never writes to its own input; and a child is on another partition than its parent.
 *
 * <p><b>Stores:</b> {@link HeadStore}, {@link StoryStore}, {@link TimerStore} (all retained for {@link TasksConfig#retention()} after a task's end), and the global
 * {@link AgentStore}.
 *
 * <p><b>Bounds:</b> a task has the limits of its agent; what is in memory of tasks ({@link TasksConfig#cache()}); work of a tick ({@link TaskProcessor}).
 */
public final class TasksTopology {
  private static final String ORIGIN = "tasks";
  private static final String MAIL = "mail";
  private static final String RUN = "run-tasks";

  private TasksTopology() {}

  /** The topology as a function of its configuration. */
  public static Topology build(TasksConfig config, Topics topics, EventSerdes serdes, Metrics metrics) {
    var builder = new StreamsBuilder();
    var flow = new Flow(builder, topics, serdes);
    builder.addGlobalStore(
        AgentStore.builder(serdes),
        topics.agentsDefinitions().name(),
        Consumed.with(Serdes.String(), serdes.of(AgentDefinition.class)).withName("ingest-agents-definitions"),
        KeepAgentsProcessor::new);

    var requests = flow.ingest(topics.tasksRequests(), RunTask.class);
    var signals = flow.ingest(topics.tasksSignals(), SignalTask.class);
    var results = flow.ingest(topics.actionsResults(ORIGIN), ActionFinished.class);
    var queries = flow.ingest(topics.tasksQueries(), QueryTasks.class);

    var placed =
        requests
            .merge(signals, Named.as("merge-requests"))
            .process(() -> new PlaceTasksProcessor(topics.partitions()), Named.as("place-tasks"));
    var here = placed.filter((_, value) -> !(value instanceof TaskMail), Named.as("keep-placed"));
    var mail =
        placed
            .filter((_, value) -> value instanceof TaskMail, Named.as("keep-misplaced"))
            .mapValues(TaskMail.class::cast, Named.as("cast-misplaced"))
            .repartition(
                Repartitioned.with(Serdes.String(), StateSerde.of(TaskMail.class)).withName(MAIL).withNumberOfPartitions(topics.partitions()))
            .mapValues(SpecificRecordBase.class::cast, Named.as("widen-mail"));

    var done =
        here.merge(results, Named.as("merge-results"))
            .merge(mail, Named.as("merge-mail"))
            .merge(queries, Named.as("merge-queries"))
            .process(new TaskProcessor.Supplier(config, topics, new TasksMetrics(metrics)), Named.as(RUN));

    flow.egress(done, TaskEvent.class, topics.tasksEvents());
    flow.egress(done, TaskFinished.class, topics.tasksResults());
    flow.egress(done, TasksDescribed.class, topics.tasksAnswers());
    flow.egress(done, ErrorRaised.class, topics.opsErrors());
    flow.egressByTenant(done, ControlActions.class, topics.actionsControls(), _ -> true);
    flow.egressByTenant(done, RequestAction.class, topics.actionsRequests(), request -> request.getRepeatability() != Repeatability.ONCE);
    flow.egressByTenant(done, RequestAction.class, topics.actionsRequestsOnce(), request -> request.getRepeatability() == Repeatability.ONCE);
    done.filter((_, value) -> value instanceof TaskMail, Named.as("keep-" + MAIL)).mapValues(TaskMail.class::cast, Named.as("cast-" + MAIL));
    return tellTasks(builder.build());
  }

  /** Closes the circle that the builder cannot: what one task tells another goes the way of all mail. */
  private static Topology tellTasks(Topology topology) {
    var mail = StateSerde.of(TaskMail.class);
    return topology.addSink("tell-tasks", MAIL + "-repartition", Serdes.String().serializer(), mail.serializer(), "cast-" + MAIL);
  }

  /** The topology's ends: what comes in as one type, and what goes out by its type. */
  private record Flow(StreamsBuilder builder, Topics topics, EventSerdes serdes) {
    <V extends SpecificRecordBase> KStream<String, SpecificRecordBase> ingest(TopicSpec topic, Class<V> type) {
      String name = name(topic);
      return builder
          .stream(topic.name(), Consumed.with(Serdes.String(), serdes.of(type)).withName("ingest-" + name))
          .mapValues(SpecificRecordBase.class::cast, Named.as("widen-" + name));
    }

    <V extends SpecificRecordBase> void egress(KStream<String, SpecificRecordBase> done, Class<V> type, TopicSpec topic) {
      String name = name(topic);
      done.filter((_, value) -> type.isInstance(value), Named.as("keep-" + name))
          .mapValues(type::cast, Named.as("cast-" + name))
          .to(topic.name(), Produced.with(Serdes.String(), serdes.of(type)).withName("egress-" + name));
    }

    /** Dispatch expects what is keyed by lane on the partition of its tenant. */
    <V extends SpecificRecordBase> void egressByTenant(
        KStream<String, SpecificRecordBase> done, Class<V> type, TopicSpec topic, Predicate<V> which) {
      String name = name(topic);
      StreamPartitioner<String, V> byTenant = (_, lane, _, partitions) -> Optional.of(Set.of(Lane.of(lane).partition(partitions)));
      done.filter((_, value) -> type.isInstance(value) && which.test(type.cast(value)), Named.as("keep-" + name))
          .mapValues(type::cast, Named.as("cast-" + name))
          .to(topic.name(), Produced.with(Serdes.String(), serdes.of(type)).withStreamPartitioner(byTenant).withName("egress-" + name));
    }

    private String name(TopicSpec topic) {
      return topic.name().substring(topics.prefix().length()).replace('.', '-');
    }
  }
}

package io.forebay.schemas;

import io.forebay.schemas.TopicSpec.Cleanup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The topic catalogue: every topic that users and applications share, in one place.
 *
 * <p>Whatever creates, reads, documents or secures a topic asks here. Topics that Kafka Streams makes for itself
 * (repartition, changelog) are not part of the contract and not listed.
 *
 * @param prefix put before every topic name and application id, for clusters that several installations share; empty
 *     or ending in a dot
 * @param partitions of every event topic
 * @param capabilities what runners can do beyond {@link #SHIPPED_CAPABILITIES}
 * @param origins who asks for actions beyond {@link #SHIPPED_ORIGINS}
 */
public record Topics(String prefix, int partitions, Set<String> capabilities, Set<String> origins) {
  /** What the handlers that ship can do. */
  public static final List<String> SHIPPED_CAPABILITIES =
      List.of("core.echo", "core.fail", "core.sleep", "http.request", "llm.chat", "llm.embed", "mcp.call", "mcp.list");

  /** Who asks for actions: the applications that ship, and everybody else as {@code users}. */
  public static final List<String> SHIPPED_ORIGINS = List.of("emails", "tasks", "users");

  /**
   * How the runners' share group is set (KIP-932). By itself Kafka would begin at the end of a topic, which would leave what was made ready
   * before the first runner came, and would set a record aside after fewer deliveries.
   */
  public static final Map<String, String> RUNNERS_GROUP_SETTINGS = Map.of("share.auto.offset.reset", "earliest", "share.delivery.count.limit", "10");

  private static final Pattern PREFIX = Pattern.compile("([a-z0-9-]+\\.)*");
  private static final Pattern CAPABILITY = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)+");
  private static final Pattern ORIGIN = Pattern.compile("[a-z0-9-]+");
  private static final int NAME_MAX = 100;

  public Topics {
    capabilities = Set.copyOf(capabilities);
    origins = Set.copyOf(origins);
    requireAll("topics.capabilities", capabilities, CAPABILITY, "lower-case words with dots between, such as acme.invoice");
    requireAll("topics.origins", origins, ORIGIN, "lower-case words with hyphens between, such as order-desk");
    if (!PREFIX.matcher(prefix).matches() || prefix.length() > 100) {
      throw new IllegalArgumentException(
          "topics.prefix must be empty or lower-case words that each end in a dot, at most 100 characters, got " + prefix);
    }
    if (partitions < 1 || partitions > 1000) {
      throw new IllegalArgumentException("topics.partitions must be from 1 to 1000, got " + partitions);
    }
  }

  /** With the capabilities and origins that ship. */
  public Topics(String prefix, int partitions) {
    this(prefix, partitions, Set.of(), Set.of());
  }

  /** Without prefix, four partitions each. */
  public static Topics defaults() {
    return new Topics("", 4);
  }

  public TopicSpec emailsInbound() {
    return events("emails.inbound", "email id", InboundEmail.class, 7, Classification.RESTRICTED);
  }

  public TopicSpec emailsTriaged() {
    return events("emails.triaged", "email id", EmailTriaged.class, 30, Classification.CONFIDENTIAL);
  }

  public TopicSpec emailsFeedback() {
    return compacted("emails.feedback", "email id", TriageFeedback.class, Classification.INTERNAL);
  }

  public TopicSpec emailsDrafted() {
    return events("emails.drafted", "email id", EmailDrafted.class, 30, Classification.CONFIDENTIAL);
  }

  public TopicSpec tasksRequests() {
    return events("tasks.requests", "task id", RunTask.class, 7, Classification.CONFIDENTIAL);
  }

  public TopicSpec tasksSignals() {
    return events("tasks.signals", "task id", SignalTask.class, 7, Classification.CONFIDENTIAL);
  }

  public TopicSpec tasksEvents() {
    return events("tasks.events", "task id", TaskEvent.class, 30, Classification.RESTRICTED);
  }

  public TopicSpec tasksResults() {
    return new TopicSpec(
        prefix + "tasks.results", "task id", Optional.of(TaskFinished.class), partitions, Cleanup.COMPACT_AND_DELETE, Duration.ofDays(30), Classification.RESTRICTED);
  }

  /** Asked of every partition: whoever asks writes the question to each. */
  public TopicSpec tasksQueries() {
    return events("tasks.queries", "query id", QueryTasks.class, 1, Classification.INTERNAL);
  }

  public TopicSpec tasksAnswers() {
    return events("tasks.answers", "query id", TasksDescribed.class, 1, Classification.RESTRICTED);
  }

  /** Keyed by version too, so that compaction keeps the versions that tasks began with. */
  public TopicSpec agentsDefinitions() {
    return compacted("agents.definitions", "agent name/version", AgentDefinition.class, Classification.INTERNAL);
  }

  public TopicSpec intentsScenes() {
    return compacted("intents.scenes", "scene id", Scene.class, Classification.INTERNAL);
  }

  /** Keyed by the scene, so that all who are in one meet in one place. */
  public TopicSpec intentsSignals() {
    return events("intents.signals", "scene id", IntentSignal.class, 1, Classification.CONFIDENTIAL);
  }

  public TopicSpec intentsDecisions() {
    return events("intents.decisions", "scene id", IntentDecided.class, 7, Classification.CONFIDENTIAL);
  }

  public TopicSpec intentsOutcomes() {
    return events("intents.outcomes", "scene id", IntentOutcome.class, 30, Classification.CONFIDENTIAL);
  }

  public TopicSpec intentsModels() {
    return compacted("intents.models", "model name", IntentModel.class, Classification.INTERNAL);
  }

  public TopicSpec screensObservations() {
    return events("screens.observations", "session id", ScreenObserved.class, 1, Classification.RESTRICTED);
  }

  /** Read as it comes: what is asked for here may start before the asker's transaction has ended, and may run again. */
  public TopicSpec actionsRequests() {
    return actions("actions.requests", "lane", RequestAction.class);
  }

  /** Read committed: what is asked for here starts after the asker's transaction has ended. */
  public TopicSpec actionsRequestsOnce() {
    return actions("actions.requests.once", "lane", RequestAction.class);
  }

  /** What {@link #actionsRequestsOnce()} held, once committed; written by the gate only. */
  public TopicSpec actionsRequestsCommitted() {
    return actions("actions.requests.committed", "lane", RequestAction.class);
  }

  public TopicSpec actionsControls() {
    return actions("actions.controls", "lane", ControlActions.class);
  }

  public TopicSpec actionsOutcomes() {
    return actions("actions.outcomes", "lane", ActionOutcome.class);
  }

  public TopicSpec actionsReady(String capability) {
    return actions("actions.ready." + capability, "action id", ReadyAction.class);
  }

  public TopicSpec actionsResults(String origin) {
    return actions("actions.results." + origin, "reply key", ActionFinished.class);
  }

  public TopicSpec actionsStates() {
    return actions("actions.states", "action id", ActionDescribed.class);
  }

  public TopicSpec actionsPolicies() {
    return compacted("actions.policies", "lane pattern", ActionPolicy.class, Classification.INTERNAL);
  }

  public TopicSpec actionsLanes() {
    return compacted("actions.lanes", "lane", LaneStatus.class, Classification.INTERNAL);
  }

  public TopicSpec runnersSignals() {
    return actions("runners.signals", "action id", SignalRunner.class);
  }

  public TopicSpec opsHeartbeats() {
    return events("ops.heartbeats", "source id", RunnerHeartbeat.class, 7, Classification.INTERNAL);
  }

  public TopicSpec opsErrors() {
    return events("ops.errors", "source id", ErrorRaised.class, 7, Classification.INTERNAL);
  }

  /** Everything that runners can do, in alphabetical order. */
  public SortedSet<String> allCapabilities() {
    return union(SHIPPED_CAPABILITIES, capabilities);
  }

  /** Everybody who asks for actions, in alphabetical order. */
  public SortedSet<String> allOrigins() {
    return union(SHIPPED_ORIGINS, origins);
  }

  /** Application id of the e-mail triage topology. */
  public String emailsApplication() {
    return prefix + "forebay-emails";
  }

  /** Application id of the topology that runs tasks. */
  public String tasksApplication() {
    return prefix + "forebay-tasks";
  }

  /** Application id of the topology that reads intents of people and steers robots. */
  public String intentsApplication() {
    return prefix + "forebay-intents";
  }

  /** Application id of the dispatcher of actions. */
  public String dispatchApplication() {
    return prefix + "forebay-dispatch";
  }

  /** Application id of the gate before the dispatcher. */
  public String gateApplication() {
    return prefix + "forebay-gate";
  }

  /** Share group of all runners, and the name under which they keep dead letters. */
  public String runnersApplication() {
    return prefix + "forebay-runners";
  }

  /** Id of the ingest of outbox tables, and the name under which it keeps dead letters. */
  public String outboxApplication() {
    return prefix + "forebay-outbox";
  }

  /** Where an application puts records that it cannot read or process, as they came. */
  public TopicSpec deadLetters(String applicationId) {
    return new TopicSpec(
        applicationId + ".dlq",
        "as it came",
        Optional.empty(),
        1,
        Cleanup.DELETE,
        Duration.ofDays(30),
        Classification.RESTRICTED);
  }

  /** Every topic, in the order of the documentation. */
  public List<TopicSpec> all() {
    var all = new ArrayList<>(List.of(emailsInbound(), emailsTriaged(), emailsFeedback(), emailsDrafted()));
    all.addAll(List.of(agentsDefinitions(), tasksRequests(), tasksSignals(), tasksEvents(), tasksResults(), tasksQueries(), tasksAnswers()));
    all.addAll(List.of(intentsScenes(), intentsSignals(), intentsDecisions(), intentsOutcomes(), intentsModels()));
    all.add(screensObservations());
    all.addAll(List.of(actionsRequests(), actionsRequestsOnce(), actionsRequestsCommitted(), actionsControls(), actionsOutcomes()));
    allCapabilities().forEach(capability -> all.add(actionsReady(capability)));
    allOrigins().forEach(origin -> all.add(actionsResults(origin)));
    all.addAll(List.of(actionsStates(), actionsPolicies(), actionsLanes(), runnersSignals(), opsHeartbeats(), opsErrors()));
    applications().forEach(application -> all.add(deadLetters(application)));
    return List.copyOf(all);
  }

  /** Ids of all applications that have dead letters. */
  public List<String> applications() {
    return Stream.concat(groups().stream(), Stream.of(outboxApplication())).toList();
  }

  /** Ids of those that read as a group of their id, and so have members and lag. */
  public List<String> groups() {
    return List.of(emailsApplication(), tasksApplication(), intentsApplication(), dispatchApplication(), gateApplication(), runnersApplication());
  }

  private TopicSpec events(String name, String key, Class<?> value, int days, Classification classification) {
    return new TopicSpec(
        prefix + name, key, Optional.of(value), partitions, Cleanup.DELETE, Duration.ofDays(days), classification);
  }

  /** What an action is given and answers may be anything that its asker holds. */
  private TopicSpec actions(String name, String key, Class<?> value) {
    return events(name, key, value, 1, Classification.RESTRICTED);
  }

  private TopicSpec compacted(String name, String key, Class<?> value, Classification classification) {
    return new TopicSpec(prefix + name, key, Optional.of(value), partitions, Cleanup.COMPACT, Duration.ZERO, classification);
  }

  private static SortedSet<String> union(List<String> shipped, Set<String> more) {
    return new TreeSet<>(Stream.concat(shipped.stream(), more.stream()).toList());
  }

  private static void requireAll(String key, Set<String> names, Pattern allowed, String description) {
    for (String name : names) {
      if (!allowed.matcher(name).matches() || name.length() > NAME_MAX) {
        throw new IllegalArgumentException(
            key + " must be " + description + ", at most " + NAME_MAX + " characters, got " + name);
      }
    }
  }
}

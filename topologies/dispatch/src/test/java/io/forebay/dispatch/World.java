package io.forebay.dispatch;

import io.forebay.schemas.ActionDescribed;
import io.forebay.schemas.ActionError;
import io.forebay.schemas.ActionFinished;
import io.forebay.schemas.ActionOutcome;
import io.forebay.schemas.ActionPolicy;
import io.forebay.schemas.ActionState;
import io.forebay.schemas.ControlActions;
import io.forebay.schemas.ControlCommand;
import io.forebay.schemas.ErrorRaised;
import io.forebay.schemas.EventSchemas;
import io.forebay.schemas.Lane;
import io.forebay.schemas.LaneStatus;
import io.forebay.schemas.OutcomeKind;
import io.forebay.schemas.ReadyAction;
import io.forebay.schemas.Repeatability;
import io.forebay.schemas.RequestAction;
import io.forebay.schemas.RunnerHeartbeat;
import io.forebay.schemas.SignalRunner;
import io.forebay.schemas.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/** A dispatcher with books in memory, a settable clock, and everything that it decided on. */
final class World implements ActionBook, FinishedBook, Ledger, Outbox {
  static final String LANE = "acme/core.echo";
  static final String RUNNER = "host-1";

  final List<ReadyAction> ready = new ArrayList<>();
  final List<ActionFinished> results = new ArrayList<>();
  final List<SignalRunner> signals = new ArrayList<>();
  final List<ActionDescribed> described = new ArrayList<>();
  final List<ErrorRaised> errors = new ArrayList<>();
  final Map<String, LaneStatus> lanes = new HashMap<>();
  private final List<CapabilityShares.Demand> demands = new ArrayList<>();
  private final List<CapabilityShares.Share> shares = new ArrayList<>();
  private final Map<String, ActionState> actions = new LinkedHashMap<>();
  private final Map<String, ActionFinished> finished = new HashMap<>();
  private final TreeMap<String, SpecificRecordBase> ledger = new TreeMap<>();
  private final DispatchConfig config;
  private long nowMicros = Micros.of(Instant.parse("2026-11-21T10:00:00Z"));
  private Dispatcher dispatcher;

  World() {
    this(DispatchConfig.defaults());
  }

  World(DispatchConfig config) {
    EventSchemas.published(RequestAction.class);
    this.config = config;
    crash();
  }

  /** Everything in memory is lost; what was written is not. */
  void crash() {
    dispatcher = new Dispatcher(config, Set.of("core.echo", "core.sleep", "llm.chat"), this, this, this, this, "forebay-dispatch", 0, 1);
    int sent = sent();
    dispatcher.restore(nowMicros);
    if (sent() != sent) {
      throw new AssertionError("restoring sent something, which Kafka Streams refuses until the processors behind are ready");
    }
  }

  private int sent() {
    return ready.size() + results.size() + signals.size() + described.size() + errors.size() + demands.size() + shares.size();
  }

  Board board() {
    return dispatcher.board();
  }

  Instant now() {
    return Micros.instant(nowMicros);
  }

  void waits(Duration time) {
    long until = nowMicros + time.toNanos() / 1000;
    while (nowMicros < until) {
      nowMicros = Math.min(until, nowMicros + 20_000);
      dispatcher.tick(nowMicros);
    }
  }

  static RequestAction.Builder action(String id) {
    return action(id, LANE);
  }

  static RequestAction.Builder action(String id, String lane) {
    var parsed = Lane.of(lane);
    return RequestAction.newBuilder()
        .setActionId(id)
        .setTenant(parsed.tenant())
        .setCapability(parsed.capability())
        .setLane(lane)
        .setOrigin("users")
        .setReplyKey("reply-" + id)
        .setRequestedAt(Instant.parse("2026-11-21T10:00:00Z"))
        .setInput("{}")
        .setRepeatability(Repeatability.REPEATABLE);
  }

  static RequestAction.Builder once(String id) {
    return action(id).setRepeatability(Repeatability.ONCE);
  }

  static ActionPolicy.Builder policy(String pattern) {
    return ActionPolicy.newBuilder().setPattern(pattern);
  }

  void asks(String id) {
    asks(action(id));
  }

  void asks(RequestAction.Builder request) {
    dispatcher.request(request.build(), Map.of(), nowMicros);
  }

  void applies(ActionPolicy.Builder policy) {
    var built = policy.build();
    dispatcher.policy(built.getPattern(), built, nowMicros);
  }

  void removesPolicy(String pattern) {
    dispatcher.policy(pattern, null, nowMicros);
  }

  void controls(ControlActions control) {
    dispatcher.control(control, nowMicros);
  }

  void controls(ControlCommand command, String actionId) {
    controls(new ControlActions("c", "acme", LANE, command, actionId, null, null, "", null, now()));
  }

  void hears(Set<String> capabilities, Set<String> reconciles) {
    dispatcher.heartbeat(
        new RunnerHeartbeat(RUNNER, "host", "0.1", List.copyOf(capabilities), List.copyOf(reconciles), 0, 100, 0, false, now(), now()), nowMicros);
  }

  /** A runner is there, and says so for as long as the time waited is short. */
  void hears() {
    hears(Set.of("core.echo", "core.sleep", "llm.chat"), Set.of());
  }

  ReadyAction lastReady() {
    return ready.getLast();
  }

  ReadyAction ready(String id) {
    return ready.stream().filter(action -> action.getActionId().equals(id)).reduce((_, last) -> last).orElseThrow();
  }

  boolean succeeds(ReadyAction action) {
    return says(outcome(action, OutcomeKind.SUCCEEDED).setOutput("{\"ok\":true}"));
  }

  boolean fails(ReadyAction action, boolean retryable) {
    return says(outcome(action, OutcomeKind.FAILED).setError(new ActionError("BROKEN", "It broke.", retryable, null, false)));
  }

  boolean says(ReadyAction action, OutcomeKind kind) {
    return says(outcome(action, kind));
  }

  boolean says(ActionOutcome.Builder outcome) {
    return dispatcher.outcome(outcome.build(), nowMicros);
  }

  static ActionOutcome.Builder outcome(ReadyAction action, OutcomeKind kind) {
    return ActionOutcome.newBuilder()
        .setActionId(action.getActionId())
        .setTenant(action.getTenant())
        .setCapability(action.getCapability())
        .setLane(action.getLane())
        .setAttempt(action.getAttempt())
        .setRunner(RUNNER)
        .setKind(kind)
        .setPurpose(action.getPurpose())
        .setAt(Instant.EPOCH)
        .setRanMs(1.0)
        .setUsage(new Usage(10L, 5L, 7L));
  }

  ActionFinished result(String id) {
    return results.stream().filter(result -> result.getActionId().equals(id)).findFirst().orElseThrow();
  }

  List<String> readyIds() {
    return ready.stream().map(ReadyAction::getActionId).toList();
  }

  int unfinished() {
    return actions.size();
  }

  @Override
  public ActionState find(String actionId) {
    ActionState state = actions.get(actionId);
    return state == null ? null : SpecificData.get().deepCopy(state.getSchema(), state);
  }

  @Override
  public void put(ActionState state) {
    actions.put(state.getRequest().getActionId(), SpecificData.get().deepCopy(state.getSchema(), state));
  }

  @Override
  public void remove(String id) {
    if (ledger.remove(id) == null) {
      actions.remove(id);
    }
  }

  @Override
  public void forEach(Consumer<ActionState> action) {
    List.copyOf(actions.values()).forEach(state -> action.accept(find(state.getRequest().getActionId())));
  }

  @Override
  public ActionFinished find(String actionId, long atMicros) {
    return finished.get(actionId);
  }

  @Override
  public void put(ActionFinished result, long atMicros) {
    finished.put(result.getActionId(), result);
  }

  @Override
  public <T extends SpecificRecordBase> T find(String key, Class<T> type) {
    return type.cast(ledger.get(key));
  }

  @Override
  public void put(String key, SpecificRecordBase entry) {
    ledger.put(key, entry);
  }

  @Override
  public void forEach(BiConsumer<String, SpecificRecordBase> action) {
    Map.copyOf(ledger).forEach(action);
  }

  @Override
  public String forEachFrom(String key, int entriesMax, BiConsumer<String, SpecificRecordBase> action) {
    var rest = List.copyOf(ledger.tailMap(key).entrySet());
    rest.stream().limit(entriesMax).forEach(entry -> action.accept(entry.getKey(), entry.getValue()));
    return rest.size() > entriesMax ? rest.get(entriesMax).getKey() : "";
  }

  @Override
  public void ready(ReadyAction action, Map<String, String> headers) {
    ready.add(action);
  }

  @Override
  public void finished(ActionFinished result, Map<String, String> headers) {
    results.add(result);
  }

  @Override
  public void signal(SignalRunner signal) {
    signals.add(signal);
  }

  @Override
  public void described(ActionDescribed description) {
    described.add(description);
  }

  @Override
  public void error(ErrorRaised error) {
    errors.add(error);
  }

  @Override
  public void lane(LaneStatus status) {
    lanes.put(status.getLane(), status);
  }

  @Override
  public void laneForgotten(String lane) {
    lanes.remove(lane);
  }

  @Override
  public void demand(CapabilityShares.Demand demand, int partition) {
    demands.add(demand);
  }

  @Override
  public void share(CapabilityShares.Share share) {
    shares.add(share);
  }

  /** Delivers what partitions tell each other; this world has one. */
  void delivers() {
    while (!demands.isEmpty() || !shares.isEmpty()) {
      if (!demands.isEmpty()) {
        dispatcher.demand(demands.removeFirst(), nowMicros);
      }
      if (!shares.isEmpty()) {
        dispatcher.share(shares.removeFirst(), nowMicros);
      }
    }
  }
}

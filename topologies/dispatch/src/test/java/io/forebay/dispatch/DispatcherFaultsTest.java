package io.forebay.dispatch;

import static io.forebay.dispatch.World.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.ActionFinished;
import io.forebay.schemas.ActionPhase;
import io.forebay.schemas.BreakerRule;
import io.forebay.schemas.BudgetState;
import io.forebay.schemas.ControlActions;
import io.forebay.schemas.ControlCommand;
import io.forebay.schemas.OutcomeKind;
import io.forebay.schemas.Purpose;
import io.forebay.schemas.RateLimit;
import io.forebay.schemas.RateScope;
import io.forebay.schemas.ReadyAction;
import io.forebay.schemas.Repeatability;
import io.forebay.schemas.Resolution;
import io.forebay.schemas.RetryRule;
import io.forebay.schemas.TaskBudget;
import io.forebay.schemas.Usage;
import io.forebay.schemas.WhenExceeded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** A dispatcher whose runners die, that crashes and reads its last records again, while people cancel, pause and resolve: what must hold all the same. */
class DispatcherFaultsTest {
  private static final List<String> LANES = List.of("acme/core.echo", "acme/core.sleep", "other/core.echo", "rated/core.echo");
  private static final Set<String> CAPABILITIES = Set.of("core.echo", "core.sleep", "llm.chat");
  private static final int LANE_CONCURRENCY = 3;
  private static final long RATE_PER_SECOND = 2;
  private static final long BURST = 3;
  private static final int STEPS = 200;

  @Property(tries = 100)
  void everyActionEndsInOneResultAndNoOnceActionStartsTwice(@ForAll long seed) {
    var run = new Run(new Random(seed));
    for (int step = 0; step < STEPS; step++) {
      run.step();
      run.booksAgree();
    }
    run.calmDown();

    run.everyActionHasOneResult();
    run.nothingIsLeftOver();
    run.ratesWereKept();
  }

  @Test
  void findsOutAgainAndDoesNotRunWhatMayHaveHappenedWhenFindingOutFails() {
    var world = new World();
    world.asks(World.once("a"));
    world.says(world.lastReady(), OutcomeKind.CLAIMED);
    world.waits(Duration.ofMillis(14_980));
    world.hears(CAPABILITIES, CAPABILITIES);
    world.waits(Duration.ofMillis(20));
    world.fails(world.lastReady(), true);
    world.waits(Duration.ofSeconds(2));

    assertThat(world.ready).extracting(ReadyAction::getPurpose).containsExactly(Purpose.RUN, Purpose.RECONCILE, Purpose.RECONCILE);
    world.fails(world.lastReady(), false);
    assertThat(world.described.getLast().getPhase()).isEqualTo(ActionPhase.IN_DOUBT);
  }

  @Test
  void probesWithAnotherActionWhenTheProbeExpires() {
    var world = new World();
    world.applies(policy("*/*").setBreaker(new BreakerRule(0.5, 1, 1, 1_000L, 1, WhenExceeded.DELAY)).setRetry(new RetryRule(1, 1L, 1.0, 1L, 0.0, List.of())));
    world.asks("broken");
    world.fails(world.lastReady(), true);
    world.waits(Duration.ofSeconds(1));
    world.asks(World.action("probe").setDeadline(world.now().plusSeconds(1)));
    world.asks("next");
    assertThat(world.readyIds()).containsExactly("broken", "probe");
    world.waits(Duration.ofSeconds(3));

    assertThat(world.readyIds()).containsExactly("broken", "probe", "next");
  }

  private static final class Run {
    private final Random random;
    private final World world = new World();
    private final FaultyRunners runners;
    private final List<Runnable> inputs = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final Map<String, Runnable> asks = new HashMap<>();
    private final boolean reconciles;

    Run(Random random) {
      this.random = random;
      runners = new FaultyRunners(world, random);
      reconciles = random.nextBoolean();
      world.applies(
          policy("*/*")
              .setLaneConcurrency(LANE_CONCURRENCY)
              .setRetry(new RetryRule(4, 200L, 2.0, 5_000L, 0.5, List.of()))
              .setBreaker(new BreakerRule(0.6, 8, 4, 3_000L, 2, WhenExceeded.DELAY)));
      world.applies(policy("rated/*").setRate(new RateLimit(RATE_PER_SECOND, 1_000L, BURST, RateScope.LANE, WhenExceeded.DELAY)));
    }

    void step() {
      switch (random.nextInt(24)) {
        case 0, 1, 2, 3 -> ask();
        case 4 -> askAgain();
        case 5, 6, 7, 8 -> runners.take();
        case 9, 10, 11 -> runners.end(false);
        case 12, 13, 14, 15 -> read();
        case 16, 17 -> runners.listen();
        case 18 -> runners.tellProgress(false);
        case 19 -> runners.die();
        case 20 -> crash();
        case 21 -> control();
        default -> waits(random.nextInt(8) == 0 ? 16_000 : random.nextInt(600));
      }
    }

    /** No more faults: all that is under way comes to its end, and people say what became of what is in doubt. */
    void calmDown() {
      for (int round = 0; round < 300 && !(world.unfinished() == 0 && runners.isIdle()); round++) {
        runners.take();
        runners.listen();
        runners.end(true);
        runners.tellProgress(true);
        for (int i = 0; i < 20; i++) {
          read();
        }
        if (round % 10 == 0) {
          asked.forEach(this::resolve);
          LANES.forEach(lane -> control(ControlCommand.RESUME, lane, null, null));
          asked.forEach(id -> control(ControlCommand.RESUME, laneOf(id), id, null));
        }
        waits(500);
        booksAgree();
      }
    }

    void everyActionHasOneResult() {
      Map<String, Set<ActionFinished>> results = new HashMap<>();
      world.results.forEach(result -> results.computeIfAbsent(result.getActionId(), _ -> new HashSet<>()).add(result));

      assertThat(world.board().actions.values()).as("what has not ended").extracting(action -> action.id + " " + action.phase + " " + action.waitReason).isEmpty();
      assertThat(results.keySet()).isEqualTo(new HashSet<>(asked));
      assertThat(results.values()).allSatisfy(same -> assertThat(same).hasSize(1));
    }

    void nothingIsLeftOver() {
      Board board = world.board();
      assertThat(world.unfinished()).isZero();
      assertThat(board.actions).isEmpty();
      assertThat(board.deadlines.size()).isZero();
      assertThat(board.capabilities.values()).allSatisfy(capability -> assertThat(capability.queue.size()).isZero());
      BudgetState budget = world.find(Ledger.budgetOfTask("acme", "t"), BudgetState.class);
      if (budget != null) {
        assertThat(budget.getReserved()).isEmpty();
      }
    }

    void ratesWereKept() {
      Set<String> seen = new HashSet<>();
      List<Long> starts =
          world.ready.stream()
              .filter(ready -> ready.getTenant().equals("rated") && ready.getPurpose() == Purpose.RUN && seen.add(ready.getActionId() + ready.getAttempt()))
              .map(ReadyAction::getReadyAt)
              .map(Micros::of)
              .toList();
      for (int first = 0; first < starts.size(); first++) {
        for (int last = first; last < starts.size(); last++) {
          long allowed = BURST + (starts.get(last) - starts.get(first)) * RATE_PER_SECOND / 1_000_000;
          assertThat((long) last - first + 1).isLessThanOrEqualTo(allowed);
        }
      }
    }

    /** What is counted on the go is what counting anew gives. */
    void booksAgree() {
      Board board = world.board();
      assertThat(world.unfinished()).isEqualTo(board.actions.size());
      for (OpenLane lane : board.lanes.values()) {
        assertThat(lane.queued).isEqualTo(count(lane, ActionPhase.QUEUED));
        assertThat(lane.waiting).isEqualTo(count(lane, ActionPhase.WAITING));
        assertThat(lane.running).isEqualTo(count(lane, ActionPhase.READY));
        assertThat(lane.inDoubt).isEqualTo(count(lane, ActionPhase.IN_DOUBT));
        assertThat(lane.retrying).isEqualTo(board.actions.values().stream().filter(action -> action.lane.equals(lane) && action.failures > 0).count());
        assertThat(board.actions.values().stream().filter(action -> action.lane.equals(lane) && action.phase == ActionPhase.READY && !action.reconciling).count())
            .isLessThanOrEqualTo(LANE_CONCURRENCY);
      }
      for (Capability capability : board.capabilities.values()) {
        assertThat((long) capability.inFlight)
            .isEqualTo(board.actions.values().stream().filter(action -> action.lane.capability.equals(capability) && action.phase == ActionPhase.READY).count());
      }
    }

    private long count(OpenLane lane, ActionPhase phase) {
      return world.board().actions.values().stream().filter(action -> action.lane.equals(lane) && action.phase == phase).count();
    }

    private void ask() {
      String id = "a-" + asked.size();
      var request =
          World.action(id, oneOf(LANES))
              .setRepeatability(oneOf(List.of(Repeatability.values())))
              .setRequestedAt(world.now())
              .setPriority(random.nextInt(10))
              .setNotBefore(random.nextInt(5) == 0 ? world.now().plusSeconds(random.nextInt(5)) : null)
              .setStartBy(random.nextInt(10) == 0 ? world.now().plusSeconds(random.nextInt(5)) : null)
              .setDeadline(random.nextInt(10) == 0 ? world.now().plusSeconds(random.nextInt(30)) : null)
              .setEndpoint(random.nextBoolean() ? "bad" : null)
              .setEstimate(random.nextBoolean() ? new Usage(10L, 0L, 0L) : null);
      if (request.getTenant().equals("acme") && random.nextBoolean()) {
        request.setTaskBudget(new TaskBudget("t", 100L, null));
      }
      asked.add(id);
      asks.put(id, () -> world.asks(request));
      input(asks.get(id));
    }

    private void askAgain() {
      if (!asked.isEmpty()) {
        input(asks.get(oneOf(asked)));
      }
    }

    private void read() {
      Runnable next = runners.read();
      if (next != null) {
        input(next);
      }
    }

    /** What it had decided is in its books; what it had read last comes again. */
    private void crash() {
      world.crash();
      int again = random.nextInt(6);
      List.copyOf(inputs.subList(Math.max(0, inputs.size() - again), inputs.size())).forEach(Runnable::run);
    }

    private void control() {
      ControlCommand command = oneOf(List.of(ControlCommand.CANCEL, ControlCommand.PAUSE, ControlCommand.RESUME));
      if (asked.isEmpty() || (command != ControlCommand.CANCEL && random.nextBoolean())) {
        control(command, oneOf(LANES), null, null);
      } else {
        String id = oneOf(asked);
        resolve(id);
        control(command, laneOf(id), id, null);
      }
    }

    private void resolve(String id) {
      OpenAction action = world.board().actions.get(id);
      if (action == null || action.phase != ActionPhase.IN_DOUBT || runners.isRunning(id) || !runners.hasSaidAll()) {
        return;
      }
      Resolution resolution = oneOf(List.of(Resolution.values()));
      if (resolution == Resolution.RUN_AGAIN) {
        runners.ruleOut(id);
      }
      control(ControlCommand.RESOLVE, laneOf(id), id, resolution);
    }

    private void control(ControlCommand command, String lane, String id, Resolution resolution) {
      var control = new ControlActions("c-" + inputs.size(), lane.substring(0, lane.indexOf('/')), lane, command, id, resolution, null, "ann", null, world.now());
      input(() -> world.controls(control));
    }

    private String laneOf(String id) {
      OpenAction action = world.board().actions.get(id);
      return action == null ? LANES.getFirst() : action.lane.lane.name();
    }

    private void waits(int millis) {
      for (int waited = 0; waited < millis; waited += 1_000) {
        world.hears(CAPABILITIES, reconciles ? CAPABILITIES : Set.of());
        world.waits(Duration.ofMillis(Math.min(1_000, millis - waited)));
      }
    }

    private <T> T oneOf(List<T> some) {
      return some.get(random.nextInt(some.size()));
    }

    private void input(Runnable input) {
      inputs.add(input);
      input.run();
    }
  }
}

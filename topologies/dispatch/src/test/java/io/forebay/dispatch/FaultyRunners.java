package io.forebay.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.ActionError;
import io.forebay.schemas.ActionOutcome;
import io.forebay.schemas.OutcomeKind;
import io.forebay.schemas.Purpose;
import io.forebay.schemas.ReadyAction;
import io.forebay.schemas.Repeatability;
import io.forebay.schemas.RunnerSignal;
import io.forebay.schemas.SignalRunner;
import io.forebay.schemas.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;

/**
 * Runners in front of a {@link World} that keep to the protocol and die without a word, and a share group that delivers again what the dead held.
 *
 * <p>Says itself when a ONCE handler would start although it may have had its effect before.
 */
final class FaultyRunners {
  private static final int RUNNERS = 3;
  private static final Duration CLAIM_TIMEOUT = Duration.ofSeconds(10);

  /** A record of the ready topic that nobody has yet. */
  private record Delivery(ReadyAction action, int count) {}

  /** A record that a runner has, and what it does with it. */
  private static final class Held {
    final Delivery delivery;
    final String runner;
    final Instant since;
    boolean running;

    Held(Delivery delivery, String runner, Instant since) {
      this.delivery = delivery;
      this.runner = runner;
      this.since = since;
    }

    ReadyAction action() {
      return delivery.action();
    }

    boolean isSameAttempt(Held other) {
      return runner.equals(other.runner) && action().getActionId().equals(other.action().getActionId()) && action().getAttempt() == other.action().getAttempt();
    }

    boolean isOnce() {
      return action().getRepeatability() == Repeatability.ONCE && action().getPurpose() == Purpose.RUN;
    }
  }

  private record Said(Held by, ActionOutcome outcome) {}

  /** What was said and dispatch has not read yet. */
  private final Queue<Said> outcomes = new ArrayDeque<>();

  /** The claims that grants and denials answer, by place among the signals. */
  private final Map<Integer, Held> answered = new HashMap<>();

  private final World world;
  private final Random random;
  private final List<Delivery> available = new ArrayList<>();
  private final List<Held> held = new ArrayList<>();
  private final Set<String> mayHaveHappened = new HashSet<>();
  private final String[] ids = new String[RUNNERS];
  private int born;
  private int readRecords;
  private int readSignals;

  FaultyRunners(World world, Random random) {
    this.world = world;
    this.random = random;
    for (int i = 0; i < RUNNERS; i++) {
      ids[i] = "runner-" + born++;
    }
  }

  /** Lets dispatch read what was said first, now and as often as it is run; null if there is nothing. */
  Runnable read() {
    Said said = outcomes.poll();
    return said == null ? null : () -> tell(said);
  }

  boolean hasSaidAll() {
    return outcomes.isEmpty();
  }

  private void tell(Said said) {
    int before = world.signals.size();
    world.says(ActionOutcome.newBuilder(said.outcome()));
    for (int i = before; i < world.signals.size(); i++) {
      if (world.signals.get(i).getSignal() != RunnerSignal.CANCEL) {
        answered.put(i, said.by());
      }
    }
  }

  /** One of them takes the next record, if there is one. */
  void take() {
    for (; readRecords < world.ready.size(); readRecords++) {
      available.add(new Delivery(world.ready.get(readRecords), 1));
    }
    if (available.isEmpty()) {
      return;
    }
    var taken = new Held(available.remove(random.nextInt(Math.min(2, available.size()))), ids[random.nextInt(RUNNERS)], world.now());
    if (held.stream().anyMatch(one -> one.isSameAttempt(taken))) {
      return; // A runner does not begin what it works on.
    }
    held.add(taken);
    if (taken.isOnce() || taken.delivery.count() > 1) {
      say(taken, OutcomeKind.CLAIMED);
    } else {
      start(taken);
    }
  }

  /** Who waits in vain for the answer to a claim gives it up, also where the answer comes then; all read the signals up to now. */
  void listen() {
    giveUpClaims();
    for (; readSignals < world.signals.size(); readSignals++) {
      SignalRunner signal = world.signals.get(readSignals);
      Held claim = answered.get(readSignals);
      List.copyOf(held).stream().filter(one -> claim == null ? isMeant(one, signal) : one == claim).forEach(one -> hear(one, signal));
    }
  }

  private void giveUpClaims() {
    for (Held one : List.copyOf(held)) {
      if (!one.running && one.since.plus(CLAIM_TIMEOUT).isBefore(world.now())) {
        boolean recordGone = random.nextBoolean();
        say(one, outcome(one, OutcomeKind.RELEASED).setRecordGone(recordGone));
        held.remove(one);
        if (!recordGone) {
          giveBack(one);
        }
      }
    }
  }

  /** Those that work say that they do, or some of them. */
  void tellProgress(boolean all) {
    held.stream().filter(one -> one.running && (all || random.nextBoolean())).forEach(one -> say(one, OutcomeKind.PROGRESS));
  }

  /** One handler comes to an end, well or not. */
  void end(boolean well) {
    List<Held> running = held.stream().filter(one -> one.running).toList();
    if (running.isEmpty()) {
      return;
    }
    Held one = running.get(random.nextInt(running.size()));
    held.remove(one);
    if (well || random.nextInt(3) > 0) {
      endWell(one);
    } else {
      fail(one);
    }
  }

  /** One of them dies without a word; another comes in its place. */
  void die() {
    int place = random.nextInt(RUNNERS);
    List.copyOf(held).stream().filter(one -> one.runner.equals(ids[place])).forEach(this::giveBack);
    ids[place] = "runner-" + born++;
  }

  boolean isIdle() {
    return outcomes.isEmpty() && held.isEmpty() && available.isEmpty() && readRecords == world.ready.size();
  }

  boolean isRunning(String actionId) {
    return held.stream().anyMatch(one -> one.running && one.isOnce() && one.action().getActionId().equals(actionId));
  }

  /** Someone has made sure that it had no effect. */
  void ruleOut(String actionId) {
    mayHaveHappened.remove(actionId);
  }

  private void start(Held one) {
    one.running = true;
    if (one.isOnce()) {
      assertThat(mayHaveHappened.add(one.action().getActionId())).as("first start of %s", one.action()).isTrue();
    }
  }

  private void hear(Held one, SignalRunner signal) {
    switch (signal.getSignal()) {
      case GRANT -> {
        if (!one.running) {
          start(one);
        }
      }
      case DENY -> {
        if (!one.running) {
          held.remove(one);
        }
      }
      case CANCEL -> {
        if (one.running) {
          held.remove(one);
          say(one, OutcomeKind.CANCELLED);
        }
      }
    }
  }

  private static boolean isMeant(Held one, SignalRunner signal) {
    return signal.getActionId().equals(one.action().getActionId())
        && signal.getAttempt() == one.action().getAttempt()
        && (signal.getRunner().isEmpty() || signal.getRunner().equals(one.runner));
  }

  private void endWell(Held one) {
    String id = one.action().getActionId();
    if (one.action().getPurpose() == Purpose.RUN) {
      say(one, outcome(one, OutcomeKind.SUCCEEDED).setOutput("{}"));
    } else if (isRunning(id) || random.nextInt(3) == 0) {
      say(one, OutcomeKind.UNKNOWN);
    } else if (random.nextBoolean()) {
      ruleOut(id);
      say(one, OutcomeKind.NOT_DONE);
    } else {
      say(one, outcome(one, OutcomeKind.SUCCEEDED).setOutput("{}"));
    }
  }

  private void fail(Held one) {
    boolean inDoubt = random.nextBoolean();
    if (one.isOnce() && !inDoubt) {
      ruleOut(one.action().getActionId());
    }
    Long retryAfterMs = random.nextInt(4) == 0 ? 5_000L : null;
    say(one, outcome(one, OutcomeKind.FAILED).setError(new ActionError("BROKEN", "It broke.", random.nextInt(4) > 0, retryAfterMs, inDoubt)));
  }

  private void giveBack(Held one) {
    held.remove(one);
    available.add(new Delivery(one.action(), one.delivery.count() + 1));
  }

  private void say(Held one, OutcomeKind kind) {
    say(one, outcome(one, kind));
  }

  private void say(Held one, ActionOutcome.Builder outcome) {
    outcomes.add(new Said(one, outcome.build()));
  }

  private static ActionOutcome.Builder outcome(Held one, OutcomeKind kind) {
    return World.outcome(one.action(), kind).setRunner(one.runner).setUsage(new Usage(3L, 2L, 1L));
  }
}

package io.forebay.dispatch;

import static io.forebay.dispatch.World.action;
import static io.forebay.dispatch.World.once;
import static io.forebay.dispatch.World.outcome;
import static io.forebay.dispatch.World.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.ActionError;
import io.forebay.schemas.ActionPhase;
import io.forebay.schemas.ActionStatus;
import io.forebay.schemas.BreakerRule;
import io.forebay.schemas.BudgetRule;
import io.forebay.schemas.CacheRule;
import io.forebay.schemas.ControlActions;
import io.forebay.schemas.ControlCommand;
import io.forebay.schemas.ErrorRaised;
import io.forebay.schemas.OutcomeKind;
import io.forebay.schemas.Purpose;
import io.forebay.schemas.RateLimit;
import io.forebay.schemas.RateScope;
import io.forebay.schemas.ReadyAction;
import io.forebay.schemas.Resolution;
import io.forebay.schemas.RetryRule;
import io.forebay.schemas.RunnerSignal;
import io.forebay.schemas.SignalRunner;
import io.forebay.schemas.TaskBudget;
import io.forebay.schemas.Usage;
import io.forebay.schemas.WhenExceeded;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DispatcherTest {
  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final Duration TICK = Duration.ofMillis(20);

  private final World world = new World();

  @Test
  void startsAnActionAtOnceAndEndsItWithItsAnswer() {
    world.asks("a");

    assertThat(world.lastReady().getAttempt()).isEqualTo(1);
    world.succeeds(world.lastReady());

    assertThat(world.results).hasSize(1);
    assertThat(world.result("a").getStatus()).isEqualTo(ActionStatus.SUCCEEDED);
    assertThat(world.result("a").getOutput()).isEqualTo("{\"ok\":true}");
    assertThat(world.result("a").getReplyKey()).isEqualTo("reply-a");
    assertThat(world.unfinished()).isZero();
  }

  @Test
  void runsAnActionThatIsAskedForTwiceOnce() {
    world.asks("a");
    world.asks("a");

    assertThat(world.ready).hasSize(1);
    world.succeeds(world.lastReady());
    assertThat(world.results).hasSize(1);
  }

  @Test
  void repeatsTheResultOfAFinishedAction() {
    world.asks("a");
    world.succeeds(world.lastReady());
    world.asks("a");

    assertThat(world.ready).hasSize(1);
    assertThat(world.results).hasSize(2);
    assertThat(world.results.get(1)).isEqualTo(world.results.get(0));
  }

  @Test
  void refusesACapabilityThatNobodyHas() {
    world.asks(action("a", "acme/core.dance"));

    assertThat(world.result("a").getReason()).isEqualTo("UNKNOWN_CAPABILITY");
    assertThat(world.result("a").getMessage()).contains("core.dance", "core.echo");
  }

  @Test
  void dropsTheOutcomeOfAnEarlierAttempt() {
    world.asks("a");
    var first = world.lastReady();
    world.fails(first, true);
    world.waits(Duration.ofSeconds(2));

    assertThat(world.lastReady().getAttempt()).isEqualTo(2);
    assertThat(world.succeeds(first)).isFalse();
    assertThat(world.results).isEmpty();
  }

  @Test
  void retriesAfterAPauseThatDoublesAndThenGivesUp() {
    world.applies(policy("*/*").setRetry(new RetryRule(3, 1000L, 2.0, 60_000L, 0.0, List.of())));
    world.asks("a");
    world.fails(world.lastReady(), true);
    world.waits(Duration.ofMillis(990));
    assertThat(world.ready).hasSize(1);
    world.waits(Duration.ofMillis(20));
    assertThat(world.ready).hasSize(2);
    world.fails(world.lastReady(), true);
    world.waits(Duration.ofMillis(1980));
    assertThat(world.ready).hasSize(2);
    world.waits(Duration.ofMillis(40));
    world.fails(world.lastReady(), true);

    assertThat(world.result("a").getStatus()).isEqualTo(ActionStatus.FAILED);
    assertThat(world.result("a").getReason()).isEqualTo("BROKEN");
    assertThat(world.result("a").getAttempts()).isEqualTo(3);
    assertThat(world.result("a").getUsage()).isEqualTo(new Usage(30L, 15L, 21L));
  }

  @Test
  void doesNotRetryWhatIsNotRetryableOrNamedSo() {
    world.applies(policy("*/*").setRetry(new RetryRule(3, 1000L, 2.0, 60_000L, 0.0, List.of("BROKEN"))));
    world.asks("a");
    world.fails(world.lastReady(), true);
    world.asks(action("b", "other/core.echo"));
    world.fails(world.lastReady(), false);

    assertThat(world.result("a").getStatus()).isEqualTo(ActionStatus.FAILED);
    assertThat(world.result("b").getStatus()).isEqualTo(ActionStatus.FAILED);
  }

  @Test
  void waitsAsLongAsTheOtherSideAsks() {
    world.asks("a");
    world.says(outcome(world.lastReady(), OutcomeKind.FAILED).setError(new ActionError("RATE_LIMITED", "Slow down.", true, 90_000L, false)));
    world.waits(Duration.ofMillis(89_980));
    assertThat(world.ready).hasSize(1);
    world.waits(TICK);

    assertThat(world.ready).hasSize(2);
  }

  @Test
  void doesNotStartBeforeItsTime() {
    world.asks(action("a").setNotBefore(world.now().plusSeconds(60)));
    world.waits(Duration.ofMillis(59_980));
    assertThat(world.ready).isEmpty();
    world.waits(TICK);

    assertThat(world.readyIds()).containsExactly("a");
  }

  @Test
  void expiresWhenItHasNotStartedInTime() {
    world.applies(policy("*/*").setLaneConcurrency(1));
    world.asks("a");
    world.asks(action("b").setStartBy(world.now().plusSeconds(5)));
    world.waits(Duration.ofSeconds(5));

    assertThat(world.result("b").getStatus()).isEqualTo(ActionStatus.EXPIRED);
    assertThat(world.result("b").getReason()).isEqualTo("NOT_STARTED_IN_TIME");
    assertThat(world.results).hasSize(1);
  }

  @Test
  void expiresAtItsDeadlineAndTellsTheRunner() {
    world.asks(action("a").setDeadline(world.now().plusSeconds(5)));
    world.waits(Duration.ofSeconds(5));

    assertThat(world.result("a").getReason()).isEqualTo("DEADLINE_PASSED");
    assertThat(world.signals).extracting(SignalRunner::getSignal).containsExactly(RunnerSignal.CANCEL);
  }

  @Test
  void givesAnActionToAnotherRunnerWhenItsLeaseEnds() {
    world.asks("a");
    world.waits(LEASE.minus(TICK));
    world.hears();
    assertThat(world.ready).hasSize(1);
    world.waits(TICK);

    assertThat(world.ready).extracting(ReadyAction::getAttempt).containsExactly(1, 2);
  }

  @Test
  void keepsTheLeaseOfARunnerThatTellsProgress() {
    world.asks("a");
    world.waits(LEASE.minus(TICK));
    world.hears();
    world.says(world.lastReady(), OutcomeKind.PROGRESS);
    world.waits(LEASE.minus(TICK));

    assertThat(world.ready).hasSize(1);
  }

  @Test
  void leavesAnActionOnTheTopicWhileThereIsNoRunner() {
    world.asks("a");
    world.waits(Duration.ofMinutes(5));

    assertThat(world.ready).hasSize(1);
  }

  @Test
  void grantsAClaimToOneRunnerOnly() {
    world.asks(once("a"));
    var attempt = world.lastReady();
    world.says(attempt, OutcomeKind.CLAIMED);
    world.says(outcome(attempt, OutcomeKind.CLAIMED).setRunner("other"));
    world.says(attempt, OutcomeKind.CLAIMED);

    assertThat(world.signals)
        .extracting(signal -> signal.getRunner() + " " + signal.getSignal())
        .containsExactly("host-1 GRANT", "other DENY", "host-1 GRANT");
  }

  @Test
  void remembersAClaimAfterACrash() {
    world.asks(once("a"));
    world.says(world.lastReady(), OutcomeKind.CLAIMED);
    world.crash();
    world.says(outcome(world.lastReady(), OutcomeKind.CLAIMED).setRunner("other"));

    assertThat(world.signals.getLast().getSignal()).isEqualTo(RunnerSignal.DENY);
  }

  @Test
  void deniesClaimsOfActionsThatAreOver() {
    world.asks(once("a"));
    var attempt = world.lastReady();
    world.says(attempt, OutcomeKind.CLAIMED);
    world.succeeds(attempt);
    world.says(outcome(attempt, OutcomeKind.CLAIMED).setRunner("other"));

    assertThat(world.signals.getLast().getSignal()).isEqualTo(RunnerSignal.DENY);
  }

  @Test
  void offersTheSameAttemptAgainWhereNobodyWasAllowedToStartIt() {
    world.asks(once("a"));
    world.waits(LEASE.minus(TICK));
    world.hears();
    world.waits(TICK);

    assertThat(world.ready).extracting(ReadyAction::getAttempt).containsExactly(1, 1);
  }

  @Test
  void doubtsAOnceActionWhoseRunnerVanishedAndAsksAPerson() {
    world.asks(once("a"));
    world.says(world.lastReady(), OutcomeKind.CLAIMED);
    world.waits(LEASE);

    assertThat(world.ready).hasSize(1);
    assertThat(world.results).isEmpty();
    assertThat(world.errors).extracting(ErrorRaised::getCode).containsExactly("ACTION_IN_DOUBT");
    assertThat(world.described.getLast().getPhase()).isEqualTo(ActionPhase.IN_DOUBT);
  }

  @Test
  void takesTheLateOutcomeOfAnActionInDoubt() {
    world.asks(once("a"));
    var attempt = world.lastReady();
    world.says(attempt, OutcomeKind.CLAIMED);
    world.waits(LEASE);
    world.succeeds(attempt);

    assertThat(world.result("a").getStatus()).isEqualTo(ActionStatus.SUCCEEDED);
  }

  @Test
  void asksAHandlerThatCanFindOut() {
    world.asks(once("a"));
    world.says(world.lastReady(), OutcomeKind.CLAIMED);
    world.waits(LEASE.minus(TICK));
    world.hears(Set.of("core.echo"), Set.of("core.echo"));
    world.waits(TICK);
    assertThat(world.lastReady().getPurpose()).isEqualTo(Purpose.RECONCILE);
    world.succeeds(world.lastReady());

    assertThat(world.result("a").getStatus()).isEqualTo(ActionStatus.SUCCEEDED);
    assertThat(world.errors).isEmpty();
  }

  @Test
  void runsAgainWhatAHandlerFoundNotToBeDone() {
    world.asks(once("a"));
    world.says(world.lastReady(), OutcomeKind.CLAIMED);
    world.waits(LEASE.minus(TICK));
    world.hears(Set.of("core.echo"), Set.of("core.echo"));
    world.waits(TICK);
    world.says(world.lastReady(), OutcomeKind.NOT_DONE);

    assertThat(world.lastReady().getPurpose()).isEqualTo(Purpose.RUN);
    assertThat(world.lastReady().getAttempt()).isEqualTo(3);
  }

  @Test
  void leavesToAPersonWhatAHandlerCannotTell() {
    world.asks(once("a"));
    world.says(world.lastReady(), OutcomeKind.CLAIMED);
    world.waits(LEASE.minus(TICK));
    world.hears(Set.of("core.echo"), Set.of("core.echo"));
    world.waits(TICK);
    world.says(world.lastReady(), OutcomeKind.UNKNOWN);
    world.waits(Duration.ofMinutes(5));
    assertThat(world.errors).extracting(ErrorRaised::getCode).containsExactly("ACTION_IN_DOUBT");

    world.controls(new ControlActions("c", "acme", World.LANE, ControlCommand.RESOLVE, "a", Resolution.SUCCEEDED, "{}", "ann", null, world.now()));
    assertThat(world.result("a").getStatus()).isEqualTo(ActionStatus.SUCCEEDED);
  }

  @Test
  void takesBackWhatARunnerReleased() {
    world.asks(once("a"));
    var attempt = world.lastReady();
    world.says(attempt, OutcomeKind.CLAIMED);
    world.says(attempt, OutcomeKind.RELEASED);
    world.says(outcome(attempt, OutcomeKind.CLAIMED).setRunner("other"));

    assertThat(world.signals.getLast().getRunner()).isEqualTo("other");
    assertThat(world.signals.getLast().getSignal()).isEqualTo(RunnerSignal.GRANT);
  }

  @Test
  void offersAgainAtOnceWhatARunnerReleasedWithoutItsRecord() {
    world.asks(once("a"));
    var attempt = world.lastReady();
    world.says(attempt, OutcomeKind.CLAIMED);
    world.says(outcome(attempt, OutcomeKind.RELEASED).setRecordGone(true));

    assertThat(world.ready).hasSize(2);
    assertThat(world.lastReady().getAttempt()).isEqualTo(attempt.getAttempt());
  }

  @Test
  void offersNothingAgainThatAnotherRunnerClaimed() {
    world.asks(once("a"));
    var attempt = world.lastReady();
    world.says(outcome(attempt, OutcomeKind.CLAIMED).setRunner("other"));
    world.says(outcome(attempt, OutcomeKind.RELEASED).setRecordGone(true));

    assertThat(world.ready).hasSize(1);
  }

  @Test
  void cancelsWhatItsRunnerReleasesInsteadOfGrantingItToAnother() {
    world.asks(once("a"));
    var attempt = world.lastReady();
    world.says(attempt, OutcomeKind.CLAIMED);
    world.controls(ControlCommand.CANCEL, "a");
    world.says(attempt, OutcomeKind.RELEASED);

    assertThat(world.result("a").getStatus()).isEqualTo(ActionStatus.CANCELLED);
    world.says(outcome(attempt, OutcomeKind.CLAIMED).setRunner("other"));
    assertThat(world.signals.getLast().getSignal()).isEqualTo(RunnerSignal.DENY);
  }

  @Test
  void startsAsManyOfALaneAsItsPolicyAllows() {
    world.applies(policy("*/*").setLaneConcurrency(2));
    for (String id : List.of("a", "b", "c")) {
      world.asks(id);
    }
    assertThat(world.readyIds()).containsExactly("a", "b");
    world.succeeds(world.ready("a"));

    assertThat(world.readyIds()).containsExactly("a", "b", "c");
  }

  @Test
  void startsAsManyOfACapabilityAsAllTenantsTogetherMay() {
    world.applies(policy("*/core.echo").setCapabilityConcurrency(2));
    for (String tenant : List.of("a", "b", "c")) {
      world.asks(action(tenant, tenant + "/core.echo"));
    }
    assertThat(world.ready).isEmpty();
    world.delivers();
    assertThat(world.readyIds()).containsExactly("a", "b");
    world.succeeds(world.ready("a"));
    world.delivers();
    assertThat(world.readyIds()).containsExactly("a", "b", "c");
    world.removesPolicy("*/core.echo");
    world.asks(action("d", "d/core.echo"));

    assertThat(world.readyIds()).endsWith("d");
  }

  @Test
  void delaysWhatIsOverItsRate() {
    world.applies(policy("*/*").setRate(new RateLimit(1L, 1000L, 1L, RateScope.LANE, WhenExceeded.DELAY)));
    world.asks("a");
    world.asks("b");
    world.asks("c");
    assertThat(world.readyIds()).containsExactly("a");
    world.waits(Duration.ofMillis(1020));
    assertThat(world.readyIds()).containsExactly("a", "b");
    world.waits(Duration.ofMillis(1020));

    assertThat(world.readyIds()).containsExactly("a", "b", "c");
  }

  @Test
  void waitsNoLongerForARateThatWasRaised() {
    world.applies(policy("*/*").setRate(new RateLimit(1L, 3_600_000L, 1L, RateScope.LANE, WhenExceeded.DELAY)));
    world.asks("a");
    world.asks("b");
    world.applies(policy("*/*").setRate(new RateLimit(1L, 1000L, 1L, RateScope.LANE, WhenExceeded.DELAY)));
    world.waits(Duration.ofMillis(980));
    assertThat(world.readyIds()).containsExactly("a");
    world.waits(Duration.ofMillis(40));

    assertThat(world.readyIds()).containsExactly("a", "b");
  }

  @Test
  void refusesWhatIsOverItsRateAndSaysWhenToComeAgain() {
    world.applies(policy("*/*").setRate(new RateLimit(1L, 1000L, 1L, RateScope.LANE, WhenExceeded.REFUSE)));
    world.asks("a");
    world.asks("b");

    assertThat(world.result("b").getReason()).isEqualTo("RATE_LIMITED");
    assertThat(world.result("b").getRetryAfterMs()).isBetween(1000L, 1001L);
  }

  @Test
  void remembersRatesAfterACrash() {
    world.applies(policy("*/*").setRate(new RateLimit(1L, 1000L, 1L, RateScope.TENANT, WhenExceeded.REFUSE)));
    world.asks("a");
    world.crash();
    world.asks(action("b", "acme/core.sleep"));

    assertThat(world.result("b").getReason()).isEqualTo("RATE_LIMITED");
  }

  @Test
  void opensTheBreakerOfAnEndpointThatFailsAndProbesItLater() {
    world.applies(
        policy("*/*").setBreaker(new BreakerRule(0.5, 4, 2, 10_000L, 1, WhenExceeded.DELAY)).setRetry(new RetryRule(1, 1L, 1.0, 1L, 0.0, List.of())));
    world.asks(action("a").setEndpoint("bad"));
    world.fails(world.lastReady(), true);
    world.asks(action("b").setEndpoint("bad"));
    world.fails(world.lastReady(), true);
    world.asks(action("c").setEndpoint("bad"));
    world.asks(action("d").setEndpoint("good"));
    assertThat(world.readyIds()).containsExactly("a", "b", "d");
    world.waits(Duration.ofMillis(10_040));
    assertThat(world.readyIds()).containsExactly("a", "b", "d", "c");
    world.succeeds(world.ready("c"));
    world.asks(action("e").setEndpoint("bad"));

    assertThat(world.readyIds()).endsWith("e");
  }

  @Test
  void answersFromTheCacheOfTheSameTenantOnly() {
    world.applies(policy("*/*").setCache(new CacheRule(60_000L, 10)));
    world.asks(action("a").setCacheKey("k"));
    world.succeeds(world.lastReady());
    world.asks(action("b").setCacheKey("k"));
    world.asks(action("c", "other/core.echo").setCacheKey("k"));

    assertThat(world.result("b").getCached()).isTrue();
    assertThat(world.result("b").getOutput()).isEqualTo("{\"ok\":true}");
    assertThat(world.readyIds()).containsExactly("a", "c");
    world.waits(Duration.ofMinutes(1));
    world.asks(action("d").setCacheKey("k"));
    assertThat(world.readyIds()).containsExactly("a", "c", "d");
  }

  @Test
  void refusesWhatTheBudgetOfTheDayHasNotLeft() {
    world.applies(policy("acme/*").setBudget(new BudgetRule(100L, null)));
    world.asks(action("a").setEstimate(new Usage(60L, 0L, 0L)));
    world.asks(action("b").setEstimate(new Usage(60L, 0L, 0L)));
    assertThat(world.result("b").getReason()).isEqualTo("OVER_BUDGET");
    world.succeeds(world.ready("a"));
    world.asks(action("c").setEstimate(new Usage(60L, 0L, 0L)));

    assertThat(world.readyIds()).containsExactly("a", "c");
  }

  @Test
  void keepsTheBudgetOfATaskOverItsActions() {
    var budget = new TaskBudget("t", 20L, null);
    world.asks(action("a").setTaskBudget(budget));
    world.succeeds(world.lastReady());
    world.asks(action("b").setTaskBudget(budget).setEstimate(new Usage(6L, 0L, 0L)));

    assertThat(world.result("b").getReason()).isEqualTo("OVER_BUDGET");
  }

  @Test
  void reservesOnceWhenACrashMakesItDecideAgain() {
    world.applies(policy("acme/*").setBudget(new BudgetRule(100L, null)));
    world.asks(action("a").setEstimate(new Usage(60L, 0L, 0L)));
    world.crash();
    world.asks(action("a").setEstimate(new Usage(60L, 0L, 0L)));
    world.succeeds(world.lastReady());
    world.succeeds(world.lastReady());
    world.asks(action("b").setEstimate(new Usage(85L, 0L, 0L)));

    assertThat(world.readyIds()).containsExactly("a", "b");
  }

  @Test
  void cancelsWhatWaitsAtOnceAndWhatRunsThroughItsRunner() {
    world.applies(policy("*/*").setLaneConcurrency(1));
    world.asks("a");
    world.asks("b");
    world.says(world.ready("a"), OutcomeKind.PROGRESS);
    world.controls(ControlCommand.CANCEL, "b");
    world.controls(ControlCommand.CANCEL, "a");
    assertThat(world.result("b").getStatus()).isEqualTo(ActionStatus.CANCELLED);
    assertThat(world.results).hasSize(1);
    world.says(world.ready("a"), OutcomeKind.CANCELLED);

    assertThat(world.result("a").getStatus()).isEqualTo(ActionStatus.CANCELLED);
    assertThat(world.signals).extracting(SignalRunner::getSignal).containsExactly(RunnerSignal.CANCEL);
  }

  @Test
  void cancelsWhatHasNotBeenAskedForYet() {
    world.controls(ControlCommand.CANCEL, "a");
    world.asks("a");

    assertThat(world.ready).isEmpty();
    assertThat(world.result("a").getStatus()).isEqualTo(ActionStatus.CANCELLED);
    assertThat(world.result("a").getReplyKey()).isEqualTo("reply-a");
  }

  @Test
  void startsNothingInAPausedLaneUntilItIsResumed() {
    world.controls(ControlCommand.PAUSE, null);
    world.asks("a");
    world.crash();
    assertThat(world.ready).isEmpty();
    world.controls(ControlCommand.RESUME, null);

    assertThat(world.readyIds()).containsExactly("a");
  }

  @Test
  void pausesAndResumesOneAction() {
    world.applies(policy("*/*").setLaneConcurrency(1));
    world.asks("a");
    world.asks("b");
    world.asks("c");
    world.controls(ControlCommand.PAUSE, "b");
    world.succeeds(world.ready("a"));
    assertThat(world.readyIds()).containsExactly("a", "c");
    world.controls(ControlCommand.RESUME, "b");
    world.succeeds(world.ready("c"));

    assertThat(world.readyIds()).containsExactly("a", "c", "b");
  }

  @Test
  void startsHigherPrioritiesFirstAndLetsWaitingMakeUpForIt() {
    world.applies(policy("*/*").setLaneConcurrency(1));
    var start = world.now();
    world.asks("first");
    world.asks(action("low").setPriority(2));
    world.asks(action("high").setPriority(8));
    world.waits(Duration.ofMinutes(4));
    world.asks(action("late").setPriority(8).setRequestedAt(start.plusSeconds(240)));
    world.succeeds(world.ready("first"));
    world.succeeds(world.lastReady());
    world.succeeds(world.lastReady());
    world.succeeds(world.lastReady());

    assertThat(world.readyIds()).containsExactly("first", "high", "low", "late");
  }

  @Test
  void reportsWhatIsStuckOnce() {
    world.applies(policy("*/*").setStuckAfterMs(60_000L).setLaneConcurrency(1));
    world.asks("a");
    world.asks("b");
    world.succeeds(world.ready("a"));
    world.waits(Duration.ofMinutes(1));
    world.crash();
    world.waits(Duration.ofMinutes(1));

    assertThat(world.errors).extracting(ErrorRaised::getCode).containsExactly("ACTION_STUCK");
    assertThat(world.errors.getFirst().getActionId()).isEqualTo("b");
  }

  @Test
  void goesOnAfterACrashWhereItWas() {
    world.applies(policy("*/*").setLaneConcurrency(1));
    world.asks("a");
    world.asks("b");
    world.asks(action("c").setNotBefore(world.now().plusSeconds(30)));
    world.crash();
    assertThat(world.readyIds()).containsExactly("a");
    world.succeeds(world.ready("a"));
    assertThat(world.readyIds()).containsExactly("a", "b");
    world.succeeds(world.ready("b"));
    world.waits(Duration.ofSeconds(30));

    assertThat(world.readyIds()).containsExactly("a", "b", "c");
  }

  @Test
  void tellsHowLanesStand() {
    world.applies(policy("*/*").setLaneConcurrency(1));
    world.asks("a");
    world.asks("b");
    world.waits(Duration.ofSeconds(1));

    var status = world.lanes.get(World.LANE);
    assertThat(status.getRunning()).isEqualTo(1);
    assertThat(status.getQueued()).isEqualTo(1);
    assertThat(status.getOldestAt()).isNotNull();
  }
}

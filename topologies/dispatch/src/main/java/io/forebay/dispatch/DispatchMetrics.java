package io.forebay.dispatch;

import io.forebay.runtime.Counter;
import io.forebay.runtime.Family;
import io.forebay.runtime.Gauge;
import io.forebay.runtime.Metrics;
import io.forebay.schemas.ActionFinished;
import io.forebay.schemas.LaneStatus;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** What dispatch counts and shows; shared by all its threads. */
final class DispatchMetrics {
  private final Map<String, LaneStatus> lanes = new ConcurrentHashMap<>();
  private final Family<Counter> finished;
  private final Family<Counter> attempts;
  private final Counter stale;
  private final Map<String, ToDoubleFunction<LaneStatus>> perLane;
  private final Map<String, Family<Gauge>> gauges = new ConcurrentHashMap<>();

  DispatchMetrics(Metrics metrics) {
    finished = metrics.counter("forebay_actions_finished_total", "Actions that ended.", "capability", "status");
    attempts = metrics.counter("forebay_actions_attempts_total", "Attempts that were made ready for runners.", "capability");
    stale = metrics.counter("forebay_actions_stale_outcomes_total", "Outcomes of attempts that were over already, dropped.").with();
    perLane =
        Map.of(
            "forebay_lane_queued_actions", LaneStatus::getQueued,
            "forebay_lane_waiting_actions", LaneStatus::getWaiting,
            "forebay_lane_retrying_actions", LaneStatus::getRetrying,
            "forebay_lane_running_actions", LaneStatus::getRunning,
            "forebay_lane_in_doubt_actions", LaneStatus::getInDoubt,
            "forebay_lane_paused_state", lane -> lane.getPaused() ? 1 : 0,
            "forebay_lane_breaker_state", DispatchMetrics::breaker,
            "forebay_lane_oldest_timestamp_seconds", lane -> seconds(lane.getOldestAt()),
            "forebay_lane_budget_left_tokens", lane -> orNothing(lane.getTokensLeft()),
            "forebay_lane_budget_left_microusd", lane -> orNothing(lane.getCostMicroUsdLeft()));
    perLane.keySet().forEach(name -> gauges.put(name, metrics.gauge(name, help(name), "lane")));
  }

  void finished(ActionFinished result) {
    finished.with(result.getCapability(), result.getStatus().name()).increment();
  }

  void attempt(String capability) {
    attempts.with(capability).increment();
  }

  void stale() {
    stale.increment();
  }

  void lane(LaneStatus status) {
    String lane = status.getLane();
    if (lanes.put(lane, status) == null) {
      perLane.forEach((name, value) -> gauges.get(name).with(lane).follow(() -> show(lane, value)));
    }
  }

  void laneForgotten(String lane) {
    lanes.remove(lane);
  }

  private double show(String lane, ToDoubleFunction<LaneStatus> value) {
    LaneStatus status = lanes.get(lane);
    return status == null ? Double.NaN : value.applyAsDouble(status);
  }

  private static double breaker(LaneStatus lane) {
    return switch (lane.getBreaker()) {
      case CLOSED -> 0;
      case OPEN -> 1;
      case HALF_OPEN -> 2;
    };
  }

  private static double seconds(Instant instant) {
    return instant == null ? Double.NaN : instant.toEpochMilli() / 1000.0;
  }

  private static double orNothing(Long value) {
    return value == null ? Double.NaN : value;
  }

  private static String help(String name) {
    return switch (name) {
      case "forebay_lane_queued_actions" -> "Actions of a lane that may start when it is their turn.";
      case "forebay_lane_waiting_actions" -> "Actions of a lane that wait for a time.";
      case "forebay_lane_retrying_actions" -> "Unfinished actions of a lane that have failed at least once.";
      case "forebay_lane_running_actions" -> "Actions of a lane that are with a runner, or ready for one.";
      case "forebay_lane_in_doubt_actions" -> "Actions of a lane that someone must say something about.";
      case "forebay_lane_paused_state" -> "1 if a lane is paused, otherwise 0.";
      case "forebay_lane_breaker_state" -> "The worst breaker of a lane's capability: 0 closed, 1 open, 2 half open.";
      case "forebay_lane_oldest_timestamp_seconds" -> "When the queued action of a lane was asked for whose turn is next.";
      case "forebay_lane_budget_left_tokens" -> "Tokens that are left of the day of a lane's tenant.";
      case "forebay_lane_budget_left_microusd" -> "Millionths of a US dollar that are left of the day of a lane's tenant.";
      default -> throw new IllegalArgumentException("no help for " + name);
    };
  }
}

package io.forebay.cli;

import io.forebay.schemas.DecisionStatus;
import io.forebay.schemas.FeatureIntent;
import io.forebay.schemas.IntentDecided;
import io.forebay.schemas.PredictedPosition;
import io.forebay.schemas.RobotPlan;
import io.forebay.schemas.ShieldVerdict;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A decision on one line. */
final class DecisionText {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int GOALS_SHOWN = 2;
  private static final double SOON_SECONDS = 1;

  private DecisionText() {}

  static String of(IntentDecided decision) {
    var parts = new ArrayList<String>();
    parts.add(TIME.format(decision.getDecidedAt()) + " " + SafeText.of(decision.getSceneId()) + "/" + SafeText.of(decision.getSubject()));
    if (decision.getStatus() != DecisionStatus.DECIDED) {
      parts.add(decision.getStatus().name());
    }
    if (!decision.getGoals().isEmpty()) {
      parts.add(
          decision.getGoals().stream()
              .limit(GOALS_SHOWN)
              .map(goal -> "%s %.0f %%".formatted(SafeText.of(goal.getGoalId()), 100 * goal.getProbability()))
              .collect(Collectors.joining(", ", "to ", "")));
    }
    positions(decision.getPredictions()).forEach(position -> parts.add(text(position)));
    likeliest(decision.getFeatures()).forEach(intent -> parts.add("%s %.0f %%".formatted(SafeText.of(intent.getLabel()), 100 * intent.getProbability())));
    if (decision.getPlan() != null) {
      parts.add(text(decision.getPlan()));
    }
    parts.add("%.2f ms".formatted(decision.getComputeMicros() / 1e3));
    return String.join("  ", parts);
  }

  /** The label of each model that it holds for the likeliest; models as they come. */
  private static Collection<FeatureIntent> likeliest(List<FeatureIntent> all) {
    Map<String, FeatureIntent> best = new LinkedHashMap<>();
    all.forEach(intent -> best.merge(intent.getModel(), intent, (one, other) -> other.getProbability() > one.getProbability() ? other : one));
    return best.values();
  }

  /** The one nearest to a second ahead, and the last. */
  private static List<PredictedPosition> positions(List<PredictedPosition> all) {
    if (all.isEmpty()) {
      return all;
    }
    PredictedPosition soon = all.getFirst();
    for (PredictedPosition each : all) {
      if (Math.abs(each.getAfterSeconds() - SOON_SECONDS) < Math.abs(soon.getAfterSeconds() - SOON_SECONDS)) {
        soon = each;
      }
    }
    return soon.equals(all.getLast()) ? List.of(soon) : List.of(soon, all.getLast());
  }

  /** With the root of the mean variance, metres. */
  private static String text(PredictedPosition position) {
    double deviation = Math.sqrt(Math.max(0, (position.getVarianceX() + position.getVarianceY()) / 2));
    return "%.1f s: %.2f, %.2f ±%.2f".formatted(position.getAfterSeconds(), position.getX(), position.getY(), deviation);
  }

  private static String text(RobotPlan plan) {
    double speed = Math.hypot(plan.getVelocityX(), plan.getVelocityY());
    double degrees = Math.toDegrees(Math.atan2(plan.getVelocityY(), plan.getVelocityX()));
    String way = speed == 0 ? "robot: stand" : "robot: %.2f m/s at %.0f°".formatted(speed, degrees);
    String shield =
        plan.getShield() == ShieldVerdict.KEPT ? "kept" : plan.getShield().name().toLowerCase(Locale.ROOT) + " (" + SafeText.of(plan.getShieldReason()) + ")";
    return way + ", risk %.3f, ".formatted(plan.getRisk()) + shield;
  }
}

package io.forebay.drafting;

import io.forebay.schemas.Reason;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Adds up the weights behind one priority and keeps them apart, so that they can be told. */
final class PriorityTally {
  /** Less than this moves no value and is not told. */
  private static final double TOLD_MIN = 0.1;

  private final double base;
  private final Map<PriorityReason, Double> weights = new EnumMap<>(PriorityReason.class);
  private double limit = Double.POSITIVE_INFINITY;

  PriorityTally(double base) {
    this.base = base;
  }

  void add(PriorityReason reason, double weight) {
    weights.merge(reason, weight, Double::sum);
  }

  /** Adds a weight of which only the strongest counts, however often it is given. */
  void addStrongest(PriorityReason reason, double weight) {
    weights.merge(reason, weight, (one, other) -> Math.abs(one) >= Math.abs(other) ? one : other);
  }

  /** Bounds the value from above; the reason is told with what it took away. */
  void limit(PriorityReason reason, int most) {
    limit = most;
    weights.put(reason, Math.min(most - sum(), -TOLD_MIN));
  }

  Priority priority(int valueMax, int reasonsMax) {
    long value = Math.round(Math.clamp(sum(), 0, Math.min(valueMax, limit)));
    return new Priority((int) value, reasons(reasonsMax));
  }

  private double sum() {
    double sum = base;
    for (double weight : weights.values()) {
      sum += weight;
    }
    return sum;
  }

  /** The strongest reasons first; of two equally strong ones that which the enum names first. */
  private List<Reason> reasons(int most) {
    return weights.entrySet().stream()
        .filter(entry -> Math.abs(entry.getValue()) >= TOLD_MIN)
        .sorted(Comparator.comparingDouble(entry -> -Math.abs(entry.getValue())))
        .limit(most)
        .map(entry -> new Reason("priority", entry.getKey().name(), Math.round(entry.getValue() * 100) / 100.0))
        .toList();
  }
}

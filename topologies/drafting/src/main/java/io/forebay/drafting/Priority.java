package io.forebay.drafting;

import io.forebay.schemas.Reason;
import java.util.List;

/**
 * How soon a message deserves to be looked at.
 *
 * @param value 0 (never look) to 10 (now)
 * @param reasons what moved it most, strongest first, at most {@link PriorityScorer#REASONS_MAX}
 */
public record Priority(int value, List<Reason> reasons) {
  public Priority {
    reasons = List.copyOf(reasons);
  }
}

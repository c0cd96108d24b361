package io.forebay.emails;

import io.forebay.schemas.Reason;
import java.util.List;

/**
 * How soon a message deserves to be looked at.
 *
 * @param value 0 (never look) to 10 (now)
 * @param reasons what moved it most, strongest first, at most {@link PriorityScorer#REASONS_MAX}
 */
record Priority(int value, List<Reason> reasons) {
  Priority {
    reasons = List.copyOf(reasons);
  }
}

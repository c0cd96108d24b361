package io.forebay.runners;

import io.forebay.schemas.Purpose;
import io.forebay.schemas.ReadyAction;
import io.forebay.schemas.Repeatability;
import java.time.Duration;
import java.time.Instant;

/** When a runner has to ask before it starts an attempt: when another one may have started it, or nobody may start it twice. */
final class ClaimRule {
  private ClaimRule() {}

  /**
   * @param deliveryCount how often the record has been delivered, from 1
   * @param now by this machine's clock, so that its age is a hint only
   */
  static boolean needsGrant(ReadyAction action, int deliveryCount, Instant now) {
    if (action.getPurpose() == Purpose.RECONCILE) {
      return false;
    }
    return action.getRepeatability() == Repeatability.ONCE
        || deliveryCount > 1
        || Duration.between(action.getReadyAt(), now).toMillis() > action.getLeaseMs();
  }
}

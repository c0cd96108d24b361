package io.forebay.dispatch;

import io.forebay.schemas.ActionDescribed;
import io.forebay.schemas.ActionFinished;
import io.forebay.schemas.ErrorRaised;
import io.forebay.schemas.LaneStatus;
import io.forebay.schemas.ReadyAction;
import io.forebay.schemas.SignalRunner;
import java.util.Map;

/** Where decisions go. Tracing headers go with what belongs to an action. */
interface Outbox {
  void ready(ReadyAction action, Map<String, String> headers);

  void finished(ActionFinished result, Map<String, String> headers);

  void signal(SignalRunner signal);

  void described(ActionDescribed description);

  void error(ErrorRaised error);

  /** How a lane stands. */
  void lane(LaneStatus status);

  /** A lane that nothing has happened in for long and that is forgotten. */
  void laneForgotten(String lane);

  /** What is wanted of a capability, for the partition that divides its cap. */
  void demand(CapabilityShares.Demand demand, int partition);

  /** What a partition may have under way of a capability. */
  void share(CapabilityShares.Share share);
}

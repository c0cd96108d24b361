package io.forebay.dispatch;

import io.forebay.dispatch.CapabilityShares.Demand;
import io.forebay.dispatch.CapabilityShares.Share;
import io.forebay.schemas.ActionPolicy;
import io.forebay.schemas.CapabilityDemand;
import io.forebay.schemas.CapabilityShare;
import io.forebay.schemas.ControlActions;
import io.forebay.schemas.DispatchNotice;
import io.forebay.schemas.RequestAction;
import io.forebay.schemas.RunnerHeartbeat;

/** What partitions of dispatch tell each other, to and from records. */
final class Notices {
  private Notices() {}

  /** A policy that changed; null: it was removed. */
  static DispatchNotice of(String pattern, ActionPolicy policy) {
    return new DispatchNotice(pattern, policy, null, null, null, null, null);
  }

  static DispatchNotice of(RunnerHeartbeat heartbeat) {
    return new DispatchNotice(null, null, heartbeat, null, null, null, null);
  }

  static DispatchNotice of(RequestAction request) {
    return new DispatchNotice(null, null, null, request, null, null, null);
  }

  static DispatchNotice of(ControlActions control) {
    return new DispatchNotice(null, null, null, null, control, null, null);
  }

  static DispatchNotice of(Demand demand) {
    var told =
        new CapabilityDemand(
            demand.capability(), demand.partition(), demand.sequence(), demand.version(), demand.limit(), demand.wanted(), demand.holding());
    return new DispatchNotice(null, null, null, null, null, told, null);
  }

  static DispatchNotice of(Share share) {
    var told = new CapabilityShare(share.capability(), share.partition(), share.limit(), share.version(), share.answers());
    return new DispatchNotice(null, null, null, null, null, null, told);
  }

  static Demand demand(CapabilityDemand told) {
    return new Demand(
        told.getCapability(), told.getPartition(), told.getSequence(), told.getVersion(), told.getLimit(), told.getWanted(), told.getHolding());
  }

  static Share share(CapabilityShare told) {
    return new Share(told.getCapability(), told.getPartition(), told.getLimit(), told.getVersion(), told.getAnswers());
  }
}

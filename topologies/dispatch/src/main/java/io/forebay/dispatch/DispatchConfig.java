package io.forebay.dispatch;

import io.forebay.runtime.Check;
import io.forebay.runtime.Setting;
import java.time.Duration;

/**
 * How actions are dispatched; what differs from lane to lane is said by policies.
 *
 * @param resultsTtl how long a result is repeated when its action is asked for again
 * @param actionsMax unfinished actions of one partition; more are refused
 */
public record DispatchConfig(
    @Setting("How long a result is repeated when its action is asked for again; PT1H unless given.") Duration resultsTtl,
    @Setting("Unfinished actions of one partition, beyond which more are refused; 2000000 unless given.") Integer actionsMax) {

  public DispatchConfig {
    resultsTtl =
        Check.between("results-ttl", resultsTtl == null ? Duration.ofHours(1) : resultsTtl, Duration.ofMinutes(1), Duration.ofDays(7));
    actionsMax = Check.between("actions-max", actionsMax == null ? 2_000_000 : actionsMax, 1, 100_000_000);
  }

  public static DispatchConfig defaults() {
    return new DispatchConfig(null, null);
  }
}

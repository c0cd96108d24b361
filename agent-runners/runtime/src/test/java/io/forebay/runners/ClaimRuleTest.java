package io.forebay.runners;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.Purpose;
import io.forebay.schemas.Repeatability;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimRuleTest {
  private static final Instant READY = Instant.parse("2026-11-21T08:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "RUN, REPEATABLE, 1, 0, false",
    "RUN, IDEMPOTENT, 1, 15000, false",
    "RUN, REPEATABLE, 1, 15001, true",
    "RUN, REPEATABLE, 2, 0, true",
    "RUN, ONCE, 1, 0, true",
    "RUN, REPEATABLE, 1, -60000, false",
    "RECONCILE, ONCE, 1, 0, false",
    "RECONCILE, ONCE, 3, 60000, false"
  })
  void asksWhereAnotherRunnerMayHaveStartedItOrNobodyMayTwice(
      Purpose purpose, Repeatability repeatability, int deliveryCount, long ageMs, boolean asks) {
    var action =
        Actions.ready("core.echo", "{}").setPurpose(purpose).setRepeatability(repeatability).setReadyAt(READY).setLeaseMs(15_000).build();
    assertThat(ClaimRule.needsGrant(action, deliveryCount, READY.plusMillis(ageMs))).isEqualTo(asks);
  }
}

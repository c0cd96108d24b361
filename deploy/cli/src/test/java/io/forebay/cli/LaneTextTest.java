package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.BreakerState;
import io.forebay.schemas.EventSchemas;
import io.forebay.schemas.LaneStatus;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaneTextTest {
  private static final Instant NOW = Instant.parse("2026-11-21T06:00:00Z");

  @BeforeAll
  static void initialiseAvro() {
    EventSchemas.published(LaneStatus.class);
  }

  @ParameterizedTest
  @CsvSource({"-5,0 s", "0,0 s", "119,119 s", "120,2 min", "7199,119 min", "7200,2 h", "172799,47 h", "172800,2 d"})
  void tellsAnAgeInTheUnitThatIsEnough(long seconds, String text) {
    assertThat(LaneText.age(NOW.minusSeconds(seconds), NOW)).isEqualTo(text);
  }

  @Test
  void tellsOnlyWhatThereIsToTell() {
    var lane =
        LaneStatus.newBuilder()
            .setLane("acme/\u001b[2Jx")
            .setTenant("acme")
            .setCapability("x")
            .setQueued(3)
            .setWaiting(0)
            .setRetrying(0)
            .setRunning(1)
            .setInDoubt(0)
            .setPaused(true)
            .setBreaker(BreakerState.HALF_OPEN)
            .setNextStartAt(NOW.plusMillis(1_500))
            .setCostMicroUsdLeft(2_340_000L)
            .setAt(NOW)
            .build();

    assertThat(LaneText.of(lane, NOW).lines())
        .containsExactly(
            "acme/\\u{1b}[2Jx",
            "  queued       3",
            "  waiting      0",
            "  retrying     0",
            "  running      1",
            "  in doubt     0",
            "  state        paused, breaker half open, rate: next in 1.500 s",
            "  budget left  2.34 USD",
            "  told         2026-11-21T06:00:00Z");
  }
}

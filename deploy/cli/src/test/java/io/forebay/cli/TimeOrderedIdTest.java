package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TimeOrderedIdTest {
  private static final RandomGenerator RANDOM = RandomGenerator.of("L64X128MixRandom");

  @Test
  void isAUuidOfVersion7ThatHoldsItsTime() {
    var at = Instant.parse("2026-11-21T05:29:34.123Z");

    var id = UUID.fromString(TimeOrderedId.at(at, RANDOM));

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(at.toEpochMilli());
  }

  @Test
  void sortsByTime() {
    var at = Instant.parse("2026-11-21T05:29:34.123Z");

    assertThat(TimeOrderedId.at(at, RANDOM)).isLessThan(TimeOrderedId.at(at.plusMillis(1), RANDOM));
  }

  @Test
  void differsWithinAMillisecond() {
    var ids = new HashSet<String>();
    for (int i = 0; i < 1_000; i++) {
      ids.add(TimeOrderedId.at(Instant.EPOCH, RANDOM));
    }
    assertThat(ids).hasSize(1_000);
  }
}

package io.forebay.connect.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class ReadWindowTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private final ReadWindow window = new ReadWindow(null, HOUR);

  @Test
  void holdsWhatWasAddedAndNothingElseThatIsRecent() {
    window.add(shot("a", NOON));
    window.add(shot("b", NOON.plusSeconds(1)));

    for (ReadWindow each : List.of(window, new ReadWindow(window.offset(), HOUR))) {
      assertThat(each.holds(shot("a", NOON))).isTrue();
      assertThat(each.holds(shot("b", NOON.plusSeconds(1)))).isTrue();
      assertThat(each.holds(shot("c", NOON))).isFalse();
      assertThat(each.holds(shot("a", NOON.plusSeconds(2)))).isFalse();
      assertThat(each.holds(new Screenshot("a", new StoredFile("a.json", "another"), List.of(new StoredFile("a.png", "1")), NOON))).isFalse();
    }
  }

  @Test
  void takesAllForHeldThatIsOlderThanTheLatestByMoreThanItMay() {
    window.add(shot("old", NOON));
    window.add(shot("new", NOON.plus(HOUR)));

    assertThat(window.holds(shot("any", NOON))).isTrue();
    assertThat(window.holds(shot("any", NOON.plusMillis(1)))).isFalse();
    assertThat(new ReadWindow(window.offset(), HOUR).holds(shot("any", NOON))).isTrue();
  }

  @Test
  void neverTakesForHeldWhatWasWrittenWithTheOneThatIsAdded() {
    for (int i = 0; i <= ReadWindow.MARKS_MAX; i++) {
      window.add(shot("shot-" + i, NOON));
    }

    assertThat(window.holds(shot("another", NOON))).isFalse();
    window.add(shot("later", NOON.plusMillis(1)));
    assertThat(window.holds(shot("another", NOON))).isTrue();
  }

  @Test
  void keepsAnOffsetSmallHoweverManyThereWere() {
    for (int i = 0; i < 4 * ReadWindow.MARKS_MAX; i++) {
      window.add(shot("shot-" + i, NOON.plusMillis(i)));
    }

    assertThat(window.offset().toString()).hasSizeLessThan(100_000);
  }

  @Test
  void refusesMoreOfOneTimeThanOneRecordCanTell() {
    for (int i = 0; i < ReadWindow.MARKS_AT_ONE_TIME_MAX; i++) {
      window.add(shot("shot-" + i, NOON));
    }

    assertThat(window.offset().toString()).hasSizeLessThan(600_000);
    assertThatThrownBy(() -> window.add(shot("one more", NOON))).isInstanceOf(ConnectException.class).hasMessageContaining("30,000 screenshots were written at one time");
  }

  private static Screenshot shot(String stem, Instant changed) {
    return new Screenshot(stem, new StoredFile(stem + ".json", "1"), List.of(new StoredFile(stem + ".png", "1")), changed);
  }
}

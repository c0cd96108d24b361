package io.forebay.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConcurrencyWindowTest {
  private static final long MILLI = 1_000;
  private static final long SECOND = 1_000_000;
  private static final long WAY = 2 * MILLI;
  private static final long TARGET_MICROS = 10 * MILLI;

  @Test
  void findsThePlacesForASleepWithinAFewRoundTrips() {
    var window = new ConcurrencyWindow(256, 16, 4_096, TARGET_MICROS);
    var runners = new RunnerSimulation(window, 1_000, WAY, n -> 100 * MILLI);

    runners.run(4 * 104 * MILLI);

    assertThat(window.size()).isGreaterThanOrEqualTo(700);
  }

  @Test
  void keepsThosePlacesBusyWithAlmostNothingWaiting() {
    var window = new ConcurrencyWindow(256, 16, 4_096, TARGET_MICROS);
    var runners = new RunnerSimulation(window, 1_000, WAY, n -> 100 * MILLI);
    runners.run(2 * SECOND);

    int done = runners.run(30 * SECOND);

    assertThat(done).isGreaterThan(285_000); // of 300,000
    assertThat(runners.medianWaitMicros()).isLessThan(20 * MILLI);
  }

  @Test
  void growsToLittleMoreThanTwiceThePlacesBeforeItSeesThatSomeWait() {
    var window = new ConcurrencyWindow(250, 16, 4_096, TARGET_MICROS);
    var runners = new RunnerSimulation(window, 1_000, WAY, n -> 100 * MILLI);

    for (int i = 0; i < 50; i++) {
      runners.run(50 * MILLI);
      assertThat(window.size()).isLessThan(2_300);
    }
  }

  @Test
  void staysSmallForASerialEchoHoweverLongItIsFull() {
    var window = new ConcurrencyWindow(256, 16, 4_096, TARGET_MICROS);
    var runners = new RunnerSimulation(window, 1, WAY, n -> 200);
    runners.run(SECOND);

    for (int i = 0; i < 3; i++) {
      int done = runners.run(40 * SECOND);

      assertThat(done).isGreaterThan(198_000); // of 200,000
      assertThat(runners.medianWaitMicros()).isLessThan(12 * MILLI);
      assertThat(window.size()).isLessThan(150);
    }
  }

  @Test
  void followsRunnersThatGoAndCome() {
    var window = new ConcurrencyWindow(256, 16, 4_096, TARGET_MICROS);
    var runners = new RunnerSimulation(window, 1_000, WAY, n -> 100 * MILLI);
    runners.run(20 * SECOND);

    runners.slots(100);
    runners.run(10 * SECOND);
    int few = runners.run(10 * SECOND);
    assertThat(window.size()).isBetween(90, 200);
    assertThat(few).isGreaterThan(9_500); // of 10,000
    assertThat(runners.medianWaitMicros()).isLessThan(25 * MILLI);

    runners.slots(2_000);
    runners.run(5 * SECOND);
    int many = runners.run(10 * SECOND);
    assertThat(many).isGreaterThan(190_000); // of 200,000
    assertThat(runners.medianWaitMicros()).isLessThan(25 * MILLI);
  }

  @Test
  void findsThePlacesForWorkOfDifferentLengths() {
    var window = new ConcurrencyWindow(64, 16, 4_096, TARGET_MICROS);
    var runners = new RunnerSimulation(window, 100, WAY, n -> n % 10 == 0 ? SECOND : 20 * MILLI);
    runners.run(10 * SECOND);

    int done = runners.run(60 * SECOND);

    assertThat(done).isGreaterThan(48_000); // of 50,800
    assertThat(runners.medianWaitMicros()).isLessThan(20 * MILLI);
  }

  @Test
  void learnsALongerWayToTheRunners() {
    var window = new ConcurrencyWindow(256, 16, 4_096, TARGET_MICROS);
    var runners = new RunnerSimulation(window, 200, WAY, n -> 100 * MILLI);
    runners.run(30 * SECOND);

    runners.wayMicros(40 * MILLI);
    runners.run(60 * SECOND);
    int done = runners.run(60 * SECOND);

    assertThat(done).isGreaterThan(114_000); // of 120,000
  }

  @Test
  void doesNotGrowWhileItIsNotFull() {
    var window = new ConcurrencyWindow(256, 16, 4_096, TARGET_MICROS);
    var runners = new RunnerSimulation(window, 1_000, WAY, n -> 100 * MILLI);
    runners.demand(200);

    runners.run(30 * SECOND);

    assertThat(window.size()).isEqualTo(256);
  }

  @Test
  void isNotImpressedByStragglers() {
    var window = new ConcurrencyWindow(256, 16, 256, TARGET_MICROS);
    for (int i = 0; i < 100_000; i++) {
      window.onDone(i % 4 == 0 ? 30 * SECOND : 3 * MILLI, 256, i * MILLI);
      assertThat(window.size()).isEqualTo(256);
    }
  }

  @Test
  void hasRoomUpToItsSize() {
    var window = new ConcurrencyWindow(20, 16, 64, TARGET_MICROS);

    assertThat(window.hasRoom(19)).isTrue();
    assertThat(window.hasRoom(20)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"5, 0, 10, 1", "5, 10, 9, 1", "5, 1, 10, 0"})
  void refusesBoundsThatAreNone(int initial, int min, int max, long target) {
    assertThatThrownBy(() -> new ConcurrencyWindow(initial, min, max, target)).isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void staysWithinItsBoundsWhateverItIsTold(
      @ForAll @IntRange(min = 1, max = 50) int min, @ForAll @IntRange(max = 100) int more, @ForAll int initial, @ForAll @Size(max = 300) List<Long> overheads, @ForAll @IntRange(max = 200) int inFlight) {
    var window = new ConcurrencyWindow(initial, min, min + more, TARGET_MICROS);
    long now = 0;
    for (long overhead : overheads) {
      window.onDone(overhead, inFlight, now);
      now += 50 * MILLI;
      assertThat(window.size()).isBetween(min, min + more);
      assertThat(window.hasRoom(min - 1)).isTrue();
      assertThat(window.hasRoom(min + more)).isFalse();
    }
  }
}

package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.forebay.features.Examples;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CrossingMomentsTest {
  /** A pedestrian who walks to the right and starts to cross at a frame; −1: never. */
  private static CrossingTrack track(String video, int frames, int crossingFrom) {
    var track =
        new CrossingTrack(
            video, "p", crossingFrom >= 0, crossingFrom, new int[frames], new double[frames][], new boolean[frames], new boolean[frames],
            new boolean[frames], new int[frames], new int[frames]);
    for (int i = 0; i < frames; i++) {
      track.frames()[i] = i;
      track.boxes()[i] = new double[] {400 + 2 * i, 600, 440 + 2 * i, 700};
      track.crossing()[i] = crossingFrom >= 0 && i >= crossingFrom;
    }
    return track;
  }

  @Test
  void asksOneToTwoSecondsBeforeTheCrossingAndTheEndOfTheTrack() {
    Examples examples = CrossingMoments.beforeTheEvent(List.of(track("a", 200, 100), track("b", 200, -1)));
    assertThat(examples.label()).containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    assertThat(Arrays.stream(examples.group()).distinct()).hasSize(2);
    double centreAtFirst = (420 + 2 * 40) / 1_920.0;
    assertThat(examples.rows()[0][CrossingFeatures.NAMES.indexOf("centre")]).isEqualTo(centreAtFirst);
  }

  @Test
  void neverAsksAboutThoseWhoHaveBegun() {
    CrossingTrack begun = track("a", 200, 100);
    Arrays.fill(begun.crossing(), 20, 200, true);
    Examples examples = CrossingMoments.beforeTheEvent(List.of(begun, track("b", 200, -1)));
    assertThat(Arrays.stream(examples.label()).sum()).isZero();
  }

  @Test
  void asksEveryHalfSecondAndLeavesOutWhatComesSoonerOrIsNotSeen() {
    // at 15, 30 and 45 it is more than two seconds away, at 60, 75 and 90 one to two; of the second nothing is known after 90
    Examples examples = CrossingMoments.everyHalfSecond(List.of(track("a", 200, 120), track("b", 91, -1)));
    assertThat(examples.label()).containsExactly(0, 0, 0, 1, 1, 1, 0, 0);
  }

  @Test
  void featuresKnowNothingOfWhatComesLater() {
    CrossingTrack whole = track("a", 120, 100);
    var random = new SplittableRandom(1);
    for (int i = 61; i < 120; i++) {
      whole.boxes()[i] = random.doubles(4, 0, 1_000).toArray();
      whole.looking()[i] = true;
      whole.standing()[i] = true;
      whole.vehicle()[i] = 3;
      whole.others()[i] = 9;
    }
    assertThat(CrossingFeatures.at(whole, 60)).containsExactly(CrossingFeatures.at(track("a", 120, -1).until(60), 60));
  }

  @Test
  void measuresMovementInHeightsASecond() {
    double[] features = CrossingFeatures.at(track("a", 120, -1), 60);
    assertThat(features).hasSize(CrossingFeatures.NAMES.size());
    assertThat(features[CrossingFeatures.NAMES.indexOf("inward-speed")]).isCloseTo(0.6, within(1e-9));
    assertThat(features[CrossingFeatures.NAMES.indexOf("inward-change")]).isCloseTo(0, within(1e-9));
  }
}

package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.forebay.cli.CrossingTrack.Sighting;
import io.forebay.features.Examples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrossingMomentsTest {
  /** A pedestrian who walks to the right and starts to cross at a frame; −1: never. */
  private static CrossingTrack track(String video, int frames, int crossingFrom) {
    List<Sighting> sightings =
        IntStream.range(0, frames)
            .mapToObj(i -> new Sighting(i, 400 + 2 * i, 600, 440 + 2 * i, 700, false, false, crossingFrom >= 0 && i >= crossingFrom, 0, 0))
            .toList();
    return new CrossingTrack(video, "p", crossingFrom >= 0, crossingFrom, sightings);
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
    CrossingTrack begun = track("a", 200, 20);
    CrossingTrack later = new CrossingTrack("a", "p", true, 100, begun.sightings());
    Examples examples = CrossingMoments.beforeTheEvent(List.of(later, track("b", 200, -1)));
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
    CrossingTrack plain = track("a", 120, -1);
    var random = new SplittableRandom(1);
    List<Sighting> altered = new ArrayList<>(plain.sightings().subList(0, 61));
    for (int frame = 61; frame < 120; frame++) {
      altered.add(new Sighting(frame, random.nextInt(900), random.nextInt(500), random.nextInt(900), random.nextInt(900), true, true, true, 3, 9));
    }
    CrossingTrack other = new CrossingTrack("a", "p", true, 100, altered);
    assertThat(CrossingFeatures.at(other, 60)).containsExactly(CrossingFeatures.at(plain, 60));
    assertThat(CrossingFeatures.at(other, 61)).isNotEqualTo(CrossingFeatures.at(plain, 61));
  }

  @Test
  void measuresMovementInHeightsASecond() {
    double[] features = CrossingFeatures.at(track("a", 120, -1), 60);
    assertThat(features).hasSize(CrossingFeatures.NAMES.size());
    assertThat(features[CrossingFeatures.NAMES.indexOf("inward-speed")]).isCloseTo(0.6, within(1e-9));
    assertThat(features[CrossingFeatures.NAMES.indexOf("inward-change")]).isCloseTo(0, within(1e-9));
  }
}

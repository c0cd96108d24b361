package io.forebay.cli;

import io.forebay.cli.CrossingTrack.Sighting;
import io.forebay.features.Examples;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses the moments at which a crossing is to be foreseen. Nobody who is crossing, or has crossed, at a moment is asked about, and
 * rows of one video are one group.
 */
final class CrossingMoments {
  static final List<String> LABELS = List.of("stays", "crosses");
  private static final int OBSERVED = CrossingTrack.FRAMES_PER_SECOND / 2;
  private static final int NEAR = CrossingTrack.FRAMES_PER_SECOND;
  private static final int FAR = 2 * CrossingTrack.FRAMES_PER_SECOND;
  private static final int STRIDE = 3;
  private static final int TAIL = 3;

  private final List<double[]> rows = new ArrayList<>();
  private final List<Integer> labels = new ArrayList<>();
  private final List<Integer> groups = new ArrayList<>();
  private final Map<String, Integer> videos = new HashMap<>();

  private CrossingMoments() {}

  /**
   * Moments one to two seconds before what comes of a pedestrian: the start of the crossing, or the end of the track.
   *
   * <p>Source: Kotseruba, Rasouli and Tsotsos, Benchmark for Evaluating Pedestrian Action Prediction, WACV 2021, section 3.
   */
  static Examples beforeTheEvent(List<CrossingTrack> tracks) {
    var moments = new CrossingMoments();
    for (CrossingTrack track : tracks) {
      int event = track.crosses() ? track.first(seen -> seen.frame() == track.crossingFrame()) : track.size() - TAIL;
      for (int at = Math.max(OBSERVED, event - FAR); at <= event - NEAR; at += STRIDE) {
        moments.add(track, at, track.crosses());
      }
    }
    return moments.examples();
  }

  /**
   * Moments every half second, whatever comes: does the crossing begin within one to two seconds? Those from which it begins sooner,
   * and those of which the track does not tell, are left out.
   */
  static Examples everyHalfSecond(List<CrossingTrack> tracks) {
    var moments = new CrossingMoments();
    for (CrossingTrack track : tracks) {
      int start = track.first(Sighting::isCrossing);
      for (int at = OBSERVED; at < track.size(); at += OBSERVED) {
        int away = start < 0 ? Integer.MAX_VALUE : start - at;
        if (away >= NEAR && (start >= 0 || at + FAR < track.size())) {
          moments.add(track, at, away <= FAR);
        }
      }
    }
    return moments.examples();
  }

  private void add(CrossingTrack track, int at, boolean crosses) {
    int start = track.first(Sighting::isCrossing);
    if (start < 0 || start > at) {
      rows.add(CrossingFeatures.at(track, at));
      labels.add(crosses ? 1 : 0);
      groups.add(videos.computeIfAbsent(track.video(), _ -> videos.size()));
    }
  }

  private Examples examples() {
    return new Examples(
        LABELS,
        CrossingFeatures.NAMES,
        rows.toArray(double[][]::new),
        labels.stream().mapToInt(Integer::intValue).toArray(),
        groups.stream().mapToInt(Integer::intValue).toArray());
  }
}

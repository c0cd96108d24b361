package io.forebay.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What was seen in recordings, in the order in which it is to be seen again.
 *
 * @param sightings by time
 */
record Replay(List<Sighting> sightings) {

  /**
   * Somebody is to be seen.
   *
   * @param after since the replay began
   */
  record Sighting(Duration after, String scene, String subject, double x, double y) {}

  Replay {
    sightings = List.copyOf(sightings);
  }

  /**
   * All recordings at the same time, each from its own first moment on.
   *
   * @param recordings by scene id
   * @param speed times as fast as recorded
   */
  static Replay of(Map<String, Recording> recordings, double speed) {
    var sightings = new ArrayList<Sighting>();
    recordings.forEach(
        (scene, recording) -> {
          double first = recording.points().getFirst().seconds();
          for (Recording.Point point : recording.points()) {
            var after = Duration.ofNanos(Math.round((point.seconds() - first) / speed * 1e9));
            sightings.add(new Sighting(after, scene, point.subject(), point.x(), point.y()));
          }
        });
    sightings.sort(Comparator.comparing(Sighting::after));
    return new Replay(sightings);
  }

  /** How long it takes. */
  Duration length() {
    return sightings.isEmpty() ? Duration.ZERO : sightings.getLast().after();
  }

  /** How many different subjects there are. */
  long subjects() {
    return sightings.stream().map(sighting -> Map.entry(sighting.scene(), sighting.subject())).distinct().count();
  }
}

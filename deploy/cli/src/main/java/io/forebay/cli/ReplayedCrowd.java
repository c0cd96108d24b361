package io.forebay.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** The people of a recording, walking again as they did: between two sightings on the straight line, whatever is in their way. */
final class ReplayedCrowd {
  private final List<Track> tracks;
  private final double[] xs;
  private final double[] ys;
  private final double endSeconds;

  ReplayedCrowd(List<Recording.Point> sightings) {
    var bySubject = new LinkedHashMap<String, List<Recording.Point>>();
    sightings.forEach(sighting -> bySubject.computeIfAbsent(sighting.subject(), _ -> new ArrayList<>()).add(sighting));
    tracks = bySubject.values().stream().map(Track::new).toList();
    xs = sightings.stream().mapToDouble(Recording.Point::x).sorted().toArray();
    ys = sightings.stream().mapToDouble(Recording.Point::y).sorted().toArray();
    endSeconds = sightings.getLast().seconds();
  }

  List<Track> tracks() {
    return tracks;
  }

  double endSeconds() {
    return endSeconds;
  }

  /** The x below which a share of all sightings are, metres. */
  double x(double share) {
    return xs[(int) (share * (xs.length - 1))];
  }

  /** The same of y. */
  double y(double share) {
    return ys[(int) (share * (ys.length - 1))];
  }

  /** Metres from a point to the middle of the nearest person at a time; {@link Double#MAX_VALUE} with nobody there. */
  double nearest(double seconds, double x, double y) {
    double nearest = Double.MAX_VALUE;
    for (Track track : tracks) {
      if (track.isThere(seconds)) {
        nearest = Math.min(nearest, track.distance(seconds, x, y));
      }
    }
    return nearest;
  }

  /** Where one person was. */
  static final class Track {
    private final String subject;
    private final double[] seconds;
    private final double[] xs;
    private final double[] ys;

    Track(List<Recording.Point> sightings) {
      subject = sightings.getFirst().subject();
      seconds = sightings.stream().mapToDouble(Recording.Point::seconds).toArray();
      xs = sightings.stream().mapToDouble(Recording.Point::x).toArray();
      ys = sightings.stream().mapToDouble(Recording.Point::y).toArray();
    }

    String subject() {
      return subject;
    }

    /** How often the person was seen. */
    int sightings() {
      return seconds.length;
    }

    double seconds(int sighting) {
      return seconds[sighting];
    }

    double x(int sighting) {
      return xs[sighting];
    }

    double y(int sighting) {
      return ys[sighting];
    }

    double firstSeconds() {
      return seconds[0];
    }

    double lastSeconds() {
      return seconds[seconds.length - 1];
    }

    boolean isThere(double at) {
      return at >= firstSeconds() && at <= lastSeconds();
    }

    /** Number of the last sighting at or before a time, -1 before the first. */
    int sighting(double at) {
      int low = 0;
      int high = seconds.length - 1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        if (seconds[middle] <= at) {
          low = middle + 1;
        } else {
          high = middle - 1;
        }
      }
      return high;
    }

    double distance(double at, double x, double y) {
      int before = sighting(at);
      int after = Math.min(before + 1, seconds.length - 1);
      double share = after == before ? 0 : (at - seconds[before]) / (seconds[after] - seconds[before]);
      return Math.hypot(xs[before] + share * (xs[after] - xs[before]) - x, ys[before] + share * (ys[after] - ys[before]) - y);
    }
  }
}

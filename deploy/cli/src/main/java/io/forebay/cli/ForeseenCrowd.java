package io.forebay.cli;

import io.forebay.cli.ReplayedCrowd.Track;
import io.forebay.motion.Crowd;
import io.forebay.motion.Forecast;
import io.forebay.motion.Ground;
import io.forebay.steering.Body;
import io.forebay.steering.Neighbours;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * What is known of replayed people at each time: where they were seen last, and what was forecast then from what had been seen until then. Since they do not respond to the robot, it is found once for all crossings of a scene.
 */
final class ForeseenCrowd {
  static final double[] HORIZONS = {0.4, 0.8, 1.2, 1.6, 2.0, 2.4, 2.8, 3.2, 3.6, 4.0, 4.4, 4.8};

  private static final double FRAME_SECONDS = 0.4;
  private static final double ROUNDING = 1e-6;

  private final Map<Track, Glimpse[]> glimpses = new HashMap<>();
  private final ReplayedCrowd crowd;

  /** Somebody as known with one sighting. */
  private record Glimpse(double vx, double vy, double deviation, Forecast forecast) {}

  private record Seen(Track track, int number) {
    double seconds() {
      return track.seconds(number);
    }
  }

  ForeseenCrowd(ReplayedCrowd crowd) {
    this.crowd = crowd;
    var known = new Crowd(Ground.open(), HORIZONS, 4);
    var seen = new ArrayList<Seen>();
    for (Track track : crowd.tracks()) {
      glimpses.put(track, new Glimpse[track.sightings()]);
      for (int number = 0; number < track.sightings(); number++) {
        seen.add(new Seen(track, number));
      }
    }
    seen.sort(Comparator.comparingDouble(Seen::seconds));
    seen.forEach(one -> look(known, one));
  }

  private void look(Crowd known, Seen seen) {
    Track track = seen.track();
    int number = seen.number();
    known.observe(track.subject(), seen.seconds(), track.x(number), track.y(number));
    Forecast forecast = known.newForecast();
    known.forecast(track.subject(), forecast);
    glimpses.get(track)[number] = new Glimpse(known.velocityX(track.subject()), known.velocityY(track.subject()), known.velocityDeviation(track.subject()), forecast);
    if (number == track.sightings() - 1) {
      known.end(track.subject());
    }
  }

  /** Fills in who is there at a time; who is missing in a frame has gone. */
  void look(double seconds, Body robot, Neighbours people) {
    people.begin(robot);
    for (Track track : crowd.tracks()) {
      int last = track.sighting(seconds + ROUNDING);
      boolean gone = last < 0 || seconds > track.lastSeconds() + FRAME_SECONDS - ROUNDING;
      if (!gone) {
        Glimpse glimpse = glimpses.get(track)[last];
        double age = Math.max(0, seconds - track.seconds(last));
        people.add(track.x(last), track.y(last), glimpse.vx(), glimpse.vy(), glimpse.deviation(), age, glimpse.forecast());
      }
    }
  }
}

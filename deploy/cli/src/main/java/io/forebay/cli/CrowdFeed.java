package io.forebay.cli;

import io.forebay.cli.Recording.Point;
import io.forebay.motion.Crowd;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Feeds a recording to a crowd as if it happened now: by time, and the tracks end that were not seen for long. */
final class CrowdFeed {
  private final Crowd crowd;
  private final Recording recording;
  private final double endsAfterSeconds;
  private final Map<String, Double> lastSeen = new LinkedHashMap<>(16, 0.75f, true);
  private int next;

  CrowdFeed(Crowd crowd, Recording recording, double endsAfterSeconds) {
    this.crowd = crowd;
    this.recording = recording;
    this.endsAfterSeconds = endsAfterSeconds;
  }

  /** Feeds all that was seen up to a time, itself included; seconds. */
  void upTo(double seconds) {
    while (next < recording.points().size() && recording.points().get(next).seconds() <= seconds) {
      Point point = recording.points().get(next++);
      endUnseen(point.seconds());
      crowd.observe(point.subject(), point.seconds(), point.x(), point.y());
      lastSeen.put(point.subject(), point.seconds());
    }
  }

  /** Ends all tracks. */
  void end() {
    lastSeen.keySet().forEach(crowd::end);
    lastSeen.clear();
  }

  private void endUnseen(double now) {
    Iterator<Map.Entry<String, Double>> longest = lastSeen.entrySet().iterator();
    while (longest.hasNext()) {
      Map.Entry<String, Double> entry = longest.next();
      if (now - entry.getValue() <= endsAfterSeconds) {
        return;
      }
      crowd.end(entry.getKey());
      longest.remove();
    }
  }
}

package io.forebay.motion;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The people of one scene: takes where they are seen, and says where each may be going and be next. Learns from what came of it. The same observations in the same order give the
 * same numbers. Belongs to one thread; observing and forecasting allocate nothing but for a new subject.
 */
public final class Crowd {
  /** Most subjects at a time; the one that was not seen for longest makes room. */
  public static final int SUBJECTS_MAX = 1024;

  private final double[] horizons;
  private final double endsAfterSeconds;
  private final Map<String, Track> tracks = new HashMap<>();
  private final Track glimpse = new Track();
  private final Place place;
  private final StateBytes state = new StateBytes();

  /**
   * @param horizonsSeconds how far ahead to forecast, ascending, each above 0
   * @param endsAfterSeconds a subject not seen for longer begins anew
   */
  public Crowd(Ground ground, double[] horizonsSeconds, double endsAfterSeconds) {
    double before = 0;
    for (double horizon : horizonsSeconds) {
      if (!(horizon > before) || Double.isInfinite(horizon)) {
        throw new IllegalArgumentException("Horizons must ascend from above 0 seconds; got " + horizon + " after " + before + ".");
      }
      before = horizon;
    }
    horizons = horizonsSeconds.clone();
    this.endsAfterSeconds = endsAfterSeconds;
    place = new Place(ground);
  }

  /** An empty forecast that fits this crowd. */
  public Forecast newForecast() {
    return new Forecast(Predictor.COMPONENTS, horizons.length);
  }

  /** Takes a position alone; see {@link #observe(String, double, double, double, double, double, double, double)}. */
  public Heed observe(String subject, double seconds, double x, double y) {
    return observe(subject, seconds, x, y, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
  }

  /**
   * Takes an observation of a person. What was not measured, apart from the position, is not a number.
   *
   * @param seconds when, on any one clock
   * @param x metres
   * @param y metres
   * @param velocityX metres a second
   * @param velocityY metres a second
   * @param heading of the body, radians from the x axis against the clock
   * @param gaze the same of the eyes
   */
  public Heed observe(String subject, double seconds, double x, double y, double velocityX, double velocityY, double heading, double gaze) {
    if (!Plausibility.isUsable(seconds, x, y)) {
      return Heed.UNUSABLE;
    }
    Track track = tracks.get(subject);
    if (track == null) {
      begin(subject, seconds, x, y, velocityX, velocityY, heading, gaze);
      return Heed.BEGAN;
    }
    if (seconds <= track.history.last()) {
      return Heed.LATE;
    }
    if (beginsAnew(track, seconds, x, y)) {
      end(subject);
      begin(subject, seconds, x, y, velocityX, velocityY, heading, gaze);
      return Heed.BEGAN_ANEW;
    }
    if (Plausibility.isFar(track, seconds, x, y)) {
      track.jumps++;
      return Heed.JUMPED;
    }
    track.follow(seconds, x, y);
    place.learn(track);
    place.look(track, velocityX, velocityY, heading, gaze, tracks.values());
    track.hindsight.remember(track.cues, track.began);
    return Heed.FOLLOWED;
  }

  /**
   * Whether an observation, once taken, ends the track of its subject, and another begins: it was not seen for too long, or some in a row say that it is elsewhere. Who wants to know what
   * came of the track ends it before.
   */
  public boolean beginsAnew(String subject, double seconds, double x, double y) {
    Track track = tracks.get(subject);
    return track != null && Plausibility.isUsable(seconds, x, y) && seconds > track.history.last() && beginsAnew(track, seconds, x, y);
  }

  private boolean beginsAnew(Track track, double seconds, double x, double y) {
    return Plausibility.isFar(track, seconds, x, y) ? track.jumps + 1 >= Plausibility.JUMPS_MAX : seconds - track.history.last() > endsAfterSeconds;
  }

  private void begin(String subject, double seconds, double x, double y, double velocityX, double velocityY, double heading, double gaze) {
    if (tracks.size() >= SUBJECTS_MAX) {
      end(longestUnseen());
    }
    Track track = new Track();
    tracks.put(subject, track);
    place.begin(track, seconds, x, y);
    place.look(track, velocityX, velocityY, heading, gaze, tracks.values());
  }

  private String longestUnseen() {
    String longest = null;
    double least = Double.POSITIVE_INFINITY;
    for (Map.Entry<String, Track> entry : tracks.entrySet()) {
      double last = entry.getValue().history.last();
      if (longest == null || last < least || (last == least && entry.getKey().compareTo(longest) < 0)) {
        longest = entry.getKey();
        least = last;
      }
    }
    return longest;
  }

  /**
   * Says where a person may be, at the horizons of this crowd after its last observation.
   *
   * @return false, and an empty forecast, where nothing is known of it
   */
  public boolean forecast(String subject, Forecast forecast) {
    Track track = tracks.get(subject);
    if (track == null) {
      forecast.clear();
      return false;
    }
    place.forecast(track, horizons, forecast);
    return true;
  }

  /**
   * Says where somebody would be who was seen at these places only; learns nothing.
   *
   * @param seconds ascending, at least one
   * @param xs metres
   * @param ys metres
   * @param from of the first place that counts
   * @param to behind the last
   * @param probabilities of each goal, set; at least {@link Ground#GOALS_MAX} numbers
   */
  public void glimpse(double[] seconds, double[] xs, double[] ys, int from, int to, double[] probabilities, Forecast forecast) {
    place.begin(glimpse, seconds[from], xs[from], ys[from]);
    for (int at = from + 1; at < to; at++) {
      glimpse.follow(seconds[at], xs[at], ys[at]);
    }
    place.look(glimpse, Double.NaN, Double.NaN, Double.NaN, Double.NaN, tracks.values());
    System.arraycopy(glimpse.destiny.probabilities, 0, probabilities, 0, Goals.MOST);
    place.forecast(glimpse, horizons, forecast);
  }

  /**
   * Says how likely a person heads for each goal.
   *
   * @param probabilities set for each number of a goal; all 0 where nothing is known of it or there are no goals; at least {@link Ground#GOALS_MAX} numbers
   * @return whether anything is known of it
   */
  public boolean goals(String subject, double[] probabilities) {
    Track track = tracks.get(subject);
    for (int goal = 0; goal < Goals.MOST; goal++) {
      probabilities[goal] = track == null ? 0 : track.destiny.probabilities[goal];
    }
    return track != null;
  }

  /** How many goals there are; their numbers begin at 0. */
  public int goalCount() {
    return place.goals().count();
  }

  public String goalId(int goal) {
    return place.goals().id(goal);
  }

  /** Metres. */
  public double goalX(int goal) {
    return place.goals().x(goal);
  }

  /** Metres. */
  public double goalY(int goal) {
    return place.goals().y(goal);
  }

  /** Share of the tracks that ended there, 0 for one that does not count yet. */
  public double goalPrior(int goal) {
    return place.goals().prior(goal);
  }

  /** The nearest goal, however far; −1 where there is none. */
  public int nearestGoal(double x, double y) {
    return place.goals().nearest(x, y);
  }

  public Set<String> subjects() {
    return Set.copyOf(tracks.keySet());
  }

  /** Time of the last observation of a person that was heeded; negative infinity where nothing is known of it. */
  public double lastSeen(String subject) {
    Track track = tracks.get(subject);
    return track == null ? Double.NEGATIVE_INFINITY : track.history.last();
  }

  /** Filtered velocity of a person, metres a second; 0 where nothing is known of it. */
  public double velocityX(String subject) {
    Track track = tracks.get(subject);
    return track == null ? 0 : track.tracker.velocityX();
  }

  /** The same along y. */
  public double velocityY(String subject) {
    Track track = tracks.get(subject);
    return track == null ? 0 : track.tracker.velocityY();
  }

  /** Standard deviation of that velocity along either axis, metres a second: large where somebody has just come into sight; 0 where nothing is known of it. */
  public double velocityDeviation(String subject) {
    Track track = tracks.get(subject);
    return track == null ? 0 : track.tracker.velocityDeviation();
  }

  /**
   * Ends a track, and learns from it where people go.
   *
   * @return what came of it; null where nothing was known of it
   */
  public TrackEnd end(String subject) {
    Track track = tracks.remove(subject);
    if (track == null) {
      return null;
    }
    return track.end(place.learnEnd(track));
  }

  /** What is known of a person, as bytes for {@link #readSubject}; null where nothing is. */
  public byte[] writeSubject(String subject) {
    Track track = tracks.get(subject);
    return track == null ? null : state.write(track::write);
  }

  /**
   * Takes what was known of a person.
   *
   * @throws IllegalArgumentException where the bytes are not as {@link #writeSubject} writes them
   */
  public void readSubject(String subject, byte[] bytes) {
    Track track = new Track();
    StateBytes.read("subject " + subject, bytes, track::read);
    tracks.put(subject, track);
  }

  /** What was learned of the scene, as bytes for {@link #readScene}. */
  public byte[] writeScene() {
    return state.write(place::write);
  }

  /**
   * Takes what was learned of the scene; to be called on a new crowd.
   *
   * @throws IllegalArgumentException where the bytes are not as {@link #writeScene} writes them
   */
  public void readScene(byte[] bytes) {
    StateBytes.read("a scene", bytes, place::read);
  }
}

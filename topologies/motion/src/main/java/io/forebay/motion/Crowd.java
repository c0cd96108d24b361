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

  private static final double METRES_MAX = 100_000;
  private static final double SECONDS_MAX = 1e11;
  private static final double SPEED_MAX = 12;
  private static final double SLACK_METRES = 0.5;
  private static final int JUMPS_MAX = 3;
  private static final double HEADING_SPEED_MIN = 0.3;

  private final double[] horizons;
  private final double endsAfterSeconds;
  private final Map<String, Track> tracks = new HashMap<>();
  private final Predictor predictor = new Predictor();
  private final Flow flow = new Flow();
  private final Arrivals arrivals = new Arrivals();
  private final Goals goals;
  private final Track glimpse = new Track();
  private final GoalPull pull;
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
    goals = new Goals(ground);
    pull = new GoalPull(goals);
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
    if (!isUsable(seconds, x, y)) {
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
    if (isFar(track, seconds, x, y)) {
      track.jumps++;
      return Heed.JUMPED;
    }
    track.follow(seconds, x, y);
    track.introduce(arrivals);
    track.learn(predictor, flow);
    look(track, velocityX, velocityY, heading, gaze);
    track.remember();
    return Heed.FOLLOWED;
  }

  /**
   * Whether an observation, once taken, ends the track of its subject, and another begins: it was not seen for too long, or some in a row say that it is elsewhere. Who wants to know what
   * came of the track ends it before.
   */
  public boolean beginsAnew(String subject, double seconds, double x, double y) {
    Track track = tracks.get(subject);
    return track != null && isUsable(seconds, x, y) && seconds > track.history.last() && beginsAnew(track, seconds, x, y);
  }

  private boolean beginsAnew(Track track, double seconds, double x, double y) {
    return isFar(track, seconds, x, y) ? track.jumps + 1 >= JUMPS_MAX : seconds - track.history.last() > endsAfterSeconds;
  }

  private static boolean isUsable(double seconds, double x, double y) {
    return Math.abs(x) <= METRES_MAX && Math.abs(y) <= METRES_MAX && Math.abs(seconds) <= SECONDS_MAX;
  }

  private static boolean isFar(Track track, double seconds, double x, double y) {
    return Math.hypot(x - track.lastX, y - track.lastY) > SLACK_METRES + SPEED_MAX * (seconds - track.history.last());
  }

  private void begin(String subject, double seconds, double x, double y, double velocityX, double velocityY, double heading, double gaze) {
    if (tracks.size() >= SUBJECTS_MAX) {
      end(longestUnseen());
    }
    Track track = new Track();
    tracks.put(subject, track);
    begin(track, seconds, x, y);
    look(track, velocityX, velocityY, heading, gaze);
  }

  private void begin(Track track, double seconds, double x, double y) {
    track.begin(seconds, x, y, arrivals.velocityX(x, y), arrivals.velocityY(x, y), arrivals.variance(x, y));
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

  /** Brings what is known of a person up to its last observation. */
  private void look(Track track, double velocityX, double velocityY, double heading, double gaze) {
    if (Math.abs(velocityX) <= SPEED_MAX && Math.abs(velocityY) <= SPEED_MAX) {
      track.tracker.measured(velocityX, velocityY);
    }
    track.readCues();
    Cues cues = track.cues;
    flow.cue(cues);
    double wayX = 0.25 * cues.xs[Cues.LONG] + 0.75 * cues.xs[Cues.TRACKED];
    double wayY = 0.25 * cues.ys[Cues.LONG] + 0.75 * cues.ys[Cues.TRACKED];
    double speed = Math.max(HEADING_SPEED_MIN, Math.hypot(wayX, wayY));
    double pointing = Double.isFinite(gaze) ? gaze : heading;
    if (Double.isFinite(pointing)) {
      wayX = (wayX + speed * Math.cos(pointing)) / 2;
      wayY = (wayY + speed * Math.sin(pointing)) / 2;
    }
    Destiny destiny = track.destiny;
    goals.infer(track.startX, track.startY, track.lastX, track.lastY, wayX, wayY, destiny.probabilities);
    destiny.look(track.history.last(), track.lastX, track.lastY, wayX, wayY);
    pull.cue(cues, destiny.probabilities);
    Company.cue(track, tracks.values());
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
    predictor.forecast(track.cues, horizons, forecast);
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
    begin(glimpse, seconds[from], xs[from], ys[from]);
    for (int at = from + 1; at < to; at++) {
      glimpse.follow(seconds[at], xs[at], ys[at]);
    }
    look(glimpse, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    System.arraycopy(glimpse.destiny.probabilities, 0, probabilities, 0, Goals.MOST);
    predictor.forecast(glimpse.cues, horizons, forecast);
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
    return goals.count();
  }

  public String goalId(int goal) {
    return goals.id(goal);
  }

  /** Metres. */
  public double goalX(int goal) {
    return goals.x(goal);
  }

  /** Metres. */
  public double goalY(int goal) {
    return goals.y(goal);
  }

  /** Share of the tracks that ended there, 0 for one that does not count yet. */
  public double goalPrior(int goal) {
    return goals.prior(goal);
  }

  /** The nearest goal, however far; −1 where there is none. */
  public int nearestGoal(double x, double y) {
    return goals.nearest(x, y);
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
    int goal = goals.learn(track);
    double halfway = Double.NaN;
    boolean correct = false;
    int look = track.destiny.nearest((track.began + track.history.last()) / 2);
    if (goal >= 0 && look >= 0) {
      halfway = track.destiny.lookProbabilities[look * Goals.MOST + goal];
      correct = halfway > 0;
      for (int other = 0; other < Goals.MOST; other++) {
        correct &= track.destiny.lookProbabilities[look * Goals.MOST + other] <= halfway;
      }
    }
    return new TrackEnd(
        track.began,
        track.history.last(),
        track.observations,
        goal,
        halfway,
        correct,
        track.displacement / track.compared,
        track.displacementLast / track.comparedLast,
        track.compared,
        (double) track.within50 / track.compared,
        (double) track.within90 / track.compared);
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
    return state.write(
        out -> {
          predictor.write(out);
          flow.write(out);
          arrivals.write(out);
          goals.write(out);
        });
  }

  /**
   * Takes what was learned of the scene; to be called on a new crowd.
   *
   * @throws IllegalArgumentException where the bytes are not as {@link #writeScene} writes them
   */
  public void readScene(byte[] bytes) {
    StateBytes.read(
        "a scene",
        bytes,
        in -> {
          predictor.read(in);
          flow.read(in);
          arrivals.read(in);
          goals.read(in);
        });
  }
}

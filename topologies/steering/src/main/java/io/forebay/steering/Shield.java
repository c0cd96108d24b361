package io.forebay.steering;

/**
 * The last word over what a robot does: it lets a velocity pass, or takes a safer one, and learns nothing.
 *
 * <p>A velocity is safe when, having followed it until the next decision can act, the robot has a way left on which it touches nobody: to stop at once, or to go on for a moment and to stop then (an inevitable collision state has
 * none: Fraichard and Asama, "Inevitable collision states", 2004). Each way is followed until the robot stands.
 *
 * <p>While it drives towards somebody, the room has the terms of the protective separation distance of ISO/TS 15066:2016, 5.5.4: the person's way, the robot's reaction, its braking, and a reserve. The person's way is that of the
 * velocity with which it was seen, as the standard has it where speed is monitored, in a disc that grows with {@link ShieldLimits#swerveSpeed} and with how uncertain that velocity is. The standard's 1.6 m/s towards the robot, for
 * people whose speed is not monitored, would never let a robot move in a crowd; a swerve speed of 1.6 asks for it. For a robot that stands or leaves, the person walks on straight.
 *
 * <p>Of an unsafe velocity it takes the safe one that is least different; where none is safe, that with the most room, and among equals the stand. So what comes out has never less room than what went in, or is safe.
 */
public final class Shield {
  private static final double STEP_SECONDS = 0.1;
  private static final double STANDING = 0.02;
  /** Cosine of the angle (100°) from which on moving is moving away. */
  private static final double AWAY = -0.17;

  /** Standard deviations of a velocity that the disc of a person grows with. */
  private static final double SIGMAS = 2;

  private static final double[] SLOWER = {0.8, 0.6, 0.4, 0.2};
  private static final double[] TURNS_DEGREES = {20, -20, 40, -40, 65, -65, 90, -90, 135, -135, 180};
  private static final double[] HOLDS = {0, 0.5, 1};
  private static final double[] TURNED_SPEEDS = {1, 0.5};

  private final Robot robot;
  private final ShieldLimits limits;
  private final double horizon;
  private final Body imagined = new Body();

  public Shield(Robot robot, ShieldLimits limits) {
    this.robot = robot;
    this.limits = limits;
    horizon = Math.max(limits.horizonSeconds(), limits.reactionSeconds() + robot.stoppingSeconds());
  }

  /**
   * Judges a velocity.
   *
   * @param vx wanted, metres a second; NaN or infinite stops the robot
   * @param vy the same
   */
  public Ruling judge(double vx, double vy, Body body, Neighbours people, Clearance ground) {
    if (!Double.isFinite(vx + vy)) {
      return Ruling.stop("The plan is not a number.");
    }
    if (!body.isKnown()) {
      return Ruling.stop("Where the robot is, is not known.");
    }
    if (!people.isKnown()) {
      return Ruling.stop("Where somebody is, is not known.");
    }
    double wanted = margin(vx, vy, body, people, ground);
    if (wanted >= 0) {
      return new Ruling(vx, vy, Verdict.KEPT, "", wanted);
    }
    return safer(vx, vy, wanted, body, people, ground);
  }

  private Ruling safer(double vx, double vy, double wanted, Body body, Neighbours people, Clearance ground) {
    var choice = new Choice(vx, vy, collisionSeconds(vx, vy, body, people, ground), margin(0, 0, body, people, ground));
    for (double share : SLOWER) {
      choice.offer(vx * share, vy * share, Verdict.SLOWED, margin(vx * share, vy * share, body, people, ground));
    }
    double speed = robot.maxSpeed();
    double heading = Math.atan2(vy, vx);
    for (double turn : TURNS_DEGREES) {
      double angle = heading + Math.toRadians(turn);
      for (double share : TURNED_SPEEDS) {
        double turnedVx = Math.cos(angle) * speed * share;
        double turnedVy = Math.sin(angle) * speed * share;
        choice.offer(turnedVx, turnedVy, Verdict.TURNED, margin(turnedVx, turnedVy, body, people, ground));
      }
    }
    return choice.ruling(wanted);
  }

  /**
   * Least room within the time that the shield looks ahead, if the robot then does the best that it can: stops at once, or goes on for a moment and stops then. Metres; negative: somebody or something may be touched.
   *
   * @param vx that is followed until the next decision can act at least, metres a second
   * @param vy the same
   */
  public double margin(double vx, double vy, Body body, Neighbours people, Clearance ground) {
    double most = Double.NEGATIVE_INFINITY;
    for (double holdSeconds : HOLDS) {
      most = Math.max(most, margin(vx, vy, Math.max(holdSeconds, limits.reactionSeconds()), body, people, ground, most));
      if (most >= 0) {
        return most;
      }
    }
    return most;
  }

  /** Time to collision: seconds until somebody may be touched if the robot goes on as wanted; infinite: not within the time that the shield looks ahead. */
  private double collisionSeconds(double vx, double vy, Body body, Neighbours people, Clearance ground) {
    imagined.set(body);
    for (int step = 1; step * STEP_SECONDS <= horizon; step++) {
      imagined.drive(vx, vy, robot, STEP_SECONDS);
      if (room(people, step * STEP_SECONDS, false) < 0 || ground.metres(imagined.x(), imagined.y()) < robot.radius()) {
        return step * STEP_SECONDS;
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  private double margin(double vx, double vy, double holdSeconds, Body body, Neighbours people, Clearance ground, double enough) {
    imagined.set(body);
    double before = ground.metres(body.x(), body.y()) - robot.radius();
    double least = Double.MAX_VALUE;
    for (double seconds = 0; (seconds < horizon || imagined.speed() > STANDING) && least > enough; ) {
      boolean holding = seconds < holdSeconds;
      double step = holding ? Math.min(STEP_SECONDS, holdSeconds - seconds) : STEP_SECONDS;
      imagined.drive(holding ? vx : 0, holding ? vy : 0, robot, step);
      seconds += step;
      least = Math.min(least, room(people, seconds, seconds > horizon));
      double clear = ground.metres(imagined.x(), imagined.y()) - robot.radius();
      least = Math.min(least, clear < 0 && clear > before ? Double.MAX_VALUE : clear);
    }
    return least;
  }

  /**
   * Metres to the nearest person.
   *
   * @param ahead whether only those count towards whom the robot drives: what people may do to one that brakes is looked at no farther than the horizon
   */
  private double room(Neighbours people, double seconds, boolean ahead) {
    double circles = robot.radius() + people.personRadius() + limits.reserveMetres();
    double speed = imagined.speed();
    double least = Double.MAX_VALUE;
    for (int person = 0; person < people.count(); person++) {
      double dx = people.xAfter(person, seconds) - imagined.x();
      double dy = people.yAfter(person, seconds) - imagined.y();
      double distance = Math.sqrt(dx * dx + dy * dy);
      boolean towards = speed > STANDING && dx * imagined.vx() + dy * imagined.vy() > AWAY * speed * distance;
      if (ahead && !towards) {
        continue;
      }
      double stray = towards ? straySpeed(people, person) * (people.ageSeconds(person) + seconds) : 0;
      least = Math.min(least, distance - circles - stray);
    }
    return least;
  }

  /** Metres a second by which a person may leave the straight line: the faster one walks and the less is known of it, the more. */
  private double straySpeed(Neighbours people, int person) {
    return Math.max(limits.swerveSpeed(), Math.max(limits.swerveShare() * people.speed(person), SIGMAS * people.deviation(person)));
  }

  /** The best of what has been offered. */
  private static final class Choice {
    private final double wantedVx;
    private final double wantedVy;
    private final double collisionSeconds;
    private double vx;
    private double vy;
    private double margin;
    private Verdict verdict = Verdict.STOPPED;

    Choice(double wantedVx, double wantedVy, double collisionSeconds, double stopMargin) {
      this.wantedVx = wantedVx;
      this.wantedVy = wantedVy;
      this.collisionSeconds = collisionSeconds;
      margin = stopMargin;
    }

    void offer(double offeredVx, double offeredVy, Verdict offered, double offeredMargin) {
      boolean better = margin >= 0 ? offeredMargin >= 0 && change(offeredVx, offeredVy) < change(vx, vy) : offeredMargin > margin;
      if (better) {
        vx = offeredVx;
        vy = offeredVy;
        verdict = offered;
        margin = offeredMargin;
      }
    }

    Ruling ruling(double wantedMargin) {
      String what = margin >= 0 ? "The robot could not stop in time for what may come its way" : "Nothing is surely safe; this leaves the most room";
      String reason = collisionSeconds < Double.POSITIVE_INFINITY ? what + " in " + Math.round(10 * collisionSeconds) / 10.0 + " s." : what + ".";
      if (margin < wantedMargin) {
        return new Ruling(wantedVx, wantedVy, Verdict.KEPT, reason, wantedMargin);
      }
      return new Ruling(vx, vy, verdict, reason, margin);
    }

    private double change(double toVx, double toVy) {
      return (toVx - wantedVx) * (toVx - wantedVx) + (toVy - wantedVy) * (toVy - wantedVy);
    }
  }
}

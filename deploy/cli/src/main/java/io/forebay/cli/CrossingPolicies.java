package io.forebay.cli;

import io.forebay.cli.ReplayedCrowd.Track;
import io.forebay.motion.Forecast;
import io.forebay.steering.Body;
import io.forebay.steering.Clearance;
import io.forebay.steering.Neighbours;
import io.forebay.steering.Plan;
import io.forebay.steering.Planner;
import io.forebay.steering.Robot;
import io.forebay.steering.Ruling;
import io.forebay.steering.Shield;
import io.forebay.steering.ShieldLimits;
import io.forebay.steering.Verdict;
import io.forebay.steering.Weights;

/** Makes the policies that are compared. */
final class CrossingPolicies {
  private static final double[] HORIZONS = {0.4, 0.8, 1.2, 1.6, 2.0, 2.4, 2.8, 3.2, 3.6, 4.0, 4.4, 4.8};

  private final ReplayedCrowd crowd;
  private final Robot robot;
  private final double personRadius;
  private final Planner planner;
  private final Shield shield;
  private final Neighbours people;
  private final Forecast[] forecasts = new Forecast[256];
  static long nanos, plans; // TEMP

  CrossingPolicies(ReplayedCrowd crowd, Robot robot, double personRadius) {
    this.crowd = crowd;
    this.robot = robot;
    this.personRadius = personRadius;
    planner = new Planner(robot);
    shield = new Shield(robot, new ShieldLimits(Double.parseDouble(System.getProperty("swerve", "0.6")), 0.05, 0.1));
    people = new Neighbours(128, personRadius, HORIZONS);
    for (int i = 0; i < forecasts.length; i++) {
      forecasts[i] = new Forecast(1, HORIZONS.length);
    }
  }

  CrossingPolicy of(CrossingPolicy.Kind kind, Crossing crossing) {
    return switch (kind) {
      case ALWAYS_GO -> (seconds, body) -> go(body, crossing);
      case STOP_WHEN_NEAR -> (seconds, body) -> isNear(seconds, body) ? Ruling.stop("near") : go(body, crossing);
      case STEERING -> (seconds, body) -> steer(seconds, body, crossing);
    };
  }

  private static final double P0 = Double.parseDouble(System.getProperty("p0", "-9")), PX = Double.parseDouble(System.getProperty("px", "0")), PT = Double.parseDouble(System.getProperty("pt", "0"));
  private static final double SIG = Double.parseDouble(System.getProperty("sig", "0.25")), SIG0 = Double.parseDouble(System.getProperty("sig0", "0.05"));
  private static final boolean LERP = Boolean.getBoolean("lerp");

  private Ruling steer(double seconds, Body body, Crossing crossing) {
    people.begin(body);
    int used = 0;
    for (Track track : crowd.tracks()) {
      int at = track.sighting(seconds);
      if (at < 0 || seconds - track.seconds()[at] > 0.39 && at == track.seconds().length - 1) {
        continue;
      }
      double vx = 0;
      double vy = 0;
      double x = track.xs()[at], y = track.ys()[at], age = seconds - track.seconds()[at];
      if (LERP && at + 1 < track.seconds().length) {
        double dt = track.seconds()[at + 1] - track.seconds()[at];
        vx = (track.xs()[at + 1] - track.xs()[at]) / dt;
        vy = (track.ys()[at + 1] - track.ys()[at]) / dt;
        x += vx * age;
        y += vy * age;
        age = 0;
      } else if (at > 0) {
        double dt = track.seconds()[at] - track.seconds()[at - 1];
        vx = (track.xs()[at] - track.xs()[at - 1]) / dt;
        vy = (track.ys()[at] - track.ys()[at - 1]) / dt;
      }
      Forecast forecast = forecasts[used++];
      forecast.clear();
      forecast.add(1);
      for (int h = 0; h < HORIZONS.length; h++) {
        double t = HORIZONS[h];
        double sigma = SIG0 + SIG * t;
        forecast.set(0, h, x + vx * t, y + vy * t, sigma * sigma, 0, sigma * sigma);
      }
      people.add(x, y, vx, vy, age, forecast);
    }
    long t0 = System.nanoTime();
    Plan plan = planner.plan(body, crossing.goalX(), crossing.goalY(), people, Clearance.OPEN, Weights.DEFAULT, Double.hashCode(seconds) * 31L);
    Ruling r = shield.judge(plan.vx(), plan.vy(), body, people, Clearance.OPEN);
    if (P0 < crossing.startSeconds() && crossing.startSeconds() < P0 + 0.15 && Math.abs(crossing.fromX() - PX) < .1 && seconds > PT - 3 && seconds < PT + 1) {
      System.out.printf("t %.2f robot %.2f %.2f v %.2f %.2f plan %.2f %.2f risk %.3f ret %.2f -> %s %.2f %.2f margin %.2f |", seconds, body.x(), body.y(), body.vx(), body.vy(), plan.vx(), plan.vy(), plan.risk(), plan.expectedReturn(), r.verdict(), r.vx(), r.vy(), r.marginMetres());
      for (Track track : crowd.tracks()) if (track.isThere(seconds) && track.distance(seconds, body.x(), body.y()) < 2.5) { int k = track.sighting(seconds); int n = Math.min(k + 1, track.xs().length - 1); System.out.printf(" [%.2f: %.2f %.2f v %.2f %.2f]", track.distance(seconds, body.x(), body.y()), track.xs()[k], track.ys()[k], (track.xs()[n] - track.xs()[k]) / .4, (track.ys()[n] - track.ys()[k]) / .4); }
      System.out.println(" start");
    }
    nanos += System.nanoTime() - t0;
    plans++;
    return r;
  }

  private boolean isNear(double seconds, Body body) {
    double now = crowd.nearest(seconds, body.x(), body.y()) - robot.radius() - personRadius;
    return now < robot.stoppingMetres() + 0.5;
  }

  private Ruling go(Body body, Crossing crossing) {
    double distance = body.distance(crossing.goalX(), crossing.goalY());
    double speed = Math.min(robot.maxSpeed(), Math.sqrt(2 * robot.maxAcceleration() * distance)) / Math.max(distance, 1e-9);
    return new Ruling((crossing.goalX() - body.x()) * speed, (crossing.goalY() - body.y()) * speed, Verdict.KEPT, "", 0);
  }
}

package io.forebay.steering;

import io.forebay.motion.Forecast;
import java.util.Arrays;

/**
 * Where people may be during each step of a plan, laid out for being read thousands of times: for each step one stretch of the arrays, with an entry for each part of each person's forecast that the robot could meet then.
 */
final class Hazards {
  static final int STEPS = 12;
  static final double STEP_SECONDS = 0.4;
  /** Of more people, the nearest are planned for; the shield heeds all. */
  static final int PEOPLE_MAX = 24;
  static final int COMPONENTS_MAX = 2;
  static final int ENTRIES_MAX = PEOPLE_MAX * COMPONENTS_MAX;

  /** Room that a plan leaves beyond a touch, as the shield does. */
  private static final double RESERVE_METRES = 0.05;

  /** Standard deviations beyond which nobody is expected. */
  private static final double SIGMAS = 2.5;

  /** In the middle of the step, metres. */
  final double[] midX = new double[STEPS * ENTRIES_MAX];
  final double[] midY = new double[STEPS * ENTRIES_MAX];
  /** From the beginning of the step to its end, metres. */
  final double[] wayX = new double[STEPS * ENTRIES_MAX];
  final double[] wayY = new double[STEPS * ENTRIES_MAX];
  final double[] weight = new double[STEPS * ENTRIES_MAX];
  final double[] varianceX = new double[STEPS * ENTRIES_MAX];
  final double[] covariance = new double[STEPS * ENTRIES_MAX];
  final double[] varianceY = new double[STEPS * ENTRIES_MAX];
  /** Distance of the middles of both ways within a step from which on they do not matter, squared. */
  final double[] reachSquared = new double[STEPS * ENTRIES_MAX];
  /** Distance of two middles from which on nothing is to be feared, squared. */
  final double[] nearSquared = new double[STEPS * ENTRIES_MAX];
  final int[] entries = new int[STEPS];
  /** Whose entry it is: the same number in all steps, ascending. */
  final int[] slot = new int[STEPS * ENTRIES_MAX];
  /** Weight of each slot, and whose part it is. */
  final double[] slotWeight = new double[ENTRIES_MAX];
  final int[] slotPerson = new int[ENTRIES_MAX];
  int slots;

  private final Robot robot;
  private final int[] nearest = new int[PEOPLE_MAX];
  private final double[] distances = new double[PEOPLE_MAX];
  private final int[] heaviest = new int[COMPONENTS_MAX];
  private double circles;

  // one distribution, as found between two horizons
  private double x;
  private double y;
  private double sxx;
  private double sxy;
  private double syy;

  Hazards(Robot robot) {
    this.robot = robot;
  }

  /** Metres between two middles that are as near as a touch. */
  double circles() {
    return circles;
  }

  void load(Body body, Neighbours people, double comfortMetres) {
    circles = robot.radius() + people.personRadius() + RESERVE_METRES;
    Arrays.fill(entries, 0);
    slots = 0;
    int chosen = chooseNearest(body, people);
    for (int i = 0; i < chosen; i++) {
      add(body, people, i, comfortMetres);
    }
  }

  private int chooseNearest(Body body, Neighbours people) {
    int chosen = 0;
    for (int person = 0; person < people.count(); person++) {
      double distance = body.distance(people.xAfter(person, 0), people.yAfter(person, 0));
      int at = chosen < PEOPLE_MAX ? chosen++ : distance < distances[PEOPLE_MAX - 1] ? PEOPLE_MAX - 1 : -1;
      if (at < 0) {
        continue;
      }
      while (at > 0 && distances[at - 1] > distance) {
        distances[at] = distances[at - 1];
        nearest[at] = nearest[at - 1];
        at--;
      }
      distances[at] = distance;
      nearest[at] = person;
    }
    return chosen;
  }

  private void add(Body body, Neighbours people, int place, double comfortMetres) {
    int person = nearest[place];
    Forecast forecast = people.forecast(person);
    int components = chooseHeaviest(forecast);
    double total = 0;
    for (int i = 0; i < components; i++) {
      total += forecast.weight(heaviest[i]);
    }
    for (int i = 0; i < components; i++) {
      double beforeX = people.xAfter(person, 0);
      double beforeY = people.yAfter(person, 0);
      for (int step = 0; step < STEPS; step++) {
        at(people, person, heaviest[i], (step + 1) * STEP_SECONDS);
        double alongX = x - beforeX;
        double alongY = y - beforeY;
        double sigma = Math.sqrt(Math.max(sxx, syy));
        double robotWay = robot.maxSpeed() * STEP_SECONDS;
        double near = circles + Math.max(comfortMetres, SIGMAS * sigma);
        double reach = near + (Math.sqrt(alongX * alongX + alongY * alongY) + robotWay) / 2;
        double middleX = (x + beforeX) / 2;
        double middleY = (y + beforeY) / 2;
        if (body.distance(middleX, middleY) < reach + robot.maxSpeed() * (step + 1) * STEP_SECONDS) {
          int at = step * ENTRIES_MAX + entries[step]++;
          midX[at] = middleX;
          midY[at] = middleY;
          wayX[at] = alongX;
          wayY[at] = alongY;
          weight[at] = forecast.weight(heaviest[i]) / total;
          slot[at] = slots;
          varianceX[at] = sxx;
          covariance[at] = sxy;
          varianceY[at] = syy;
          reachSquared[at] = reach * reach;
          nearSquared[at] = near * near;
        }
        beforeX = x;
        beforeY = y;
      }
      slotWeight[slots] = forecast.weight(heaviest[i]) / total;
      slotPerson[slots] = place;
      slots++;
    }
  }

  private int chooseHeaviest(Forecast forecast) {
    int chosen = 0;
    for (int component = 0; component < forecast.components(); component++) {
      int at = chosen < COMPONENTS_MAX ? chosen++ : forecast.weight(component) > forecast.weight(heaviest[COMPONENTS_MAX - 1]) ? COMPONENTS_MAX - 1 : -1;
      if (at < 0) {
        continue;
      }
      while (at > 0 && forecast.weight(heaviest[at - 1]) < forecast.weight(component)) {
        heaviest[at] = heaviest[at - 1];
        at--;
      }
      heaviest[at] = component;
    }
    return chosen;
  }

  /** Reads a part of a forecast at a time from now, between its horizons on a straight line, after the last one going on as before it and the less sure the later. */
  private void at(Neighbours people, int person, int component, double seconds) {
    Forecast forecast = people.forecast(person);
    double wanted = people.ageSeconds(person) + seconds;
    int after = 0;
    int last = forecast.horizons() - 1;
    while (after < last && people.horizonSeconds(after) < wanted) {
      after++;
    }
    double afterSeconds = people.horizonSeconds(after);
    double beforeSeconds = after == 0 ? 0 : people.horizonSeconds(after - 1);
    double share = (wanted - beforeSeconds) / (afterSeconds - beforeSeconds);
    double keep = 1 - share;
    double spread = Math.min(1, share);
    double growth = Math.max(1, wanted / people.horizonSeconds(last)); // of a variance that grows with time, as that of a random walk
    if (after == 0) {
      double age = people.ageSeconds(person);
      x = keep * people.xAfter(person, -age) + share * forecast.x(component, 0);
      y = keep * people.yAfter(person, -age) + share * forecast.y(component, 0);
      sxx = growth * spread * forecast.varianceX(component, 0);
      sxy = growth * spread * forecast.covariance(component, 0);
      syy = growth * spread * forecast.varianceY(component, 0);
    } else {
      int before = after - 1;
      x = keep * forecast.x(component, before) + share * forecast.x(component, after);
      y = keep * forecast.y(component, before) + share * forecast.y(component, after);
      sxx = growth * ((1 - spread) * forecast.varianceX(component, before) + spread * forecast.varianceX(component, after));
      sxy = growth * ((1 - spread) * forecast.covariance(component, before) + spread * forecast.covariance(component, after));
      syy = growth * ((1 - spread) * forecast.varianceY(component, before) + spread * forecast.varianceY(component, after));
    }
  }
}

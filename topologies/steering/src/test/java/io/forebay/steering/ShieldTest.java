package io.forebay.steering;

import static io.forebay.steering.Surroundings.ROBOT;
import static io.forebay.steering.Surroundings.add;
import static io.forebay.steering.Surroundings.nobody;
import static io.forebay.steering.Surroundings.robot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShieldTest {
  private static final double ROUNDING = 1e-9;

  private final Shield shield = new Shield(ROBOT, ShieldLimits.DEFAULT);

  @Property(tries = 2_000)
  void neverMakesAnActionLessSafe(@ForAll long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    Body body = robot(0, 0, between(random, 1), between(random, 1));
    Neighbours people = crowd(random, body);
    double vx = between(random, 2);
    double vy = between(random, 2);
    Clearance wall = random.nextBoolean() ? Clearance.OPEN : (x, _) -> 1.5 - x;

    Ruling ruling = shield.judge(vx, vy, body, people, wall);

    double before = shield.margin(vx, vy, body, people, wall);
    double after = shield.margin(ruling.vx(), ruling.vy(), body, people, wall);
    assertThat(after).isGreaterThanOrEqualTo(Math.min(before, 0) - ROUNDING);
    assertThat(before >= 0).isEqualTo(ruling.verdict() == Verdict.KEPT && ruling.marginMetres() >= 0);
  }

  @Property(tries = 300)
  void neverDrivesIntoAPersonWhoStands(@ForAll long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    Body body = robot(0, 0, 0, 0);
    double angle = random.nextDouble(2 * Math.PI);
    double x = 2 * Math.cos(angle);
    double y = 2 * Math.sin(angle);
    for (int step = 0; step < 60; step++) {
      Neighbours people = nobody(body);
      add(people, x, y, 0, 0);
      Ruling ruling = shield.judge(x + between(random, 0.3), y + between(random, 0.3), body, people, Clearance.OPEN);
      body.drive(ruling.vx(), ruling.vy(), ROBOT, 0.1);
      assertThat(body.distance(x, y)).isGreaterThan(ROBOT.radius() + Surroundings.PERSON_RADIUS);
    }
  }

  @Test
  void keepsWhatNobodyIsInTheWayOf() {
    Body body = robot(0, 0, 1, 0);
    Neighbours people = nobody(body);
    add(people, 0, 5, 0, 0);

    assertThat(shield.judge(1.4, 0, body, people, Clearance.OPEN)).satisfies(
        ruling -> {
          assertThat(ruling.verdict()).isEqualTo(Verdict.KEPT);
          assertThat(ruling.vx()).isEqualTo(1.4);
          assertThat(ruling.reason()).isEmpty();
        });
  }

  @Test
  void keepsAWayOutOfTheReachOfSomebodyWhoComes() {
    Body body = robot(0, 0, 0, 0);
    Neighbours people = nobody(body);
    add(people, 1.5, 0.2, -1.2, 0);

    Ruling standing = shield.judge(0, 0, body, people, Clearance.OPEN);

    assertThat(standing.verdict()).isEqualTo(Verdict.TURNED);
    assertThat(standing.reason()).isNotEmpty();
    assertThat(standing.marginMetres()).isGreaterThan(shield.margin(0, 0, body, people, Clearance.OPEN));
  }

  @Test
  void stopsBeforeAWall() {
    Body body = robot(0, 0, 0, 0);
    Clearance wall = (x, _) -> 1 - x;
    for (int step = 0; step < 50; step++) {
      Ruling ruling = shield.judge(1.4, 0, body, nobody(body), wall);
      body.drive(ruling.vx(), ruling.vy(), ROBOT, 0.1);
    }
    assertThat(body.x()).isBetween(0.3, 1 - ROBOT.radius());
  }

  @ParameterizedTest
  @CsvSource({"NaN, 0, 0, 0", "0, Infinity, 0, 0", "1, 0, NaN, 0", "1, 0, 0, NaN"})
  void stopsForWhatIsNotANumber(double vx, double vy, double robotX, double personX) {
    Body body = robot(robotX, 0, 0, 0);
    Neighbours people = nobody(body);
    people.add(personX + 9, 0, 0, 0, 0, 0, Surroundings.walkingOn(9, 0, 0, 0));

    Ruling ruling = shield.judge(vx, vy, body, people, Clearance.OPEN);

    assertThat(ruling.verdict()).isEqualTo(Verdict.STOPPED);
    assertThat(ruling.vx()).isZero();
    assertThat(ruling.vy()).isZero();
  }

  @Test
  void leavesMoreRoomToSomebodyWhoWasSeenLongAgo() {
    Body body = robot(0, 0, 1.4, 0);
    Neighbours fresh = nobody(body);
    fresh.add(2, 0, 0, 0, 0, 0, Surroundings.walkingOn(2, 0, 0, 0));
    Neighbours old = nobody(body);
    old.add(2, 0, 0, 0, 0, 1, Surroundings.walkingOn(2, 0, 0, 0));

    assertThat(shield.margin(1.4, 0, body, old, Clearance.OPEN)).isLessThan(shield.margin(1.4, 0, body, fresh, Clearance.OPEN));
  }

  @Test
  void leavesMoreRoomToSomebodyOfWhomNoVelocityIsKnownYet() {
    Body body = robot(0, 0, 1.4, 0);
    Neighbours known = nobody(body);
    known.add(3, 0, 0, 0, 0, 0, Surroundings.walkingOn(3, 0, 0, 0));
    Neighbours newcomer = nobody(body);
    newcomer.add(3, 0, 0, 0, 1.5, 0, Surroundings.walkingOn(3, 0, 0, 0));

    assertThat(shield.margin(1.4, 0, body, known, Clearance.OPEN)).isNotNegative();
    assertThat(shield.margin(1.4, 0, body, newcomer, Clearance.OPEN)).isLessThan(shield.margin(1.4, 0, body, known, Clearance.OPEN));
  }

  @Test
  void leavesMoreRoomToTheFaster() {
    Body body = robot(0, 0, 1.4, 0);
    Neighbours people = nobody(body);
    people.add(0.7, 1.6, 3, 0, 0, 0, Surroundings.walkingOn(0.7, 1.6, 3, 0));
    var same = new Shield(ROBOT, new ShieldLimits(0.2, 0, 0.05, 1.5, 0.1));

    assertThat(shield.margin(1.4, 0.5, body, people, Clearance.OPEN)).isLessThan(same.margin(1.4, 0.5, body, people, Clearance.OPEN));
  }

  @Test
  void reckonsWithTheTimeUntilTheNextDecisionActs() {
    Body body = robot(0, 0, 1.4, 0);
    Neighbours people = standing(body, 1.7, 0);
    var slow = new Shield(ROBOT, new ShieldLimits(0.2, 0.15, 0.05, 1.5, 1));

    assertThat(shield.margin(1.4, 0, body, people, Clearance.OPEN)).isNotNegative();
    assertThat(slow.margin(1.4, 0, body, people, Clearance.OPEN)).isNegative();
  }

  @Test
  void keepsTheReserve() {
    Body body = robot(0, 0, 0, 0);
    Neighbours people = standing(body, 1.7, 0);
    var wide = new Shield(ROBOT, new ShieldLimits(0.2, 0.15, 1.05, 1.5, 0.1));

    assertThat(shield.margin(0, 0, body, people, Clearance.OPEN) - wide.margin(0, 0, body, people, Clearance.OPEN)).isCloseTo(1, within(ROUNDING));
  }

  @Test
  void letsGoOnPastSomebodyInWhoseWayTheRobotWouldStop() {
    Body body = robot(0, 0, 1.4, 0);
    Neighbours people = nobody(body);
    add(people, 0.5, 1.5, 0, -1.2);

    assertThat(shield.judge(1.4, 0, body, people, Clearance.OPEN).verdict()).isEqualTo(Verdict.KEPT);
    assertThat(shield.margin(0, 0, body, people, Clearance.OPEN)).isNegative();
  }

  @Test
  void reckonsWithTwoStandardDeviationsOfAVelocity() {
    Body body = robot(0, 0, 1.4, 0);
    Neighbours unsure = nobody(body);
    unsure.add(3, 0, 0, 0, 0.5, 0, Surroundings.walkingOn(3, 0, 0, 0));
    Neighbours sure = nobody(body);
    sure.add(3, 0, 0, 0, 0, 0, Surroundings.walkingOn(3, 0, 0, 0));
    var swerving = new Shield(ROBOT, new ShieldLimits(1, 0.15, 0.05, 1.5, 0.1));

    assertThat(shield.margin(1.4, 0, body, unsure, Clearance.OPEN)).isEqualTo(swerving.margin(1.4, 0, body, sure, Clearance.OPEN));
  }

  @Test
  void letsDriveAwayFromSomebodyWhoFollows() {
    Body body = robot(0, 0, 1.4, 0);
    Neighbours people = nobody(body);
    add(people, -0.75, 0, 1.2, 0);

    assertThat(shield.judge(1.4, 0, body, people, Clearance.OPEN).verdict()).isEqualTo(Verdict.KEPT);
  }

  @Test
  void looksAheadAsFarAsItIsTold() {
    Body body = robot(0, 0, 0, 0);
    Neighbours people = nobody(body);
    add(people, 3, 0, -1.2, 0);
    var far = new Shield(ROBOT, new ShieldLimits(0.2, 0.15, 0.05, 3, 0.1));

    assertThat(shield.judge(0, 0, body, people, Clearance.OPEN).verdict()).isEqualTo(Verdict.KEPT);
    assertThat(far.judge(0, 0, body, people, Clearance.OPEN).verdict()).isEqualTo(Verdict.TURNED);
  }

  @Test
  void looksAheadUntilTheRobotStandsAtLeast() {
    Body body = robot(0, 0, 1.4, 0);
    var shortsighted = new Shield(ROBOT, new ShieldLimits(0.2, 0.15, 0.05, 0.01, 0.1));

    assertThat(shortsighted.judge(1.4, 0, body, standing(body, 1.2, 0), Clearance.OPEN).verdict()).isNotEqualTo(Verdict.KEPT);
  }

  @Test
  void slowsWhereThatIsLeastDifferent() {
    Body body = robot(0, 0, 1, 0);

    Ruling ruling = shield.judge(1.4, 0, body, standing(body, 1.2, 0), Clearance.OPEN);

    assertThat(ruling.verdict()).isEqualTo(Verdict.SLOWED);
    assertThat(ruling.vx()).isBetween(0.01, 1.3);
    assertThat(ruling.vy()).isZero();
    assertThat(ruling.marginMetres()).isNotNegative();
  }

  @Test
  void turnsAtHalfSpeedWhereThatIsLeastDifferent() {
    Body body = robot(0, 0, 0, 0);
    Neighbours people = nobody(body);
    add(people, 0.9, 0, -0.4, 0);

    Ruling ruling = shield.judge(0.7, 0, body, people, Clearance.OPEN);

    assertThat(ruling.verdict()).isEqualTo(Verdict.TURNED);
    assertThat(Math.hypot(ruling.vx(), ruling.vy())).isCloseTo(0.7, within(ROUNDING));
  }

  @Test
  void takesTheLeastDifferentOfWhatIsSafe() {
    Body body = robot(0, 0, 1, 0);
    Clearance wall = (_, y) -> 0.5 - y;

    Ruling ruling = shield.judge(0.9, 1.07, body, nobody(body), wall);

    assertThat(ruling.vx()).isPositive();
    assertThat(Math.hypot(ruling.vx() - 0.9, ruling.vy() - 1.07)).isLessThan(1);
  }

  @Test
  void standsWhereNothingLeavesMoreRoom() {
    Body body = robot(0, 0, 0, 0);

    Ruling ruling = shield.judge(1.4, 0, body, nobody(body), (_, _) -> 0.1);

    assertThat(ruling.verdict()).isEqualTo(Verdict.STOPPED);
    assertThat(ruling.vx()).isZero();
    assertThat(ruling.marginMetres()).isNegative();
  }

  @Test
  void keepsWhatLeavesMoreRoomThanAllElseThoughItIsNotSafe() {
    Body body = robot(0, 0, 1.4, 0);
    Neighbours people = nobody(body);
    add(people, -1, 0, 5, 0);

    Ruling away = shield.judge(0, 1.4, body, people, Clearance.OPEN);

    assertThat(away.marginMetres()).isNegative().isEqualTo(shield.margin(away.vx(), away.vy(), body, people, Clearance.OPEN));
    assertThat(shield.judge(away.vx(), away.vy(), body, people, Clearance.OPEN).marginMetres()).isGreaterThanOrEqualTo(away.marginMetres());
  }

  @Test
  void letsLeaveAWallButNotGoFurtherIntoIt() {
    Body body = robot(0.1, 0, 0, 0);
    Clearance wall = (x, _) -> x;

    assertThat(shield.judge(1.4, 0, body, nobody(body), wall).verdict()).isEqualTo(Verdict.KEPT);
    assertThat(shield.judge(-1.4, 0, body, nobody(body), wall).verdict()).isNotEqualTo(Verdict.KEPT);
  }

  private static Neighbours standing(Body robot, double x, double y) {
    Neighbours people = nobody(robot);
    add(people, x, y, 0, 0);
    return people;
  }

  private static Neighbours crowd(RandomGenerator random, Body body) {
    Neighbours people = nobody(body);
    int count = random.nextInt(6);
    for (int person = 0; person < count; person++) {
      add(people, between(random, 3), between(random, 3), between(random, 2), between(random, 2));
    }
    return people;
  }

  private static double between(RandomGenerator random, double most) {
    return random.nextDouble(-most, most);
  }
}

package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.forebay.schemas.RobotPlan;
import io.forebay.schemas.ShieldVerdict;
import org.junit.jupiter.api.Test;

class DrivenRobotTest {
  private static RobotPlan plan(double velocityX) {
    return new RobotPlan(velocityX, 0.0, 0.0, 0.0, ShieldVerdict.KEPT, "", 9.0);
  }

  @Test
  void standsUntilItIsTold() {
    var robot = new DrivenRobot(1, 2, 1);
    robot.move(5);

    assertThat(robot.x()).isEqualTo(1);
    assertThat(robot.velocityX()).isZero();
  }

  @Test
  void speedsUpNoFasterThanItCan() {
    var robot = new DrivenRobot(0, 0, 2);
    robot.follow(plan(1));
    robot.move(0.25);

    assertThat(robot.velocityX()).isCloseTo(0.5, within(1e-12));
    assertThat(robot.x()).isCloseTo(0.0625, within(1e-12));
  }

  @Test
  void keepsTheSpeedThatItWasTold() {
    var robot = new DrivenRobot(0, 0, 2);
    robot.follow(plan(1));
    robot.move(1);
    robot.move(1);

    assertThat(robot.velocityX()).isEqualTo(1);
  }
}

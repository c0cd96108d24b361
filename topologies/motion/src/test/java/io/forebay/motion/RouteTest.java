package io.forebay.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RouteTest {
  private static final Ground WALL = new Ground(List.of(), List.of(new double[] {-5, 0, 5, 0}));

  @Test
  void headsForThePlaceWhereNothingIsInTheWay() {
    var route = new Route(WALL, 0, 3, 0.4);
    route.from(0, 1);
    assertThat(route.nextX()).isZero();
    assertThat(route.nextY()).isEqualTo(3);

    var open = new Route(Ground.open(), 7, 8, 0.4);
    open.from(-50_000, 0);
    assertThat(open.nextX()).isEqualTo(7);
  }

  @Test
  void leadsAroundAWallWithoutTouchingIt() {
    var route = new Route(WALL, 0, 3, 0.4);
    double x = 0;
    double y = -3;
    double walked = 0;
    for (int step = 0; step < 400 && Math.hypot(x, y - 3) > 0.1; step++) {
      route.from(x, y);
      double left = Math.hypot(route.nextX() - x, route.nextY() - y);
      double move = Math.min(0.05, left);
      x += (route.nextX() - x) / left * move;
      y += (route.nextY() - y) / left * move;
      walked += move;
      assertThat(WALL.clearance(x, y)).isGreaterThan(0.95 * 0.4 - 0.01);
    }
    assertThat(Math.hypot(x, y - 3)).isLessThanOrEqualTo(0.1);
    assertThat(walked).as("by one end of the wall, 5.4 m to the side").isCloseTo(12.4, within(0.8));
  }

  @Test
  void goesStraightWhereThereIsNoWay() {
    var closed = new Ground(List.of(), List.of(new double[] {-1, 2, 1, 2, 1, 4, -1, 4}));
    var route = new Route(closed, 0, 3, 0.4);
    route.from(0, -3);
    assertThat(route.nextX()).isZero();
    assertThat(route.nextY()).isEqualTo(3);
  }
}

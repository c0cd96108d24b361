package io.forebay.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroundTest {
  private static final Ground SQUARE_AND_WALL = new Ground(List.of(), List.of(new double[] {0, 0, 2, 0, 2, 2, 0, 2}, new double[] {10, -5, 10, 5}));

  @ParameterizedTest
  @CsvSource({"3, 1, 1", "1, 1, -1", "2, 1, 0", "5, 6, 5", "9, 0, 1", "10, 8, 3"})
  void tellsHowFarTheNearestObstacleIs(double x, double y, double metres) {
    assertThat(SQUARE_AND_WALL.clearance(x, y)).isCloseTo(metres, within(1e-9));
  }

  @Test
  void isFreeEverywhereWithoutObstacles() {
    assertThat(Ground.open().clearance(0, 0)).isInfinite();
  }

  @Test
  void walksAroundAWall() {
    var field = new PathField(SQUARE_AND_WALL, 12, 0);
    assertThat(field.distance(8, 0)).isBetween(10.0, 13.0);
    assertThat(field.distance(12, 3)).isCloseTo(3, within(0.3));
  }

  @Test
  void takesTheStraightLineOutsideOfTheGridAndWhereNoPathIs() {
    assertThat(new PathField(SQUARE_AND_WALL, 12, 0).distance(1_000, 0)).isCloseTo(988, within(1e-9));
    assertThat(new PathField(SQUARE_AND_WALL, 1, 1).distance(12, 1)).isCloseTo(11, within(1e-9));
  }

  @Test
  void refusesWhatIsNoOutline() {
    assertThatThrownBy(() -> new Ground(List.of(), List.of(new double[] {1, 2}))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("two corners");
    assertThatThrownBy(() -> new Goal("door", new double[] {1})).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("door");
    assertThatThrownBy(() -> new Goal("door", new double[] {1, Double.NaN})).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new Goal("door", new double[] {1, 100_001})).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("100001");
    assertThatThrownBy(() -> new Ground(List.of(), List.of(new double[] {1, 2, Double.POSITIVE_INFINITY, 4}))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("Infinity");
  }
}

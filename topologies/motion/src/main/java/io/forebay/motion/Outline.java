package io.forebay.motion;

/** Points, walls and polygons: x and y by turns, metres; the last corner joins the first where there are at least three. */
final class Outline {
  private Outline() {}

  /** Metres to the nearest point of the line. */
  static double distance(double[] outline, double x, double y) {
    int corners = outline.length / 2;
    double nearest = length(x - outline[0], y - outline[1]);
    int sides = corners < 3 ? corners - 1 : corners;
    for (int side = 0; side < sides; side++) {
      int from = 2 * side;
      int to = 2 * ((side + 1) % corners);
      nearest = Math.min(nearest, toSegment(x, y, outline[from], outline[from + 1], outline[to], outline[to + 1]));
    }
    return nearest;
  }

  private static double toSegment(double x, double y, double fromX, double fromY, double toX, double toY) {
    double alongX = toX - fromX;
    double alongY = toY - fromY;
    double square = alongX * alongX + alongY * alongY;
    double share = square == 0 ? 0 : Math.clamp(((x - fromX) * alongX + (y - fromY) * alongY) / square, 0, 1);
    return length(x - fromX - share * alongX, y - fromY - share * alongY);
  }

  /** Called thousands of times for a plan; {@code Math.hypot} takes ten times as long, for numbers larger than any scene. */
  private static double length(double x, double y) {
    return Math.sqrt(x * x + y * y);
  }

  /** Whether a point is inside, by the even-odd rule. */
  static boolean contains(double[] outline, double x, double y) {
    boolean inside = false;
    int corners = outline.length / 2;
    for (int corner = 0; corner < corners; corner++) {
      int to = 2 * corner;
      int from = 2 * ((corner + corners - 1) % corners);
      boolean crosses = outline[to + 1] > y != outline[from + 1] > y;
      if (crosses && x < (outline[from] - outline[to]) * (y - outline[to + 1]) / (outline[from + 1] - outline[to + 1]) + outline[to]) {
        inside = !inside;
      }
    }
    return inside;
  }
}

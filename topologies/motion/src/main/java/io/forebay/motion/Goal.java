package io.forebay.motion;

/** A place that people head for. */
public final class Goal {
  private final String id;
  private final double[] outline;

  /**
   * @param id unique in its scene
   * @param outline x and y by turns, metres, each within ±100 km: one point, a line of two, or the corners of a polygon in order
   */
  public Goal(String id, double... outline) {
    if (outline.length < 2 || outline.length % 2 != 0) {
      throw new IllegalArgumentException("Goal " + id + " needs at least one point, x and y by turns; got " + outline.length + " numbers.");
    }
    for (double number : outline) {
      if (!(Math.abs(number) <= Plausibility.METRES_MAX)) {
        throw new IllegalArgumentException("Goal " + id + " has a corner at " + number + "; coordinates are numbers from -100000 to 100000 metres.");
      }
    }
    this.id = id;
    this.outline = outline.clone();
  }

  public String id() {
    return id;
  }

  public double[] outline() {
    return outline.clone();
  }

  double centreX() {
    return mean(0);
  }

  double centreY() {
    return mean(1);
  }

  private double mean(int offset) {
    double sum = 0;
    for (int at = offset; at < outline.length; at += 2) {
      sum += outline[at];
    }
    return sum / (outline.length / 2.0);
  }

  /** Metres to the nearest point of it; 0 inside. */
  double distance(double x, double y) {
    return outline.length >= 6 && Outline.contains(outline, x, y) ? 0 : Outline.distance(outline, x, y);
  }
}

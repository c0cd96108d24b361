package io.forebay.motion;

/**
 * Where somebody may be at some times ahead: a mixture of two-dimensional normal distributions, with the same weights at each time. Filled anew for each decision,
 * so that deciding allocates nothing; belongs to one thread.
 */
public final class Forecast {
  private static final int NUMBERS = 5;

  private final int componentsMax;
  private final int horizons;
  private final double[] weights;
  private final double[] numbers;
  private int components;

  /**
   * @param componentsMax most parts of the mixture
   * @param horizons times ahead
   */
  public Forecast(int componentsMax, int horizons) {
    this.componentsMax = componentsMax;
    this.horizons = horizons;
    weights = new double[componentsMax];
    numbers = new double[componentsMax * horizons * NUMBERS];
  }

  /** Makes it empty. */
  public void clear() {
    components = 0;
  }

  /**
   * Adds a part, whose distributions are to be set then.
   *
   * @param weight 0 to 1; those of all parts sum to 1
   * @return its number
   */
  public int add(double weight) {
    if (components == componentsMax) {
      throw new IllegalStateException("A forecast of at most " + componentsMax + " components is full.");
    }
    weights[components] = weight;
    return components++;
  }

  /**
   * Sets one distribution.
   *
   * @param x mean, metres
   * @param y mean, metres
   * @param varianceX square metres
   * @param covariance of x and y, square metres
   * @param varianceY square metres
   */
  public void set(int component, int horizon, double x, double y, double varianceX, double covariance, double varianceY) {
    int at = at(component, horizon);
    numbers[at] = x;
    numbers[at + 1] = y;
    numbers[at + 2] = varianceX;
    numbers[at + 3] = covariance;
    numbers[at + 4] = varianceY;
  }

  public int components() {
    return components;
  }

  public int horizons() {
    return horizons;
  }

  public double weight(int component) {
    return weights[component];
  }

  public double x(int component, int horizon) {
    return numbers[at(component, horizon)];
  }

  public double y(int component, int horizon) {
    return numbers[at(component, horizon) + 1];
  }

  public double varianceX(int component, int horizon) {
    return numbers[at(component, horizon) + 2];
  }

  public double covariance(int component, int horizon) {
    return numbers[at(component, horizon) + 3];
  }

  public double varianceY(int component, int horizon) {
    return numbers[at(component, horizon) + 4];
  }

  private int at(int component, int horizon) {
    return (component * horizons + horizon) * NUMBERS;
  }
}

package io.forebay.runtime;

import java.util.function.DoubleSupplier;

/** A value that goes up and down and is asked for at each scrape; a gauge that follows nothing is not shown. */
public final class Gauge {
  private volatile DoubleSupplier source = () -> Double.NaN;

  Gauge() {}

  /** From now on shows what the supplier says, which answers at once, from any thread, and NaN for "nothing to tell". */
  public void follow(DoubleSupplier supplier) {
    source = supplier;
  }

  double value() {
    return source.getAsDouble();
  }
}

package io.forebay.classifier;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A trained linear model: an exact weight for each named signal, a quantised one for each bucket of hashed terms, and the
 * calibration of the sum.
 *
 * <p>A bucket's weight is one signed byte times a common step, which costs no measurable accuracy and a quarter of the size.
 * Immutable and shareable.
 */
final class LinearModel {
  private static final int MAX_SIGNALS = 4_096;

  private final String version;
  private final float[] signals;
  private final byte[] buckets;
  private final float step;
  private final float bias;
  private final Calibration calibration;

  private LinearModel(String version, float[] signals, byte[] buckets, float step, float bias, Calibration calibration) {
    this.version = version;
    this.signals = signals;
    this.buckets = buckets;
    this.step = step;
    this.bias = bias;
    this.calibration = calibration;
  }

  /**
   * Quantises trained weights.
   *
   * @param weights signals, then buckets, then the bias
   */
  static LinearModel of(String version, double[] weights, int signalCount, Calibration calibration) {
    float[] signals = new float[signalCount];
    for (int i = 0; i < signalCount; i++) {
      signals[i] = (float) weights[i];
    }
    int bucketCount = weights.length - 1 - signalCount;
    double largest = 1e-9;
    for (int i = 0; i < bucketCount; i++) {
      largest = Math.max(largest, Math.abs(weights[signalCount + i]));
    }
    float step = (float) (largest / 127);
    byte[] buckets = new byte[bucketCount];
    for (int i = 0; i < bucketCount; i++) {
      buckets[i] = (byte) Math.clamp(Math.round(weights[signalCount + i] / step), -127, 127);
    }
    return new LinearModel(version, signals, buckets, step, (float) weights[weights.length - 1], calibration);
  }

  String version() {
    return version;
  }

  Calibration calibration() {
    return calibration;
  }

  /** The log odds of a vector. */
  double logOdds(FeatureVector vector) {
    return logOdds(vector, 1);
  }

  /**
   * The log odds where terms that together speak for a yes count in part.
   *
   * @param trust in such terms, 0 to 1
   */
  double logOdds(FeatureVector vector, double trust) {
    double sum = bias;
    double terms = 0;
    for (int i = 0; i < vector.size(); i++) {
      if (vector.index(i) < signals.length) {
        sum += contribution(vector, i);
      } else {
        terms += contribution(vector, i);
      }
    }
    return calibration.logOdds(sum + (terms > 0 ? trust * terms : terms));
  }

  /** What the element at a place of the vector adds to the log odds. */
  double contribution(FeatureVector vector, int at) {
    int index = vector.index(at);
    return vector.value(at) * (index < signals.length ? signals[index] : step * buckets[index - signals.length]);
  }

  void write(DataOutput out) throws IOException {
    out.writeUTF(version);
    out.writeDouble(calibration.slope());
    out.writeDouble(calibration.offset());
    out.writeFloat(bias);
    out.writeInt(signals.length);
    for (float signal : signals) {
      out.writeFloat(signal);
    }
    out.writeFloat(step);
    out.writeByte(Integer.numberOfTrailingZeros(buckets.length));
    out.write(buckets);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if it is cut short, or made for other signals or another table than this code extracts
   */
  static LinearModel read(DataInput in, int signalCount, int bucketBits) throws IOException {
    String version = in.readUTF();
    var calibration = new Calibration(in.readDouble(), in.readDouble());
    float bias = in.readFloat();
    int storedSignals = in.readInt();
    if (storedSignals != signalCount || storedSignals > MAX_SIGNALS) {
      throw new IOException("the model " + version + " has " + storedSignals + " signals, this code extracts " + signalCount + "; train it again");
    }
    float[] signals = new float[signalCount];
    for (int i = 0; i < signalCount; i++) {
      signals[i] = in.readFloat();
    }
    float step = in.readFloat();
    int storedBits = in.readByte();
    if (storedBits != bucketBits) {
      throw new IOException("the model " + version + " has 2^" + storedBits + " buckets, this code addresses 2^" + bucketBits + "; train it again");
    }
    byte[] buckets = new byte[1 << bucketBits];
    in.readFully(buckets);
    return new LinearModel(version, signals, buckets, step, bias, calibration);
  }
}

package io.forebay.features;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A trained model that tells labels apart by named features, with calibrated probabilities. Immutable and shareable between threads;
 * each thread asks through a {@link FeatureReader} of its own.
 */
public final class FeatureModel {
  /** Bytes of a written model at most, so that it fits a record of Kafka's default size. */
  public static final int BYTES_MAX = 1_000_000;

  private static final int MAGIC = 0x46424d;
  private static final int VERSION = 1;

  private final List<String> labels;
  private final List<String> features;
  private final LinearScores linear;
  private final TreeScores trees;
  private final Blend blend;

  FeatureModel(List<String> labels, List<String> features, LinearScores linear, TreeScores trees, Blend blend) {
    this.labels = List.copyOf(labels);
    this.features = List.copyOf(features);
    this.linear = linear;
    this.trees = trees;
    this.blend = blend;
  }

  /** What is told apart, in the order of the probabilities. */
  public List<String> labels() {
    return labels;
  }

  /** Names that are read, in the order of the values. */
  public List<String> features() {
    return features;
  }

  /** A reader for one thread. */
  public FeatureReader reader() {
    return new FeatureReader(this);
  }

  /**
   * Fills in the probability of each label.
   *
   * @param values by feature, NaN where missing, none infinite
   * @param probabilities by label, overwritten
   */
  void fill(double[] values, double[] probabilities) {
    Arrays.fill(probabilities, 0);
    if (blend.linear() > 0) {
      linear.addTo(values, blend.linear(), probabilities);
    }
    if (blend.trees() > 0) {
      trees.addTo(values, blend.trees(), probabilities);
    }
    Softmax.apply(probabilities);
  }

  /**
   * The model as bytes.
   *
   * @throws IllegalStateException if they are more than {@link #BYTES_MAX}
   */
  public byte[] toBytes() {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC << 8 | VERSION);
      writeNames(out, labels);
      writeNames(out, features);
      out.writeDouble(blend.linear());
      out.writeDouble(blend.trees());
      linear.write(out);
      trees.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (bytes.size() > BYTES_MAX) {
      throw new IllegalStateException("the model takes " + bytes.size() + " bytes, more than " + BYTES_MAX + "; train it with fewer rounds or leaves");
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws IOException if it is something else, cut short, too long or inconsistent
   */
  public static FeatureModel of(byte[] bytes) throws IOException {
    if (bytes.length > BYTES_MAX) {
      throw new IOException("the model has " + bytes.length + " bytes, more than " + BYTES_MAX);
    }
    var in = new DataInputStream(new ByteArrayInputStream(bytes));
    try {
      int head = in.readInt();
      if (head >>> 8 != MAGIC) {
        throw new IOException("these " + bytes.length + " bytes are no model of features");
      }
      if ((head & 0xff) != VERSION) {
        throw new IOException("the model has format " + (head & 0xff) + ", this code reads " + VERSION + "; train it again");
      }
      List<String> labels = readNames(in, Examples.LABELS_MAX);
      List<String> features = readNames(in, Examples.FEATURES_MAX);
      if (4L * labels.size() * features.size() > bytes.length) {
        throw new IOException("the model is cut short; train it again");
      }
      Blend blend = new Blend(in.readDouble(), in.readDouble());
      LinearScores linear = LinearScores.read(in, labels.size(), features.size());
      TreeScores trees = TreeScores.read(in, labels.size(), features.size());
      if (in.read() >= 0) {
        throw new IOException("the model has bytes behind its end; train it again");
      }
      return new FeatureModel(labels, features, linear, trees, blend);
    } catch (EOFException e) {
      throw new IOException("the model is cut short; train it again", e);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static void writeNames(DataOutputStream out, List<String> names) throws IOException {
    out.writeShort(names.size());
    for (String name : names) {
      out.writeUTF(name);
    }
  }

  private static List<String> readNames(DataInputStream in, int max) throws IOException {
    int count = in.readUnsignedShort();
    if (count == 0 || count > max) {
      throw new IOException("the model has " + count + " names where 1 to " + max + " may stand; train it again");
    }
    List<String> names = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      names.add(in.readUTF());
    }
    return names;
  }
}

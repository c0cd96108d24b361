package io.forebay.scriptedmodel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/**
 * A vector for a text: each word adds to a place that its hash tells, and the length is 1. The same text has the same vector everywhere, and texts that share
 * words are near each other ("feature hashing", Weinberger et al. 2009).
 */
final class Embedding {
  static final int DIMENSIONS = 64;
  static final int DIMENSIONS_MAX = 4096;

  private Embedding() {}

  static float[] of(String text, int dimensions) {
    float[] vector = new float[dimensions];
    for (String word : Words.of(text)) {
      int hash = word.hashCode() * 0x9E3779B9;
      vector[Integer.remainderUnsigned(hash >>> 1, dimensions)] += (hash & 1) == 0 ? 1 : -1;
    }
    double square = 0;
    for (float value : vector) {
      square += value * value;
    }
    if (square == 0) {
      vector[0] = 1;
      return vector;
    }
    for (int i = 0; i < dimensions; i++) {
      vector[i] = (float) (vector[i] / Math.sqrt(square));
    }
    return vector;
  }

  /** As OpenAI's clients ask for it: little-endian floats in Base64. */
  static String base64(float[] vector) {
    ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : vector) {
      bytes.putFloat(value);
    }
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}

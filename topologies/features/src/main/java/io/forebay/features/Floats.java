package io.forebay.features;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How numbers of a model stand in its bytes: as 32 bits, always finite. */
final class Floats {
  private Floats() {}

  static void write(DataOutput out, float[] numbers) throws IOException {
    for (float number : numbers) {
      out.writeFloat(number);
    }
  }

  static float[] read(DataInput in, int count) throws IOException {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = read(in);
    }
    return numbers;
  }

  static float read(DataInput in) throws IOException {
    float number = in.readFloat();
    if (!Float.isFinite(number)) {
      throw new IOException("a number of the model is not finite; train it again");
    }
    return number;
  }
}

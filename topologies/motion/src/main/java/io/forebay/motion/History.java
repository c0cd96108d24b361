package io.forebay.motion;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The last positions of one person, with straight lines between them: enough for five seconds of them, at most ten a second. */
final class History {
  private static final int CAPACITY = 64;

  /** Shorter steps than this take the place of the last position but one: what is learned needs no more. */
  private static final double STEP_MIN = 0.09;

  private final double[] seconds = new double[CAPACITY];
  private final double[] xs = new double[CAPACITY];
  private final double[] ys = new double[CAPACITY];
  private int size;
  private int newest = -1;
  private double x;
  private double y;

  void clear() {
    size = 0;
    newest = -1;
  }

  void add(double time, double atX, double atY) {
    if (size > 1 && time - seconds[index(1)] < STEP_MIN) {
      set(newest, time, atX, atY);
      return;
    }
    newest = (newest + 1) % CAPACITY;
    size = Math.min(size + 1, CAPACITY);
    set(newest, time, atX, atY);
  }

  int size() {
    return size;
  }

  /** Time of the newest, seconds; only where there is one. */
  double last() {
    return seconds[newest];
  }

  /** Time of the oldest, seconds; only where there is one. */
  double first() {
    return seconds[index(size - 1)];
  }

  /** Finds where it was at a time; before the oldest that is there, after the newest there. The place is read from {@link #x()} and {@link #y()}. */
  void find(double time) {
    int later = newest;
    if (size == 1 || time >= seconds[later]) {
      place(later);
      return;
    }
    for (int back = 1; back < size; back++) {
      int earlier = index(back);
      if (seconds[earlier] <= time) {
        double share = (time - seconds[earlier]) / (seconds[later] - seconds[earlier]);
        x = xs[earlier] + share * (xs[later] - xs[earlier]);
        y = ys[earlier] + share * (ys[later] - ys[earlier]);
        return;
      }
      later = earlier;
    }
    place(later);
  }

  double x() {
    return x;
  }

  double y() {
    return y;
  }

  private void place(int index) {
    x = xs[index];
    y = ys[index];
  }

  private void set(int index, double time, double atX, double atY) {
    seconds[index] = time;
    xs[index] = atX;
    ys[index] = atY;
  }

  private int index(int back) {
    return Math.floorMod(newest - back, CAPACITY);
  }

  void write(DataOutput out) throws IOException {
    out.writeByte(size);
    for (int back = size - 1; back >= 0; back--) {
      int index = index(back);
      out.writeDouble(seconds[index]);
      out.writeDouble(xs[index]);
      out.writeDouble(ys[index]);
    }
  }

  void read(DataInput in) throws IOException {
    clear();
    int count = in.readByte();
    for (int entry = 0; entry < count; entry++) {
      newest = (newest + 1) % CAPACITY;
      size = Math.min(size + 1, CAPACITY);
      set(newest, in.readDouble(), in.readDouble(), in.readDouble());
    }
  }
}

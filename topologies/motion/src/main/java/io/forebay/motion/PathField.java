package io.forebay.motion;

import java.util.Arrays;

/**
 * How far it is to walk to one place around the obstacles of a scene: a grid of bounded size, filled by Dijkstra's algorithm over eight neighbours. Outside of the grid, and where
 * no path is, the straight line counts.
 */
final class PathField {
  private static final int SIDE = 96;
  private static final double BODY_METRES = 0.25;
  private static final double MARGIN_METRES = 4;
  private static final int NEIGHBOURS = 8;
  private static final int[] ACROSS = {1, -1, 0, 0, 1, 1, -1, -1};
  private static final int[] DOWN = {0, 0, 1, -1, 1, -1, 1, -1};

  private final double goalX;
  private final double goalY;
  private final double left;
  private final double bottom;
  private final double cell;
  private final float[] metres = new float[SIDE * SIDE];

  PathField(Ground ground, double goalX, double goalY) {
    this.goalX = goalX;
    this.goalY = goalY;
    double minX = goalX;
    double minY = goalY;
    double maxX = goalX;
    double maxY = goalY;
    for (double[] outline : ground.obstacles()) {
      for (int at = 0; at < outline.length; at += 2) {
        minX = Math.min(minX, outline[at]);
        maxX = Math.max(maxX, outline[at]);
        minY = Math.min(minY, outline[at + 1]);
        maxY = Math.max(maxY, outline[at + 1]);
      }
    }
    left = minX - MARGIN_METRES;
    bottom = minY - MARGIN_METRES;
    cell = Math.max(maxX - minX, maxY - minY) / (SIDE - 1) + 2 * MARGIN_METRES / (SIDE - 1);
    fill(blocked(ground));
  }

  /** Metres to walk. */
  double distance(double x, double y) {
    int column = (int) Math.round((x - left) / cell);
    int row = (int) Math.round((y - bottom) / cell);
    double straight = Math.hypot(goalX - x, goalY - y);
    if (column < 0 || row < 0 || column >= SIDE || row >= SIDE) {
      return straight;
    }
    float walked = metres[row * SIDE + column];
    return Float.isInfinite(walked) ? straight : Math.max(straight, walked);
  }

  double goalX() {
    return goalX;
  }

  double goalY() {
    return goalY;
  }

  private boolean[] blocked(Ground ground) {
    var blocked = new boolean[SIDE * SIDE];
    for (int at = 0; at < blocked.length; at++) {
      blocked[at] = ground.clearance(left + at % SIDE * cell, bottom + row(at) * cell) < Math.max(BODY_METRES, cell / 2);
    }
    return blocked;
  }

  private static int row(int at) {
    return at / SIDE;
  }

  /** Dijkstra with a ring of buckets (Dial, 1969): exact to a tenth of a cell, and no queue that allocates for each entry. */
  private void fill(boolean[] blocked) {
    Arrays.fill(metres, Float.POSITIVE_INFINITY);
    var tenths = new int[SIDE * SIDE];
    Arrays.fill(tenths, Integer.MAX_VALUE);
    var buckets = new IntQueue[15];
    Arrays.setAll(buckets, _ -> new IntQueue());
    int start = Math.clamp(Math.round((goalY - bottom) / cell), 0, SIDE - 1) * SIDE + Math.clamp(Math.round((goalX - left) / cell), 0, SIDE - 1);
    tenths[start] = 0;
    buckets[0].add(start);
    int queued = 1;
    for (int cost = 0; queued > 0; cost++) {
      IntQueue bucket = buckets[cost % buckets.length];
      while (!bucket.isEmpty()) {
        int at = bucket.take();
        queued--;
        if (tenths[at] == cost) {
          metres[at] = (float) (cost * cell / 10);
          queued += spread(at, cost, blocked, tenths, buckets);
        }
      }
    }
  }

  private static int spread(int at, int cost, boolean[] blocked, int[] tenths, IntQueue[] buckets) {
    int added = 0;
    for (int neighbour = 0; neighbour < NEIGHBOURS; neighbour++) {
      int column = at % SIDE + ACROSS[neighbour];
      int row = row(at) + DOWN[neighbour];
      if (column < 0 || row < 0 || column >= SIDE || row >= SIDE) {
        continue;
      }
      int next = row * SIDE + column;
      int further = cost + (neighbour < 4 ? 10 : 14);
      if (!blocked[next] && further < tenths[next]) {
        tenths[next] = further;
        buckets[further % buckets.length].add(next);
        added++;
      }
    }
    return added;
  }

  /** Numbers in and out at the same end. */
  private static final class IntQueue {
    private int[] numbers = new int[64];
    private int size;

    void add(int number) {
      if (size == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * size);
      }
      numbers[size++] = number;
    }

    int take() {
      return numbers[--size];
    }

    boolean isEmpty() {
      return size == 0;
    }
  }
}

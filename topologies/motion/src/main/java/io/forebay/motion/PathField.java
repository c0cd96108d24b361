package io.forebay.motion;

import java.util.Arrays;

/**
 * How far it is to walk to one place around the obstacles of a scene: a grid of bounded size, filled by Dijkstra's algorithm over eight neighbours. Outside of the grid, and where
 * no path is, the straight line counts.
 */
final class PathField {
  private static final int SIDE = 96;
  private static final double PERSON_RADIUS = 0.25;
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

  /** For a person. */
  PathField(Ground ground, double goalX, double goalY) {
    this(ground, goalX, goalY, PERSON_RADIUS);
  }

  /**
   * @param radius of who walks, metres
   */
  PathField(Ground ground, double goalX, double goalY, double radius) {
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
    fill(blocked(ground, radius));
  }

  /** Metres to walk. */
  double distance(double x, double y) {
    int at = cell(x, y);
    double straight = Math.hypot(goalX - x, goalY - y);
    return at < 0 || Float.isInfinite(metres[at]) ? straight : Math.max(straight, metres[at]);
  }

  /** The cell of a place; negative: outside. */
  int cell(double x, double y) {
    long column = Math.round((x - left) / cell);
    long row = Math.round((y - bottom) / cell);
    return column < 0 || row < 0 || column >= SIDE || row >= SIDE ? -1 : (int) (row * SIDE + column);
  }

  /** The cell beside one from which it is shortest; negative: none is nearer to the place. */
  int nearer(int at) {
    int nearest = -1;
    float least = metres[at];
    for (int neighbour = 0; neighbour < NEIGHBOURS; neighbour++) {
      int column = at % SIDE + ACROSS[neighbour];
      int row = row(at) + DOWN[neighbour];
      if (column >= 0 && row >= 0 && column < SIDE && row < SIDE && metres[row * SIDE + column] < least) {
        nearest = row * SIDE + column;
        least = metres[nearest];
      }
    }
    return nearest;
  }

  /** The middle of a cell. */
  double x(int at) {
    return left + at % SIDE * cell;
  }

  /** The same. */
  double y(int at) {
    return bottom + row(at) * cell;
  }

  double goalX() {
    return goalX;
  }

  double goalY() {
    return goalY;
  }

  private static int row(int at) {
    return at / SIDE;
  }

  private boolean[] blocked(Ground ground, double radius) {
    var blocked = new boolean[SIDE * SIDE];
    for (int at = 0; at < blocked.length; at++) {
      blocked[at] = ground.clearance(x(at), y(at)) < Math.max(radius, cell / 2);
    }
    return blocked;
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

package io.forebay.dispatch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Up to {@value #ACTIONS_MAX} waiting actions in their order, packed: twelve bytes each beside the bytes of the id.
 *
 * <p>Objects for each action would take twice the memory and, worse, be walked by the garbage collector again and again while a
 * million of them wait.
 *
 * <p>The action at a position has its order in {@code orders[first + position]}; its id begins in {@code ids} at {@code
 * starts[first + position]} and ends where the next one begins.
 */
final class WaitingBlock {
  static final int ACTIONS_MAX = 256;
  private static final int ACTIONS_MIN = 4;

  private long[] orders;
  private int[] starts;
  private byte[] ids;
  private int first;
  private int end;

  WaitingBlock() {
    this(ACTIONS_MIN, 0);
  }

  private WaitingBlock(int actions, int bytes) {
    orders = new long[actions];
    starts = new int[actions + 1];
    ids = new byte[bytes];
  }

  int size() {
    return end - first;
  }

  boolean isFull() {
    return size() == ACTIONS_MAX;
  }

  long order(int position) {
    return orders[first + position];
  }

  String id(int position) {
    int start = starts[first + position];
    return new String(ids, start, starts[first + position + 1] - start, StandardCharsets.UTF_8);
  }

  /** Where the action is, or, if it is not here, {@code -1} less the position where it would be. */
  int find(long order, byte[] id) {
    int low = 0;
    int high = size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int compared = compare(middle, order, id);
      if (compared == 0) {
        return middle;
      }
      if (compared < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1 - low;
  }

  /** Compares the action at the position with another: by order, then by the bytes of the id. */
  int compare(int position, long order, byte[] id) {
    int index = first + position;
    return orders[index] != order
        ? Long.compare(orders[index], order)
        : Arrays.compareUnsigned(ids, starts[index], starts[index + 1], id, 0, id.length);
  }

  /** Puts an action where {@link #find} says; there must be room. */
  void insert(int position, long order, byte[] id) {
    makeRoom(1, id.length);
    int index = first + position;
    int start = starts[index];
    System.arraycopy(ids, start, ids, start + id.length, starts[end] - start);
    System.arraycopy(id, 0, ids, start, id.length);
    System.arraycopy(orders, index, orders, index + 1, end - index);
    orders[index] = order;
    end++;
    for (int i = end; i > index; i--) {
      starts[i] = starts[i - 1] + id.length;
    }
  }

  void remove(int position) {
    if (position == 0) {
      first++;
      return;
    }
    int index = first + position;
    int length = starts[index + 1] - starts[index];
    System.arraycopy(ids, starts[index + 1], ids, starts[index], starts[end] - starts[index + 1]);
    System.arraycopy(orders, index + 1, orders, index, end - index - 1);
    for (int i = index + 1; i < end; i++) {
      starts[i] = starts[i + 1] - length;
    }
    end--;
  }

  /** Keeps the first half and answers the other. */
  WaitingBlock split() {
    int middle = first + size() / 2;
    WaitingBlock upper = copy(middle, end, ACTIONS_MAX);
    WaitingBlock lower = copy(first, middle, ACTIONS_MAX);
    take(lower);
    return upper;
  }

  /** Takes all actions of the block that follows; there must be room. */
  void absorb(WaitingBlock next) {
    int bytes = next.starts[next.end] - next.starts[next.first];
    makeRoom(next.size(), bytes);
    System.arraycopy(next.orders, next.first, orders, end, next.size());
    System.arraycopy(next.ids, next.starts[next.first], ids, starts[end], bytes);
    int shift = starts[end] - next.starts[next.first];
    for (int i = 1; i <= next.size(); i++) {
      starts[end + i] = next.starts[next.first + i] + shift;
    }
    end += next.size();
  }

  /** Gives back the memory that it would need to grow. */
  void trim() {
    take(copy(first, end, size()));
  }

  private void makeRoom(int actions, int bytes) {
    boolean fits = end + actions <= orders.length && starts[end] + bytes <= ids.length;
    if (fits) {
      return;
    }
    int needed = size() + actions;
    int room = needed <= orders.length ? orders.length : Math.min(ACTIONS_MAX, Math.max(needed, 2 * orders.length));
    WaitingBlock larger = copy(first, end, room);
    int used = larger.ids.length;
    if (bytes > 0) {
      int average = (used + bytes) / needed + 1;
      larger.ids = Arrays.copyOf(larger.ids, Math.max(used + bytes, average * room));
    }
    take(larger);
  }

  private WaitingBlock copy(int from, int to, int room) {
    var copy = new WaitingBlock(room, starts[to] - starts[from]);
    System.arraycopy(orders, from, copy.orders, 0, to - from);
    System.arraycopy(ids, starts[from], copy.ids, 0, copy.ids.length);
    for (int i = 0; i <= to - from; i++) {
      copy.starts[i] = starts[from + i] - starts[from];
    }
    copy.end = to - from;
    return copy;
  }

  private void take(WaitingBlock other) {
    orders = other.orders;
    starts = other.starts;
    ids = other.ids;
    first = other.first;
    end = other.end;
  }
}

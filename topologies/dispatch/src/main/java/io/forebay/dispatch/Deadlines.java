package io.forebay.dispatch;

import java.util.Arrays;

/**
 * What is due when: an ordered set of times, one for each id, that gives up what is removed at once.
 *
 * <p>A binary heap in arrays (ids and times in its order), and a hash table with linear probing that holds for each id its place in the heap. No
 * object is made for an entry. Setting, clearing and polling take logarithmic time, the next time is at hand. Of those due at the same moment the
 * smallest id comes first, so the order depends on the content and not on how it came about. Not thread-safe.
 *
 * <p>Invariants: {@code table[slots[i]] == i} for each place {@code i} of the heap; {@code table[s] == FREE} for all other slots; from the slot that
 * an id's hash names to the one where it is, no slot is free.
 */
final class Deadlines {
  /** What {@link #nextDueMicros} answers when there is none. */
  static final long NEVER = Long.MAX_VALUE;

  private static final int FREE = -1;
  private static final int CAPACITY_MIN = 16;

  private final long salt;
  private String[] ids = new String[CAPACITY_MIN];
  private long[] dues = new long[CAPACITY_MIN];
  private int[] slots = new int[CAPACITY_MIN];
  private int[] table = freeTable(2 * CAPACITY_MIN);
  private int size;

  Deadlines() {
    this(0);
  }

  /**
   * @param salt a number that those who choose the ids do not know, if they may wish us ill: without it they could choose ids of the same hash
   */
  Deadlines(long salt) {
    this.salt = salt;
  }

  int size() {
    return size;
  }

  /** When the next is due; {@link #NEVER} if there is none. */
  long nextDueMicros() {
    return size == 0 ? NEVER : dues[0];
  }

  /** Sets when an id is due, in the place of what was set before. */
  void set(String id, long dueMicros) {
    int slot = slotOf(id);
    int place = table[slot];
    if (place != FREE) {
      settle(place, id, dueMicros, slot);
      return;
    }
    if (size == ids.length) {
      resize(Math.multiplyExact(size, 2));
      slot = slotOf(id);
    }
    size++;
    settle(size - 1, id, dueMicros, slot);
  }

  /** Removes an id, if it is there. */
  void clear(String id) {
    int place = table[slotOf(id)];
    if (place != FREE) {
      remove(place);
    }
  }

  /** Removes and gives back the first that is due at this time or before; null if there is none. */
  String pollDue(long nowMicros) {
    if (size == 0 || dues[0] > nowMicros) {
      return null;
    }
    String id = ids[0];
    remove(0);
    return id;
  }

  private void remove(int place) {
    free(slots[place]);
    size--;
    String lastId = ids[size];
    ids[size] = null;
    if (place < size) {
      settle(place, lastId, dues[size], slots[size]);
    }
    if (size < ids.length / 4 && ids.length > CAPACITY_MIN) {
      resize(ids.length / 2);
    }
  }

  /** Puts an entry where it belongs, beginning at a place of the heap that is free for it. */
  private void settle(int place, String id, long due, int slot) {
    int hole = place;
    while (hole > 0 && isBefore(due, id, (hole - 1) / 2)) {
      move((hole - 1) / 2, hole);
      hole = (hole - 1) / 2;
    }
    for (int child = firstChild(hole); child < size && !isBefore(due, id, child); child = firstChild(hole)) {
      move(child, hole);
      hole = child;
    }
    put(hole, id, due, slot);
  }

  /** The child that comes first; the size or more if there is none. */
  private int firstChild(int place) {
    int left = 2 * place + 1;
    return left + 1 < size && isBefore(dues[left + 1], ids[left + 1], left) ? left + 1 : left;
  }

  private boolean isBefore(long due, String id, int place) {
    return due != dues[place] ? due < dues[place] : id.compareTo(ids[place]) < 0;
  }

  private void move(int from, int to) {
    put(to, ids[from], dues[from], slots[from]);
  }

  private void put(int place, String id, long due, int slot) {
    ids[place] = id;
    dues[place] = due;
    slots[place] = slot;
    table[slot] = place;
  }

  /** The slot where the id is, or the free one where it belongs. */
  private int slotOf(String id) {
    int slot = firstSlotOf(id);
    while (table[slot] != FREE && !ids[table[slot]].equals(id)) {
      slot = (slot + 1) & (table.length - 1);
    }
    return slot;
  }

  private int firstSlotOf(String id) {
    return (int) StableHash.of(id, salt) & (table.length - 1);
  }

  /** Frees a slot and moves up those behind it that would not be found over the gap (Knuth, TAOCP 3, 6.4, algorithm R). */
  private void free(int freed) {
    int mask = table.length - 1;
    int gap = freed;
    for (int slot = (gap + 1) & mask; table[slot] != FREE; slot = (slot + 1) & mask) {
      int way = (slot - firstSlotOf(ids[table[slot]])) & mask;
      if (way >= ((slot - gap) & mask)) {
        table[gap] = table[slot];
        slots[table[gap]] = gap;
        gap = slot;
      }
    }
    table[gap] = FREE;
  }

  private void resize(int capacity) {
    ids = Arrays.copyOf(ids, capacity);
    dues = Arrays.copyOf(dues, capacity);
    slots = new int[capacity];
    table = freeTable(2 * capacity);
    for (int place = 0; place < size; place++) {
      int slot = slotOf(ids[place]);
      table[slot] = place;
      slots[place] = slot;
    }
  }

  private static int[] freeTable(int length) {
    var table = new int[length];
    Arrays.fill(table, FREE);
    return table;
  }
}

package io.forebay.agents;

import java.util.ArrayList;
import java.util.List;

/**
 * A list that grows cheaply: a longer one shares its items with the one that it was made of, which goes on showing as many as before. Belongs to one evaluation and
 * its thread.
 */
@SuppressWarnings("Immutable") // CEL asks for immutable values; what is shown of the items never changes.
final class CollectedList extends ListValue {
  private final List<Object> items;
  private final int size;

  /**
   * @param items of its own; can grow
   */
  CollectedList(List<Object> items) {
    this(items, items.size());
  }

  private CollectedList(List<Object> items, int size) {
    this.items = items;
    this.size = size;
  }

  /** Whether it can grow without being copied: nothing was put behind it yet. */
  boolean isOpen() {
    return items.size() == size;
  }

  /** One list behind the other. */
  static CollectedList concatenate(List<?> first, List<?> second) {
    if (first instanceof CollectedList collected && collected.isOpen()) {
      collected.items.addAll(second);
      return new CollectedList(collected.items, collected.items.size());
    }
    var items = new ArrayList<Object>(first.size() + second.size());
    items.addAll(first);
    items.addAll(second);
    return new CollectedList(items);
  }

  @Override
  public Object get(int index) {
    if (index >= size) {
      throw new IndexOutOfBoundsException(index);
    }
    return items.get(index);
  }

  @Override
  public int size() {
    return size;
  }
}

package io.forebay.agents;

import dev.cel.common.exceptions.CelAttributeNotFoundException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.StructValue;
import java.util.AbstractList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;
import java.util.RandomAccess;

/**
 * A list that CEL leaves alone. An ordinary one it goes through, and often copies, whenever it is read or answered by a function: collecting a thousand items would
 * take a million steps. What is a {@code StructValue} it takes as it is.
 */
@SuppressWarnings("Immutable") // CEL asks for immutable values; what a list shows never changes.
abstract class ListValue extends StructValue<String, ListValue> implements List<Object>, RandomAccess {
  private static final ListType TYPE = ListType.create(SimpleType.DYN);

  private final List<Object> list = new Items();

  @Override
  public abstract Object get(int index);

  @Override
  public abstract int size();

  @Override
  public ListValue value() {
    return this;
  }

  @Override
  public boolean isZeroValue() {
    return isEmpty();
  }

  @Override
  public CelType celType() {
    return TYPE;
  }

  @Override
  public Object select(String field) {
    throw CelAttributeNotFoundException.forFieldResolution(field);
  }

  @Override
  public Optional<Object> find(String field) {
    throw CelAttributeNotFoundException.forFieldResolution(field);
  }

  @Override
  public boolean isEmpty() {
    return size() == 0;
  }

  @Override
  public boolean contains(Object item) {
    return list.contains(item);
  }

  @Override
  public Iterator<Object> iterator() {
    return list.iterator();
  }

  @Override
  public Object[] toArray() {
    return list.toArray();
  }

  @Override
  public <T> T[] toArray(T[] array) {
    return list.toArray(array);
  }

  @Override
  public boolean containsAll(Collection<?> items) {
    return list.containsAll(items);
  }

  @Override
  public int indexOf(Object item) {
    return list.indexOf(item);
  }

  @Override
  public int lastIndexOf(Object item) {
    return list.lastIndexOf(item);
  }

  @Override
  public ListIterator<Object> listIterator() {
    return list.listIterator();
  }

  @Override
  public ListIterator<Object> listIterator(int index) {
    return list.listIterator(index);
  }

  @Override
  public List<Object> subList(int from, int to) {
    return list.subList(from, to);
  }

  @Override
  public boolean add(Object item) {
    return list.add(item);
  }

  @Override
  public void add(int index, Object item) {
    list.add(index, item);
  }

  @Override
  public boolean addAll(Collection<?> items) {
    return list.addAll(items);
  }

  @Override
  public boolean addAll(int index, Collection<?> items) {
    return list.addAll(index, items);
  }

  @Override
  public Object set(int index, Object item) {
    return list.set(index, item);
  }

  @Override
  public boolean remove(Object item) {
    return list.remove(item);
  }

  @Override
  public Object remove(int index) {
    return list.remove(index);
  }

  @Override
  public boolean removeAll(Collection<?> items) {
    return list.removeAll(items);
  }

  @Override
  public boolean retainAll(Collection<?> items) {
    return list.retainAll(items);
  }

  @Override
  public void clear() {
    list.clear();
  }

  @Override
  public boolean equals(Object other) {
    return other == this || list.equals(other);
  }

  @Override
  public int hashCode() {
    return list.hashCode();
  }

  @Override
  public String toString() {
    return "[…]";
  }

  /** What lists have in common; cannot be changed. */
  private final class Items extends AbstractList<Object> implements RandomAccess {
    @Override
    public Object get(int index) {
      return ListValue.this.get(index);
    }

    @Override
    public int size() {
      return ListValue.this.size();
    }
  }
}

package io.forebay.dispatch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The waiting actions of one lane in their order: the smallest order first, of equal ones the id whose bytes (UTF-8) come first.
 *
 * <p>A tree of two levels: sorted blocks in a sorted list. Finding is logarithmic; what moves when an action comes or leaves is
 * part of one block, and once for every hundred or so the list of blocks. Neighbours that have become small are joined, so that
 * memory follows the number of actions down as well as up.
 */
final class LaneBacklog {
  private static final int JOINED_MAX = WaitingBlock.ACTIONS_MAX / 2;

  private final List<WaitingBlock> blocks = new ArrayList<>(1);
  private int size;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Order of the first action; there must be one. */
  long firstOrder() {
    return blocks.getFirst().order(0);
  }

  /** Id of the first action; there must be one. */
  String firstId() {
    return blocks.getFirst().id(0);
  }

  /** Adds an action; false if it is there already. */
  boolean add(long order, String actionId) {
    byte[] id = actionId.getBytes(StandardCharsets.UTF_8);
    if (blocks.isEmpty()) {
      blocks.add(new WaitingBlock());
    }
    int at = blockOf(order, id);
    WaitingBlock block = blocks.get(at);
    int found = block.find(order, id);
    if (found >= 0) {
      return false;
    }
    int position = -1 - found;
    if (block.isFull()) {
      boolean last = at == blocks.size() - 1 && position == block.size();
      blocks.add(at + 1, last ? next(block) : block.split());
      if (position > block.size() || last) {
        position -= block.size();
        block = blocks.get(at + 1);
      }
    }
    block.insert(position, order, id);
    size++;
    return true;
  }

  /** Most actions come with a later order than all before, so the blocks that they leave behind stay full. */
  private static WaitingBlock next(WaitingBlock full) {
    full.trim();
    return new WaitingBlock();
  }

  /** Removes an action; false if it is not there. */
  boolean remove(long order, String actionId) {
    if (isEmpty()) {
      return false;
    }
    byte[] id = actionId.getBytes(StandardCharsets.UTF_8);
    int at = blockOf(order, id);
    int position = blocks.get(at).find(order, id);
    if (position < 0) {
      return false;
    }
    blocks.get(at).remove(position);
    size--;
    if (blocks.get(at).size() == 0) {
      blocks.remove(at);
    } else {
      join(at == 0 ? at : at - 1);
      join(at);
    }
    return true;
  }

  /** Removes the first action; there must be one. */
  void removeFirst() {
    WaitingBlock block = blocks.getFirst();
    block.remove(0);
    size--;
    if (block.size() == 0) {
      blocks.removeFirst();
    }
  }

  /** Makes one of a block and the next if together they are small. */
  private void join(int at) {
    if (at + 1 < blocks.size() && blocks.get(at).size() + blocks.get(at + 1).size() <= JOINED_MAX) {
      blocks.get(at).absorb(blocks.remove(at + 1));
    }
  }

  /** The last block that does not begin behind the action. */
  private int blockOf(long order, byte[] id) {
    int low = 1;
    int high = blocks.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      WaitingBlock block = blocks.get(middle);
      if (block.compare(0, order, id) <= 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return low - 1;
  }
}

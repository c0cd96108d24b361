package io.forebay.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.Collection;
import java.util.SequencedMap;
import java.util.TreeMap;

/** The same graph for each item of a list. */
final class Gathering extends OpenStep {
  private final JsonNode items;
  private final JsonNode[] outputs;
  private final SequencedMap<Integer, Scope> active = new TreeMap<>();
  private int begun;
  private int succeeded;
  private int failed;
  private String lastFailure = "";
  private Scope upcoming;

  Gathering(Scope scope, String path, String node, JsonNode data, Instant startedAt) {
    super(scope, path, node, data, startedAt);
    items = data.path("items");
    outputs = new JsonNode[items.size()];
  }

  String itemName() {
    return data().path("item").asText();
  }

  JsonNode item(int index) {
    return items.get(index);
  }

  int size() {
    return outputs.length;
  }

  int succeeded() {
    return succeeded;
  }

  int failed() {
    return failed;
  }

  String lastFailure() {
    return lastFailure;
  }

  /** Graphs of items that have begun and not ended, in the order of the list. */
  Collection<Scope> active() {
    return active.values();
  }

  boolean hasMore() {
    return begun < size();
  }

  /** The graph of the next item, before its first step. It counts as begun with its first event. */
  Scope upcoming() {
    if (upcoming == null) {
      upcoming = new Scope(this, begun);
    }
    return upcoming;
  }

  /**
   * The graph of an item that something happens in.
   *
   * @throws IllegalArgumentException if it has ended or its turn has not come
   */
  Scope begin(int index) {
    Scope known = active.get(index);
    if (known != null) {
      return known;
    }
    if (index != begun || !hasMore()) {
      throw new IllegalArgumentException("The item " + index + " of " + path() + " is not under way.");
    }
    Scope next = upcoming();
    upcoming = null;
    begun++;
    active.put(index, next);
    return next;
  }

  void itemCompleted(int index, JsonNode output) {
    begin(index);
    active.remove(index);
    outputs[index] = output;
    succeeded++;
  }

  void itemFailed(int index, String reason, String message) {
    begin(index);
    active.remove(index);
    failed++;
    lastFailure = "item " + index + ": " + reason + (message == null ? "" : ", " + message);
  }

  void itemCancelled(int index) {
    active.remove(index);
  }

  /** What the items answered, in the order of the list; null where one did not. */
  ArrayNode output() {
    ArrayNode list = JsonNodeFactory.instance.arrayNode(size());
    for (JsonNode output : outputs) {
      list.add(output);
    }
    return list;
  }

  @Override
  String doing() {
    return "has done " + (succeeded + failed) + " of " + size();
  }
}

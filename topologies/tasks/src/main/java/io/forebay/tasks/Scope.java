package io.forebay.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A graph under way: the agent's own, or the body of a foreach for one item.
 *
 * <p>At most one of its steps is open. Between two steps it knows which ended and where it goes on; the definition tells the rest.
 */
final class Scope {
  private final Gathering owner;
  private final int index;
  private final String path;
  private final Map<String, JsonNode> bindings = new LinkedHashMap<>();
  private final Map<String, Integer> visits = new LinkedHashMap<>();
  private OpenStep step;
  private String after;
  private String goTo;
  private Failure failure;
  private JsonNode answer = NullNode.getInstance();

  /**
   * What a graph failed with.
   *
   * @param node that failed
   * @param compensate whether the task is to take back what is done
   */
  record Failure(String node, String reason, String message, boolean compensate) {}

  /** The agent's own graph. */
  Scope() {
    owner = null;
    index = 0;
    path = "";
  }

  /** The body of a foreach for one item. */
  Scope(Gathering owner, int index) {
    this.owner = owner;
    this.index = index;
    path = StepPath.item(owner.path(), index);
    bindings.put(owner.itemName(), owner.item(index));
    bindings.put("index", IntNode.valueOf(index));
  }

  boolean isRoot() {
    return owner == null;
  }

  /** The graph that this one is inside of; null: none. */
  Scope parent() {
    return owner == null ? null : owner.scope();
  }

  Gathering owner() {
    return owner;
  }

  int index() {
    return index;
  }

  /** Its step in events: empty for the agent's own graph, {@code gather[3]} for an item. */
  String path() {
    return path;
  }

  /** The path of the next visit of a node. */
  String pathOf(String node) {
    return StepPath.node(path, node, visits.getOrDefault(node, 0) + 1);
  }

  /** Whether nothing has begun in it. */
  boolean isFresh() {
    return step == null && after == null;
  }

  /** What is under way; null: nothing. */
  OpenStep step() {
    return step;
  }

  /** The node that ended last; null: none has. */
  String after() {
    return after;
  }

  /** Where the last step said to go on; null: it did not say. */
  String goTo() {
    return goTo;
  }

  /** What it failed with; null: it has not. */
  Failure failure() {
    return failure;
  }

  /** What the last step that answers has answered. */
  JsonNode answer() {
    return answer;
  }

  Map<String, JsonNode> bindings() {
    return bindings;
  }

  void bind(String name, JsonNode value) {
    bindings.put(name, value);
  }

  void started(OpenStep next) {
    step = next;
    goTo = null;
    visits.merge(next.node(), 1, Integer::sum);
  }

  /** The open step ended well and goes on as its node says, or as it says itself. */
  void completed(String target) {
    after = step.node();
    goTo = target;
    step = null;
  }

  void answered(String name, JsonNode value) {
    answer = value;
    bind(name, value);
  }

  /** The open step failed, and the graph goes on elsewhere. */
  void recovered(String target, String reason, String message) {
    bind("error", Json.object().put("node", step.node()).put("reason", reason).put("message", message));
    completed(target);
  }

  void failed(Failure with) {
    after = step.node();
    step = null;
    failure = with;
  }
}

package io.forebay.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What an expression may read: a view on the bindings of its graph and of those around it, the inner ones first. */
final class Names extends AbstractMap<String, JsonNode> {
  private final Scope scope;
  private final Map<String, JsonNode> task;
  private final String extraName;
  private final JsonNode extra;

  /**
   * A view.
   *
   * @param task {@code input} and {@code task}
   */
  Names(Scope scope, Map<String, JsonNode> task) {
    this(scope, task, "", null);
  }

  private Names(Scope scope, Map<String, JsonNode> task, String extraName, JsonNode extra) {
    this.scope = scope;
    this.task = task;
    this.extraName = extraName;
    this.extra = extra;
  }

  /** The same with one more name, before all others. */
  Names with(String name, JsonNode value) {
    return new Names(scope, task, name, value);
  }

  @Override
  public JsonNode get(Object name) {
    if (extraName.equals(name)) {
      return extra;
    }
    for (Scope at = scope; at != null; at = at.parent()) {
      JsonNode value = at.bindings().get(name);
      if (value != null) {
        return value;
      }
    }
    return task.get(name);
  }

  @Override
  public boolean containsKey(Object name) {
    return get(name) != null;
  }

  @Override
  public Set<Entry<String, JsonNode>> entrySet() {
    var all = new LinkedHashMap<String, JsonNode>();
    if (extra != null) {
      all.put(extraName, extra);
    }
    for (Scope at = scope; at != null; at = at.parent()) {
      at.bindings().forEach(all::putIfAbsent);
    }
    task.forEach(all::putIfAbsent);
    return all.entrySet();
  }
}

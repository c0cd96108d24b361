package io.forebay.agents;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The kinds of nodes, and which keys each has. */
enum NodeKind {
  ACTION("action", true, "input", "repeatability", "retry", "timeout", "lane", "endpoint", "cache-key", "compensate", "output", "on-error", "next"),
  REASON("reason", true, "retry", "output", "on-error", "next"),
  SWITCH("switch", false, "on-error", "next"),
  FOREACH("foreach", true, "output", "on-error", "next"),
  CALL("call", true, "retry", "output", "on-error", "next"),
  WAIT("wait", true, "output", "on-error", "next"),
  APPROVAL("approval", true, "output", "on-error", "next"),
  END("end", false, "on-error");

  private final String key;
  private final boolean binds;
  private final Set<String> keys;

  NodeKind(String key, boolean binds, String... others) {
    this.key = key;
    this.binds = binds;
    var all = new LinkedHashSet<String>();
    all.add(key);
    all.addAll(List.of(others));
    keys = Collections.unmodifiableSet(all);
  }

  String key() {
    return key;
  }

  /** Whether it answers something that later nodes can read. */
  boolean binds() {
    return binds;
  }

  Set<String> keys() {
    return keys;
  }
}

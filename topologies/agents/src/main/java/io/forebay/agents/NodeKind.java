package io.forebay.agents;

import com.google.common.collect.ImmutableSet;
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
  private final ImmutableSet<String> keys;

  NodeKind(String key, boolean binds, String... others) {
    this.key = key;
    this.binds = binds;
    keys = ImmutableSet.<String>builder().add(key).add(others).build();
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

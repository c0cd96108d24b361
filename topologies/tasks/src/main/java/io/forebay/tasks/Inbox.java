package io.forebay.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The signals of a task: which have come, and the messages among them that no step has taken. */
final class Inbox {
  private final Set<String> known = new HashSet<>();
  private final Map<String, Deque<JsonNode>> messages = new HashMap<>();

  /** Whether a signal with this id has come already. */
  boolean knows(String signalId) {
    return known.contains(signalId);
  }

  /** A signal has come. */
  void remember(String signalId) {
    known.add(signalId);
  }

  /** Keeps a message until a step takes it. */
  void add(String name, JsonNode payload) {
    messages.computeIfAbsent(name, _ -> new ArrayDeque<>()).add(payload);
  }

  /** The oldest message of that name that no step has taken; null: there is none. */
  JsonNode next(String name) {
    Deque<JsonNode> waiting = messages.get(name);
    return waiting == null ? null : waiting.peek();
  }

  /** A step has taken {@link #next}, if there is one. */
  void take(String name) {
    Deque<JsonNode> waiting = messages.get(name);
    if (waiting != null) {
      waiting.poll();
    }
  }

  void clear() {
    known.clear();
    messages.clear();
  }
}

package io.forebay.runners;

import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The attempts that this runner works on, by action and number. */
final class Attempts {
  private final ConcurrentMap<Key, Attempt> byKey = new ConcurrentHashMap<>();

  private record Key(String actionId, int attempt) {}

  /** False if this very attempt is being worked on already, as after a lock that was lost. */
  boolean add(Attempt attempt) {
    return byKey.putIfAbsent(key(attempt), attempt) == null;
  }

  void remove(Attempt attempt) {
    byKey.remove(key(attempt), attempt);
  }

  /** The attempt with this number, or null. */
  Attempt get(String actionId, int attempt) {
    return byKey.get(new Key(actionId, attempt));
  }

  /** All of them, as they come and go. */
  Collection<Attempt> all() {
    return byKey.values();
  }

  int count() {
    return byKey.size();
  }

  private static Key key(Attempt attempt) {
    return new Key(attempt.actionId(), attempt.attempt());
  }
}

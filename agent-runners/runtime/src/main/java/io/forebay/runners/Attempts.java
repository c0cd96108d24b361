package io.forebay.runners;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The attempts that this runner works on, by action and number.
 *
 * <p>Of those that it does not, it remembers the last {@value #CANCELLED_MAX} that were cancelled: their records may still be on the way.
 */
final class Attempts {
  private static final int CANCELLED_MAX = 10_000;

  private final ConcurrentMap<Key, Attempt> byKey = new ConcurrentHashMap<>();
  private final Set<Key> cancelled =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Boolean> eldest) {
              return size() > CANCELLED_MAX;
            }
          });

  private record Key(String actionId, int attempt) {}

  /** False if this very attempt is being worked on already, as after a lock that was lost. */
  boolean add(Attempt attempt) {
    if (byKey.putIfAbsent(key(attempt), attempt) != null) {
      return false;
    }
    synchronized (cancelled) {
      if (cancelled.remove(key(attempt))) {
        attempt.stop(Attempt.Stop.CANCEL);
      }
    }
    return true;
  }

  void remove(Attempt attempt) {
    byKey.remove(key(attempt), attempt);
  }

  /** Stops the attempt, now or when it comes. */
  void cancel(String actionId, int number) {
    var key = new Key(actionId, number);
    synchronized (cancelled) {
      Attempt attempt = byKey.get(key);
      if (attempt == null) {
        cancelled.add(key);
      } else {
        attempt.stop(Attempt.Stop.CANCEL);
      }
    }
  }

  boolean contains(Attempt attempt) {
    return byKey.get(key(attempt)) == attempt;
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

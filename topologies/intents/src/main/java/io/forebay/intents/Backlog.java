package io.forebay.intents;

import io.forebay.schemas.IntentSignal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Observations that wait to be decided: of each subject the newest, in the order in which their subjects came. Has as many as there are subjects. */
final class Backlog {
  private final Map<Subject, Waiting> waiting = new LinkedHashMap<>();

  /** Somebody in a scene. */
  private record Subject(String sceneId, String subject) {
    static Subject of(IntentSignal signal) {
      return new Subject(signal.getSceneId(), signal.getSubject());
    }
  }

  /**
   * An observation that waits.
   *
   * @param arrivedAt timestamp of its record
   */
  record Waiting(IntentSignal signal, Instant arrivedAt) {}

  /** Puts one in. Answers which one of its subject is left out for it, which may be itself; empty: none. */
  Optional<Waiting> add(Waiting added) {
    Waiting before = waiting.putIfAbsent(Subject.of(added.signal), added);
    if (before == null) {
      return Optional.empty();
    }
    if (added.signal.getSequence() <= before.signal.getSequence()) {
      return Optional.of(added);
    }
    waiting.replace(Subject.of(added.signal), added);
    return Optional.of(before);
  }

  /** Takes the one out that waits longest. */
  Optional<Waiting> poll() {
    var entries = waiting.entrySet().iterator();
    if (!entries.hasNext()) {
      return Optional.empty();
    }
    Waiting first = entries.next().getValue();
    entries.remove();
    return Optional.of(first);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }
}

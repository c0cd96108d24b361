package io.forebay.intents;

import io.forebay.schemas.IntentSignal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Observations that wait to be decided: of each subject the newest, in the order in which their subjects came. */
final class Backlog {
  /** Subjects of which something waits; more wait in Kafka. */
  static final int WAITING_MAX = 1_000;

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

  /** Whether one of the same subject waits. */
  boolean hasOneFor(IntentSignal signal) {
    return waiting.containsKey(Subject.of(signal));
  }

  /** Puts one in, and leaves another of its subject out for it, or it for the other. Answers the one that waits then. */
  Waiting add(Waiting added) {
    return waiting.merge(Subject.of(added.signal), added, (before, next) -> next.signal.getSequence() > before.signal.getSequence() ? next : before);
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

  /** Whether one has to go before that of another subject comes in. */
  boolean isFull() {
    return waiting.size() >= WAITING_MAX;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }
}

package io.forebay.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts dead letters by error code and source topic. */
final class DeadLetterCount {
  /** Groups that are told apart; letters beyond them count as {@link #OTHER}. */
  private static final int GROUPS_MAX = 1_000;

  static final String OTHER = "(other)";
  static final String NONE = "(none)";

  private final Map<Key, Group> groups = new HashMap<>();

  private record Key(String errorCode, String sourceTopic) {}

  /**
   * Letters with the same error code and source topic.
   *
   * @param waiting how many were not sent back
   * @param redriven how many were
   * @param oldest time of the earliest record that waits; null if none waits
   * @param newest time of the latest record that waits; null if none waits
   */
  record Group(String errorCode, String sourceTopic, long waiting, long redriven, Instant oldest, Instant newest) {
    private static Group empty(Key key) {
      return new Group(key.errorCode(), key.sourceTopic(), 0, 0, null, null);
    }

    private Group withWaiting(Instant at) {
      return new Group(
          errorCode,
          sourceTopic,
          waiting + 1,
          redriven,
          oldest == null || at.isBefore(oldest) ? at : oldest,
          newest == null || at.isAfter(newest) ? at : newest);
    }

    private Group withRedriven() {
      return new Group(errorCode, sourceTopic, waiting, redriven + 1, oldest, newest);
    }
  }

  void add(DeadLetter letter, boolean isRedriven) {
    var key = new Key(letter.code().map(SafeText::of).orElse(NONE), letter.sourceTopic().map(SafeText::of).orElse(NONE));
    if (groups.size() >= GROUPS_MAX && !groups.containsKey(key)) {
      key = new Key(OTHER, OTHER);
    }
    var group = groups.computeIfAbsent(key, Group::empty);
    groups.put(key, isRedriven ? group.withRedriven() : group.withWaiting(letter.at()));
  }

  /** The largest first. */
  List<Group> groups() {
    var sorted = new ArrayList<>(groups.values());
    sorted.sort(
        (a, b) ->
            a.waiting() != b.waiting()
                ? Long.compare(b.waiting(), a.waiting())
                : (a.errorCode() + a.sourceTopic()).compareTo(b.errorCode() + b.sourceTopic()));
    return sorted;
  }
}

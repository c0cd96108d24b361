package io.forebay.cli;

import io.forebay.schemas.ActionPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/**
 * What becomes different of a policy.
 *
 * @param kind whether the policy is there before and after
 * @param differences what it says differently, in the order of a file
 */
record PolicyChange(String pattern, Kind kind, List<Difference> differences) {

  /** Whether a policy is there before and after. */
  enum Kind {
    NEW,
    CHANGED,
    UNCHANGED,
    DELETED
  }

  /**
   * A setting that becomes different.
   *
   * @param before null where it was not set
   * @param after null where it is not set any more
   */
  record Difference(String key, String before, String after) {
    private String text() {
      return before == null ? "+ " + key + ": " + after : after == null ? "- " + key + ": " + before : "~ " + key + ": " + before + " -> " + after;
    }
  }

  /**
   * Compares.
   *
   * @param before null where there is none
   * @param after null where there is none any more
   */
  static PolicyChange between(String pattern, ActionPolicy before, ActionPolicy after) {
    var old = settings(before);
    var now = settings(after);
    var keys = new LinkedHashSet<>(old.sequencedKeySet());
    keys.addAll(now.sequencedKeySet());
    var differences = new ArrayList<Difference>();
    for (String key : keys) {
      if (!Objects.equals(old.get(key), now.get(key))) {
        differences.add(new Difference(key, old.get(key), now.get(key)));
      }
    }
    Kind kind = before == null ? Kind.NEW : after == null ? Kind.DELETED : differences.isEmpty() ? Kind.UNCHANGED : Kind.CHANGED;
    return new PolicyChange(pattern, kind, differences);
  }

  /** All changes from the policies that are there to those that are wanted; what is not spoken of stays. */
  static List<PolicyChange> of(Map<String, ActionPolicy> present, Map<String, ActionPolicy> wanted) {
    return wanted.entrySet().stream().map(entry -> between(entry.getKey(), present.get(entry.getKey()), entry.getValue())).toList();
  }

  boolean isNone() {
    return kind == Kind.UNCHANGED;
  }

  String text() {
    var text = new StringBuilder(SafeText.of(pattern)).append("  ").append(kind.name().toLowerCase(Locale.ROOT));
    differences.forEach(difference -> text.append(System.lineSeparator()).append("  ").append(difference.text()));
    return text.toString();
  }

  private static SequencedMap<String, String> settings(ActionPolicy policy) {
    return policy == null ? new LinkedHashMap<>() : PolicyYaml.settings(policy);
  }
}

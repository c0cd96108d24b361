package io.forebay.http;

import io.forebay.runtime.ConfigException;
import java.util.List;

/** A list of hosts of which one must match; an empty one matches nothing. */
record HostRules(List<HostRule> rules) {
  HostRules {
    rules = List.copyOf(rules);
  }

  /**
   * Reads a setting.
   *
   * @param isEveryHostAllowed whether {@code *} may stand in it
   */
  static HostRules parse(String key, List<String> written, boolean isEveryHostAllowed) {
    return new HostRules(written.stream().map(text -> rule(key, text, isEveryHostAllowed)).toList());
  }

  private static HostRule rule(String key, String text, boolean isEveryHostAllowed) {
    HostRule rule;
    try {
      rule = HostRule.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(key, "cannot have " + text + ": " + e.getMessage());
    }
    if (rule.isEveryHost() && !isEveryHostAllowed) {
      throw new ConfigException(key, "must name its hosts, got " + text);
    }
    return rule;
  }

  boolean permit(Target target) {
    return rules.stream().anyMatch(rule -> rule.matches(target));
  }

  boolean permit(String host, int port) {
    return rules.stream().anyMatch(rule -> rule.matches(host, port));
  }
}

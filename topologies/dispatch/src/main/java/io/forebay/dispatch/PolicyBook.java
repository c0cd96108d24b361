package io.forebay.dispatch;

import io.forebay.schemas.ActionPolicy;
import io.forebay.schemas.BreakerRule;
import io.forebay.schemas.Lane;
import io.forebay.schemas.RateLimit;
import io.forebay.schemas.RateScope;
import io.forebay.schemas.RetryRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * All policies, and what they mean for a lane.
 *
 * <p>A pattern matches the lanes that have at least as many segments and whose first ones match. Of several that match, each field
 * is taken from the most specific one that has it. What matches is found by walking a tree of segments, so that looking up a lane
 * costs the same beside ten policies and beside a hundred thousand.
 */
public final class PolicyBook {
  private static final int CACHED_LANES_MAX = 10_000;

  private final Node root = new Node();
  private final Map<String, LanePolicy> byLane = new HashMap<>();
  private final RetryRule defaultRetry = LanePolicy.defaultRetry();
  private final BreakerRule defaultBreaker = LanePolicy.defaultBreaker();

  PolicyBook() {}

  /** Every value of the policy that is not allowed, as a sentence that names the field, the value and what is allowed; empty if it may be applied. */
  public static List<String> problems(ActionPolicy policy) {
    return PolicyProblems.of(policy);
  }

  /**
   * Puts a policy in the place of the one with the same pattern, if there is one.
   *
   * @throws IllegalArgumentException with all {@link #problems}, when there are any
   */
  void put(ActionPolicy policy) {
    List<String> problems = problems(policy);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("The policy " + policy.getPattern() + " cannot be applied: " + String.join("; ", problems));
    }
    var pattern = LanePattern.of(policy.getPattern());
    Node node = root;
    for (String segment : pattern.segments()) {
      node = node.next.computeIfAbsent(segment, _ -> new Node());
    }
    var rule = new Rule(pattern, policy);
    if (!rule.equals(node.rule)) {
      node.rule = rule;
      byLane.clear();
    }
  }

  /** Takes out the policy with this pattern, if there is one. */
  void remove(String pattern) {
    List<Node> path = new ArrayList<>(List.of(root));
    String[] segments = pattern.split("/", -1);
    for (String segment : segments) {
      Node next = path.getLast().next.get(segment);
      if (next == null) {
        return;
      }
      path.add(next);
    }
    if (path.getLast().rule == null) {
      return;
    }
    path.getLast().rule = null;
    for (int i = segments.length; i > 0 && path.get(i).isEmpty(); i--) {
      path.get(i - 1).next.remove(segments[i - 1]);
    }
    byLane.clear();
  }

  LanePolicy of(Lane lane) {
    LanePolicy known = byLane.get(lane.name());
    if (known != null) {
      return known;
    }
    LanePolicy resolved = resolve(lane, matching(lane.name().split("/", -1)));
    if (byLane.size() >= CACHED_LANES_MAX) {
      byLane.clear();
    }
    byLane.put(lane.name(), resolved);
    return resolved;
  }

  /** Most actions of the capability at once, all tenants together; null: without bound. */
  Integer capabilityConcurrency(String capability) {
    // Only patterns of two segments for all tenants may have it, so no lane is needed to find it.
    Node everyTenant = root.next.get(LanePattern.ANY);
    if (everyTenant == null) {
      return null;
    }
    Integer own = capabilityConcurrency(everyTenant.next.get(capability));
    return own != null ? own : capabilityConcurrency(everyTenant.next.get(LanePattern.ANY));
  }

  private static Integer capabilityConcurrency(Node node) {
    return node == null || node.rule == null ? null : node.rule.policy.getCapabilityConcurrency();
  }

  /** The rules for a lane, the most specific one first. */
  private List<Rule> matching(String[] segments) {
    List<Rule> found = new ArrayList<>();
    List<Node> level = List.of(root);
    for (int i = 0; i < segments.length && !level.isEmpty(); i++) {
      List<Node> deeper = new ArrayList<>();
      for (Node node : level) {
        follow(node.next.get(segments[i]), deeper, found);
        follow(node.next.get(LanePattern.ANY), deeper, found);
      }
      level = deeper;
    }
    found.sort((a, b) -> LanePattern.MOST_SPECIFIC_FIRST.compare(a.pattern, b.pattern));
    return found;
  }

  private static void follow(Node node, List<Node> deeper, List<Rule> found) {
    if (node == null) {
      return;
    }
    deeper.add(node);
    if (node.rule != null) {
      found.add(node.rule);
    }
  }

  private LanePolicy resolve(Lane lane, List<Rule> rules) {
    Rule rated = rules.stream().filter(rule -> rule.policy.getRate() != null).findFirst().orElse(null);
    RateLimit rate = rated == null ? null : rated.policy.getRate();
    return new LanePolicy(
        rate,
        rate == null ? null : rateKey(lane, rate, rated.pattern),
        first(rules, ActionPolicy::getLaneConcurrency, Integer.MAX_VALUE),
        first(rules, ActionPolicy::getCapabilityConcurrency, null),
        first(rules, ActionPolicy::getWeight, LanePolicy.WEIGHT),
        first(rules, ActionPolicy::getRetry, defaultRetry),
        first(rules, ActionPolicy::getBreaker, defaultBreaker),
        first(rules, ActionPolicy::getCache, null),
        first(rules, ActionPolicy::getBudget, null),
        first(rules, ActionPolicy::getLeaseMs, LanePolicy.LEASE_MS),
        first(rules, ActionPolicy::getAttemptTimeoutMs, LanePolicy.ATTEMPT_TIMEOUT_MS),
        first(rules, ActionPolicy::getStartWithinMs, null),
        first(rules, ActionPolicy::getFinishWithinMs, LanePolicy.FINISH_WITHIN_MS),
        first(rules, ActionPolicy::getStuckAfterMs, LanePolicy.STUCK_AFTER_MS),
        first(rules, ActionPolicy::getQueueMax, LanePolicy.QUEUE_MAX));
  }

  private static String rateKey(Lane lane, RateLimit rate, LanePattern pattern) {
    return rate.getScope() == RateScope.TENANT ? lane.tenant() + ' ' + pattern.name() : lane.name();
  }

  private static <T> T first(List<Rule> rules, Function<ActionPolicy, T> field, T otherwise) {
    for (Rule rule : rules) {
      T value = field.apply(rule.policy);
      if (value != null) {
        return value;
      }
    }
    return otherwise;
  }

  private record Rule(LanePattern pattern, ActionPolicy policy) {}

  /** A place in the tree of segments: where a pattern may end, and what may follow. */
  private static final class Node {
    final Map<String, Node> next = new HashMap<>(2);
    Rule rule;

    boolean isEmpty() {
      return rule == null && next.isEmpty();
    }
  }
}

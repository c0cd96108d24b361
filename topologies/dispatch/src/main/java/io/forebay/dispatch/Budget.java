package io.forebay.dispatch;

import io.forebay.schemas.BudgetState;
import io.forebay.schemas.Usage;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of a budget when an action reserves from it or settles.
 *
 * <p>The reservation stands under the action's id, and that makes a replay harmless: reserving again changes nothing, and settling
 * without a reservation changes nothing. No function changes the state that it is given; where nothing changes it gives back that same state. Sums
 * that do not fit stay at the largest number.
 */
final class Budget {
  private Budget() {}

  static BudgetState empty(Instant now) {
    return new BudgetState(0L, 0L, Map.of(), now);
  }

  /**
   * The state with the reservation, or empty if the action may use more than is left.
   *
   * @param estimate what it will use at most; null reserves nothing but the place under which it settles
   * @param tokensMax the bound on tokens, input and output; null for none
   * @param costMax the bound in millionths of a US dollar; null for none
   * @throws IllegalArgumentException if the estimate is negative
   */
  static Optional<BudgetState> reserve(BudgetState state, String actionId, Usage estimate, Long tokensMax, Long costMax, Instant now) {
    Usage wanted = valid(estimate);
    if (state.getReserved().containsKey(actionId)) {
      return Optional.of(state);
    }
    if (isMore(tokens(wanted), tokensLeft(state, tokensMax)) || isMore(wanted.getCostMicroUsd(), costLeft(state, costMax))) {
      return Optional.empty();
    }
    Map<String, Usage> reserved = new HashMap<>(state.getReserved());
    reserved.put(actionId, wanted);
    return Optional.of(new BudgetState(state.getTokensUsed(), state.getCostMicroUsdUsed(), reserved, now));
  }

  /**
   * The state with the usage in the place of the reservation; it may then be over its bound.
   *
   * @param used what the action used; null is nothing
   * @throws IllegalArgumentException if the usage is negative
   */
  static BudgetState settle(BudgetState state, String actionId, Usage used, Instant now) {
    Usage spent = valid(used);
    if (!state.getReserved().containsKey(actionId)) {
      return state;
    }
    Map<String, Usage> reserved = new HashMap<>(state.getReserved());
    reserved.remove(actionId);
    long tokens = saturatingAdd(state.getTokensUsed(), tokens(spent));
    return new BudgetState(tokens, saturatingAdd(state.getCostMicroUsdUsed(), spent.getCostMicroUsd()), reserved, now);
  }

  /**
   * Tokens that are neither used nor reserved, at least 0.
   *
   * @param tokensMax the bound; null for none, and then the answer is null too
   */
  static Long tokensLeft(BudgetState state, Long tokensMax) {
    return tokensMax == null ? null : left(tokensMax, state.getReserved().values().stream().mapToLong(Budget::tokens).reduce(state.getTokensUsed(), Budget::saturatingAdd));
  }

  /**
   * Millionths of a US dollar that are neither used nor reserved, at least 0.
   *
   * @param costMax the bound; null for none, and then the answer is null too
   */
  static Long costLeft(BudgetState state, Long costMax) {
    return costMax == null ? null : left(costMax, state.getReserved().values().stream().mapToLong(Usage::getCostMicroUsd).reduce(state.getCostMicroUsdUsed(), Budget::saturatingAdd));
  }

  /** Whether a usage may be reserved and settled: it is there, and no part of it is negative. */
  static boolean isValid(Usage usage) {
    return usage != null && usage.getInputTokens() >= 0 && usage.getOutputTokens() >= 0 && usage.getCostMicroUsd() >= 0;
  }

  private static Usage valid(Usage usage) {
    if (usage == null) {
      return new Usage(0L, 0L, 0L);
    }
    if (!isValid(usage)) {
      throw new IllegalArgumentException("a usage must not be negative, got " + usage);
    }
    return usage;
  }

  private static boolean isMore(long wanted, Long left) {
    return left != null && wanted > left;
  }

  private static long left(long max, long gone) {
    return gone >= max ? 0 : max - gone;
  }

  private static long tokens(Usage usage) {
    return saturatingAdd(usage.getInputTokens(), usage.getOutputTokens());
  }

  /** Of two numbers that are not negative. */
  private static long saturatingAdd(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}

package io.forebay.agents;

import dev.cel.common.exceptions.CelInvalidArgumentException;

/**
 * What one evaluation of an expression may still cost: an item that is looked at costs 1, a text 1 for every 16 characters.
 *
 * <p>CEL bounds how often its macros go round, but neither how much a text grows in each round nor how long the lists are that are looked through.
 */
final class Budget {
  /** Enough to look at each of a million items a few times; used up in well under a second. */
  static final int COST_MAX = 5_000_000;

  /** Of the evaluation that this thread is in. Functions of CEL are told of nothing but their arguments. */
  static final ScopedValue<Budget> CURRENT = ScopedValue.newInstance();

  private static final int CHARACTERS_A_UNIT = 16;

  private long left = COST_MAX;

  void spend(long units) {
    left -= units;
    if (left < 0) {
      throw new CelInvalidArgumentException("it takes more than " + COST_MAX + " steps");
    }
  }

  /** A text is made, or looked through. */
  void spendText(long characters) {
    spend(1 + characters / CHARACTERS_A_UNIT);
  }
}

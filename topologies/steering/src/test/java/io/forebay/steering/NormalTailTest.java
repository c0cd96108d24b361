package io.forebay.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalTailTest {
  private final NormalTail tail = new NormalTail();

  /** From tables of the normal distribution. */
  @ParameterizedTest
  @CsvSource({"0, 0.5", "0.5, 0.308538", "1, 0.158655", "1.645, 0.049985", "2, 0.022750", "3, 0.001350", "-1, 0.841345", "-2.5, 0.993790", "4, 0.000032", "9, 0.000032", "-9, 0.999968", "Infinity, 0.000032"})
  void isTheChanceThatADeviateIsAboveTheBound(double bound, double chance) {
    assertThat(tail.beyond(bound)).isCloseTo(chance, within(1e-4));
  }
}

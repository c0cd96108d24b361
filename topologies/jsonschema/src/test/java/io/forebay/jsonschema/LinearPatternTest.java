package io.forebay.jsonschema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearPatternTest {
  @ParameterizedTest
  @ValueSource(strings = {"(a{1000}){1000}", "((a{100}){100}){2}", "([^]]{200}){200}", "(\\d{1,500}){50,500}", "([[:digit:]]{999}){999}", "((a{100}){100}){2,}"})
  void refusesRepetitionsThatMultiply(String pattern) {
    assertThatThrownBy(() -> LinearPattern.compile(pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the repetitions in the pattern " + pattern + " make it too large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a{1000}", "(a{50}){50}", "[{9999}]", "\\{9999\\}", "a{x}"})
  void takesWhatStaysSmall(String pattern) {
    assertThat(LinearPattern.compile(pattern).pattern()).isEqualTo(pattern);
  }

  @Test
  void refusesWhatOnlyABacktrackingMatcherKnows() {
    assertThatThrownBy(() -> LinearPattern.compile("(a)\\1")).hasMessageStartingWith("the pattern (a)\\1 is not RE2's: ");
    assertThatThrownBy(() -> LinearPattern.compile("(?=a)")).hasMessageStartingWith("the pattern (?=a) is not RE2's: ");
  }

  @Test
  void refusesQuotedPartsWhoseSizeCannotBeTold() {
    assertThatThrownBy(() -> LinearPattern.compile("\\Q(\\E")).hasMessage("a pattern has no \\Q; write a backslash before each character");
  }

  @Test
  void isAtMostAThousandCharactersLong() {
    assertThat(LinearPattern.compile("a".repeat(1_000))).isNotNull();
    assertThatThrownBy(() -> LinearPattern.compile("a".repeat(1_001))).hasMessage("a pattern has at most 1000 characters");
  }
}

package io.forebay.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassifierConfigTest {
  @ParameterizedTest
  @CsvSource({"0.6, 0.5, 0.2, 0.4, 'a,b', a, 0.3", "0.1, 1.1, 0.2, 0.4, 'a,b', a, 0.3", "0.1, 0.5, NaN, 0.4, 'a,b', a, 0.3", "0.1, 0.5, 0.2, 0.4, a, a, 0.3", "0.1, 0.5, 0.2, 0.4, 'a,a', a, 0.3", "0.1, 0.5, 0.2, 0.4, 'a,b', c, 0.3", "0.1, 0.5, 0.2, 0.4, 'a,b', a, 2"})
  void refuses(double spamNo, double spamYes, double actionNo, double actionYes, String categories, String fallback, double least) {
    assertThatThrownBy(() -> new ClassifierConfig(spamNo, spamYes, actionNo, actionYes, List.of(categories.split(",")), fallback, least))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hasTheSixCategoriesByDefault() {
    assertThat(ClassifierConfig.DEFAULT.categories()).containsExactlyInAnyOrder("urgent", "work", "spam", "general", "newsletter", "notification");
  }
}

package io.forebay.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PiiSpanTest {
  @ParameterizedTest
  @CsvSource({"-1, 3, 0.5", "3, 3, 0.5", "4, 3, 0.5", "0, 1, -0.1", "0, 1, 1.1", "0, 1, NaN"})
  void refusesNonsense(int start, int end, double confidence) {
    assertThatThrownBy(() -> new PiiSpan(PiiType.IBAN, start, end, confidence)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void countsByType() {
    List<PiiSpan> spans = List.of(new PiiSpan(PiiType.IBAN, 0, 2, 1), new PiiSpan(PiiType.SECRET, 3, 4, 1), new PiiSpan(PiiType.IBAN, 5, 9, 1));
    assertThat(PiiSpan.countByType(spans)).isEqualTo(Map.of(PiiType.IBAN, 2, PiiType.SECRET, 1));
  }

  @Test
  void hintsKnowTheCountryOfARegion() {
    assertThat(new PiiHints("EN", "us-ca").country()).isEqualTo("US");
    assertThat(new PiiHints(null, null)).isEqualTo(PiiHints.unknown());
  }
}

package io.forebay.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermHashTest {
  @ParameterizedTest
  @CsvSource({"'', cbf29ce484222325", "a, af63dc4c8601ec8c", "foobar, 85944171f73967e8"})
  void agreesWithThePublishedVectorsOfFnv1a(String text, String expected) {
    assertThat(Long.toHexString(TermHash.of(text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"meeting, 18, 81698", "meeting, 20, 326794", "会, 18, 209432", "<link>, 16, 47054"})
  void bucketsNeverMove(String text, int bits, int bucket) {
    assertThat(TermHash.bucket(TermHash.of(text), bits)).isEqualTo(bucket);
  }

  @Test
  void pairsKnowTheirOrder() {
    long a = TermHash.of("act");
    long b = TermHash.of("now");
    assertThat(TermHash.pair(a, b)).isNotEqualTo(TermHash.pair(b, a));
  }
}

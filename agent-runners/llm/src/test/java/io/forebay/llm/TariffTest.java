package io.forebay.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.output.TokenUsage;
import io.forebay.schemas.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TariffTest {
  @ParameterizedTest
  @CsvSource({
    "1000000, 1000000, 150000, 600000, 750000",
    "1, 0, 150000, 600000, 1",
    "1, 1, 150000, 600000, 2",
    "7, 3, 0, 0, 0",
    "2147483647, 2147483647, 1000000000, 1000000000, 2000000000000",
  })
  void countsMillionthsOfADollarAndRoundsUp(int input, int output, long inputPrice, long outputPrice, long cost) {
    assertThat(new Tariff(inputPrice, outputPrice).of(new TokenUsage(input, output)).getCostMicroUsd()).isEqualTo(cost);
  }

  @Test
  void takesNothingForWhatAServerDoesNotTell() {
    Tariff tariff = new Tariff(1, 1);

    assertThat(tariff.of(null)).isEqualTo(new Usage(0L, 0L, 0L));
    assertThat(tariff.of(new TokenUsage(null, null, null))).isEqualTo(new Usage(0L, 0L, 0L));
    assertThat(tariff.of(new TokenUsage(-5, -5))).isEqualTo(new Usage(0L, 0L, 0L));
  }
}

package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class MomentConverterTest {
  private final MomentConverter converter = new MomentConverter();

  @Test
  void readsATime() {
    assertThat(converter.convert("2027-01-31T09:00:00Z")).isEqualTo(Instant.parse("2027-01-31T09:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1h", "PT1H", "60m"})
  void readsATimeFromNow(String text) {
    var before = Instant.now();

    assertThat(converter.convert(text)).isBetween(before.plus(Duration.ofHours(1)), Instant.now().plus(Duration.ofHours(1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "2027-01-31", "-5m", "P999999999D", "9999-12-31T00:00:00Z"})
  void refusesWhatIsNeither(String text) {
    assertThatThrownBy(() -> converter.convert(text)).isInstanceOf(TypeConversionException.class).hasMessageEndingWith("got " + text);
  }
}

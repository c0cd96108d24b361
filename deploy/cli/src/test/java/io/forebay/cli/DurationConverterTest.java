package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationConverterTest {
  private final DurationConverter converter = new DurationConverter();

  @ParameterizedTest
  @CsvSource({"500ms, PT0.5S", "1ms, PT0.001S", "5s, PT5S", "0.5s, PT0.5S", "2m, PT2M", "1h30m, PT1H30M", "5S, PT5S", "' 5s ', PT5S", "PT1H, PT1H", "P1D, P1D", "pt3s, PT3S"})
  void readsDurationsAsPeopleWriteThem(String text, Duration expected) {
    assertThat(converter.convert(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "5", "5 s", "ms", "-5s", "0s", "0ms", "1234567890ms", "5x", "99999999999999999999s"})
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> converter.convert(text)).isInstanceOf(TypeConversionException.class).hasMessageContaining("got " + text);
  }
}

package io.forebay.connect.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UtcTimeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2027-01-31T09:00:00Z", "2027-01-31T09:00:00.1Z", "2027-01-31T09:00:00.123456Z", "2027-01-31T09:00:00.000000001Z", "1969-12-31T23:59:59.999999999Z", "0000-01-01T00:00:00Z",
        "2028-02-29T00:00:00Z", "2027-01-31T09:00:00+01:00", "2027-01-31T09:00Z", "+12027-01-31T09:00:00Z"
      })
  void readsWhatTheParserOfTheJdkReads(String text) {
    assertThat(UtcTime.parse(text)).isEqualTo(OffsetDateTime.parse(text).toInstant());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "Z", "2027-01-31T09:00:00", "2027-01-31T09:00:00.1234567890Z", "2027-02-29T09:00:00Z", "2027-01-31T25:00:00Z", "2027-01-31T09:00:60Z",
        "2027-01-31 09:00:00Z", "2027-01-31T09:00:00,1Z", "٢٠٢٧-01-31T09:00:00Z", "2027-13-01T09:00:00Z"
      })
  void refusesWhatIsNoTime(String text) {
    assertThatThrownBy(() -> UtcTime.parse(text)).isInstanceOf(DateTimeException.class);
  }
}

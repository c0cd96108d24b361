package io.forebay.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes, secrets and checks. */
class SettingValuesTest {
  @ParameterizedTest
  @CsvSource({"0B, 0, 0B", "512B, 512, 512B", "1024B, 1024, 1KiB", "64 KiB, 65536, 64KiB", "8MiB, 8388608, 8MiB", "1GiB, 1073741824, 1GiB", "1536B, 1536, 1536B", "2048GiB, 2199023255552, 2048GiB"})
  void readsAndWritesSizes(String text, long bytes, String written) {
    assertThat(ByteSize.parse(text)).isEqualTo(new ByteSize(bytes)).hasToString(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1MB", "-1B", "1.5MiB", "999999999999999GiB"})
  void refusesWhatIsNoSize(String text) {
    assertThatThrownBy(() -> ByteSize.parse(text)).isInstanceOfAny(IllegalArgumentException.class, ArithmeticException.class);
  }

  @Test
  void hidesASecretFromPeopleAndFromJackson() throws JsonProcessingException {
    Secret secret = new Secret("s3cret");

    assertThat(secret).hasToString("<hidden>").isEqualTo(new Secret("s3cret")).isNotEqualTo(new Secret("other"));
    assertThat(JsonMapper.builder().build().writeValueAsString(Map.of("token", secret))).isEqualTo("{\"token\":\"<hidden>\"}");
  }

  @Test
  void returnsTheValueAtItsBounds() {
    assertThat(Check.atLeast("n", 1, 1)).isEqualTo(1);
    assertThat(Check.atMost("n", 9, 9)).isEqualTo(9);
    assertThat(Check.between("n", 1, 1, 1)).isEqualTo(1);
    assertThat(Check.oneOf("n", "a", List.of("a", "b"))).isEqualTo("a");
    assertThat(Check.that("n", 8, true, "a power of two")).isEqualTo(8);
  }

  @Test
  void saysWhatWouldHaveBeenAllowed() {
    assertThatThrownBy(() -> Check.atLeast("n", 0, 1)).hasMessage("n must be at least 1, got 0");
    assertThatThrownBy(() -> Check.atMost("n", 10, 9)).hasMessage("n must be at most 9, got 10");
    assertThatThrownBy(() -> Check.between("n", 3, 1, 2)).hasMessage("n must be between 1 and 2, got 3");
    assertThatThrownBy(() -> Check.oneOf("n", "c", List.of("a", "b"))).hasMessage("n must be one of [a, b], got c");
    assertThatThrownBy(() -> Check.that("n", 7, false, "a power of two")).hasMessage("n must be a power of two, got 7");
    assertThatThrownBy(() -> Check.atLeast("n", null, 1)).hasMessage("n is required");
    assertThatThrownBy(() -> Check.present("n", " ")).hasMessage("n is required");
  }
}

package io.forebay.runners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonContractTest {
  private static final JsonContract SLEEP = JsonContract.of("core.sleep's input schema", new SleepHandler().inputSchema());

  @Test
  void hasNoComplaintAboutWhatTheSchemaAllows() {
    assertThat(SLEEP.complaint(Actions.json("{\"ms\": 5}"))).isEmpty();
  }

  @Test
  void namesEverythingThatIsWrong() {
    assertThat(SLEEP.complaint(Actions.json("{\"ms\": -1, \"x\": 2}"))).get().asString().contains("ms").contains("'x'").contains("; ");
  }

  @Test
  void complainsBriefly() {
    String unknown = IntStream.range(0, 20).mapToObj(i -> "\"%s%d\": 1".formatted("x".repeat(5_000), i)).collect(Collectors.joining(","));
    assertThat(SLEEP.complaint(Actions.json("{" + unknown + "}")).orElseThrow().length()).isLessThan(1_600);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"type\": 7}", "not json", ""})
  void refusesWhatIsNoSchema(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonContract.of("acme.x's input schema", text).complaint(Actions.json("1")))
        .withMessageStartingWith("acme.x's input schema is no JSON Schema");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{} {}", "{\"a\": }", "[1, 2", "nonsense"})
  void refusesWhatIsNotOneJsonValue(String text) {
    assertThatThrownBy(() -> JsonContract.parse(text)).isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void refusesWhatIsNestedTooDeeply() {
    assertThatThrownBy(() -> JsonContract.parse("[".repeat(201) + "]".repeat(201))).isInstanceOf(JsonProcessingException.class);
    assertThat(Actions.json("[".repeat(200) + "]".repeat(200))).isNotNull();
  }

  @Test
  void keepsNumbersAsTheyWereWritten() {
    assertThat(JsonContract.write(Actions.json("[2.50,12345678901234567890.123456789,1e5]"))).isEqualTo("[2.50,12345678901234567890.123456789,1E+5]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"ms\": 1e999999999}", "[1e-1001]", "1E1001"})
  void refusesNumbersThatNobodyExpects(String text) {
    assertThatThrownBy(() -> JsonContract.parse(text)).isInstanceOf(JsonProcessingException.class).hasMessageContaining("exponent");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e1000", "1e20", "18446744073709551616.0", "18446744073709551621", "86400001", "8.6400001e7"})
  void seesThatANumberIsTooLargeHoweverItIsWritten(String number) {
    assertThat(SLEEP.complaint(Actions.json("{\"ms\": " + number + "}"))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.5", "18446744073709551617.5", "1e20", "-18446744073709551617.5"})
  void comparesDecimalsWithTheirBounds(String number) {
    var percent = JsonContract.of("acme.x's input schema", "{\"type\": \"number\", \"minimum\": 0, \"maximum\": 10}");
    assertThat(percent.complaint(Actions.json(number))).isPresent();
    assertThat(percent.complaint(Actions.json("9.999"))).isEmpty();
  }
}

package io.forebay.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureModelTest {
  private static final FeatureModel MODEL = new FeatureTrainer(Clouds.QUICK).train(Clouds.bands(200, 1));
  private static final byte[] BYTES = MODEL.toBytes();

  @Test
  void answersTheSameWhenWrittenAndRead() throws IOException {
    FeatureModel read = FeatureModel.of(BYTES);
    assertThat(read.labels()).isEqualTo(MODEL.labels());
    assertThat(read.features()).isEqualTo(MODEL.features());
    assertThat(read.toBytes()).isEqualTo(BYTES);
    for (double[] row : Clouds.without(Clouds.bands(50, 2), 0.3, 3).rows()) {
      assertThat(read.reader().probabilities(row)).isEqualTo(MODEL.reader().probabilities(row));
    }
  }

  @Property(tries = 200)
  void givesProbabilitiesForWhateverComes(@ForAll @Size(3) double[] row) {
    assertProbabilities(MODEL.reader().probabilities(row));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void takesNoNumberForMissing(double value) {
    double[] missing = MODEL.reader().probabilities(Map.of("y", 0.0));
    assertThat(MODEL.reader().probabilities(Map.of("x", value, "y", 0.0))).isEqualTo(missing);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE})
  void staysFiniteForAbsurdValues(double value) {
    assertProbabilities(MODEL.reader().probabilities(new double[] {value, value, value}));
  }

  @Test
  void passesOverFeaturesThatItDoesNotKnow() {
    var features = new HashMap<>(Map.of("x", 0.0, "y", 0.0, "noise", 0.0));
    double[] plain = MODEL.reader().probabilities(features).clone();
    features.put("unknown", 1.0);
    assertThat(MODEL.reader().probabilities(features)).isEqualTo(plain);
  }

  @Test
  void isLessSureOfWhatItSeesLessOf() {
    double all = MODEL.reader().probabilities(Map.of("x", 0.0, "y", -0.5, "noise", 0.0))[0];
    double none = MODEL.reader().probabilities(Map.of())[0];
    assertThat(all).isGreaterThan(0.8);
    assertThat(none).isLessThan(0.6);
  }

  @Test
  void saysWhetherAnythingWasSeen() {
    FeatureReader reader = MODEL.reader();
    reader.probabilities(Map.of("unknown", 1.0));
    assertThat(reader.sawAny()).isFalse();
    reader.probabilities(Map.of("x", 1.0));
    assertThat(reader.sawAny()).isTrue();
  }

  @Test
  void refusesAnotherNumberOfValues() {
    assertThatThrownBy(() -> MODEL.reader().probabilities(new double[2])).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("3 features");
  }

  @ParameterizedTest
  @CsvSource({"0, no model", "3, format"})
  void refusesAnotherKindOrFormat(int place, String message) {
    byte[] other = BYTES.clone();
    other[place] ^= 0x40;
    assertThatThrownBy(() -> FeatureModel.of(other)).isInstanceOf(IOException.class).hasMessageContaining(message);
  }

  @Test
  void refusesBytesBehindTheEnd() {
    assertThatThrownBy(() -> FeatureModel.of(Arrays.copyOf(BYTES, BYTES.length + 1))).isInstanceOf(IOException.class).hasMessageContaining("behind its end");
  }

  @Property(tries = 200)
  void refusesWhatWasCutShort(@ForAll @IntRange(max = 1_000_000) int length) {
    assertThatThrownBy(() -> FeatureModel.of(Arrays.copyOf(BYTES, length % BYTES.length))).isInstanceOf(IOException.class);
  }

  @Property(tries = 500)
  void neverAnswersNonsenseForDamagedBytes(@ForAll @IntRange(max = 1_000_000) int place, @ForAll byte value) {
    byte[] damaged = BYTES.clone();
    damaged[place % BYTES.length] = value;
    try {
      FeatureModel read = FeatureModel.of(damaged);
      double[] probabilities = read.reader().probabilities(new double[read.features().size()]);
      assertThat(probabilities).doesNotContain(Double.NaN);
    } catch (IOException expected) {
      assertThat(expected).hasMessageNotContaining("null");
    }
  }

  private static void assertProbabilities(double[] probabilities) {
    assertThat(Arrays.stream(probabilities).allMatch(p -> p >= 0 && p <= 1)).isTrue();
    assertThat(Arrays.stream(probabilities).sum()).isCloseTo(1, within(1e-9));
  }
}

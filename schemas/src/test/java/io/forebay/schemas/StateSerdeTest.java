package io.forebay.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class StateSerdeTest {
  private final StateSerde<DetectedLanguage> languages = StateSerde.of(DetectedLanguage.class);

  @Test
  void readsWhatItWrote() {
    var language = new DetectedLanguage("de", 0.9);

    byte[] bytes = languages.serializer().serialize("languages", language);

    assertThat(languages.deserializer().deserialize("languages", bytes)).isEqualTo(language);
  }

  @Test
  void refusesStateOfAnotherRecord() {
    byte[] bytes = StateSerde.of(Reason.class).serializer().serialize("reasons", new Reason("pii", "FOUND", 1.0));

    assertThatThrownBy(() -> languages.deserializer().deserialize("languages", bytes))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("languages");
  }

  @Test
  void passesTombstonesThrough() {
    assertThat(languages.serializer().serialize("languages", null)).isNull();
    assertThat(languages.deserializer().deserialize("languages", null)).isNull();
  }
}

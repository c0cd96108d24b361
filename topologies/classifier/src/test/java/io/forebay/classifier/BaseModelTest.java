package io.forebay.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BaseModelTest {
  @Test
  void shipsTheModelsOfTheModelCard() throws IOException {
    BaseModel model = BaseModel.shipped();
    assertThat(Files.readString(Path.of("MODEL_CARD.md"))).contains("`" + model.spamVersion() + "`", "`" + model.actionVersion() + "`");
  }

  @Test
  void readsWhatItWrote() throws IOException {
    byte[] bytes = bytes(BaseModel.shipped());
    assertThat(bytes(BaseModel.read(new ByteArrayInputStream(bytes)))).isEqualTo(bytes);
  }

  @Test
  void trainsTheSameModelFromTheSameData() throws IOException {
    assertThat(bytes(trained())).isEqualTo(bytes(trained()));
  }

  @Test
  void refusesAFileThatIsNoModel() {
    assertThatThrownBy(() -> BaseModel.read(new ByteArrayInputStream(new byte[64]))).isInstanceOf(IOException.class).hasMessageContaining("not a model");
  }

  @Test
  void refusesAModelThatIsCutShort() throws IOException {
    byte[] bytes = bytes(BaseModel.shipped());
    assertThatThrownBy(() -> BaseModel.read(new ByteArrayInputStream(Arrays.copyOf(bytes, bytes.length / 2)))).isInstanceOf(IOException.class);
  }

  private static BaseModel trained() {
    var trainer = new BaseModelTrainer();
    for (int i = 0; i < 6; i++) {
      trainer.addMail(SampleMail.letter().with("Subject", "draft " + i).body(SampleMail.LETTER + i).parse(), false);
      trainer.addMail(SampleMail.pitch().body(SampleMail.PITCH + i).parse(), true);
      trainer.addSentence("Please send me draft " + i, true);
      trainer.addSentence("Draft " + i + " was sent", false);
    }
    return trainer.train("test");
  }

  private static byte[] bytes(BaseModel model) throws IOException {
    var out = new ByteArrayOutputStream();
    model.write(out);
    return out.toByteArray();
  }
}

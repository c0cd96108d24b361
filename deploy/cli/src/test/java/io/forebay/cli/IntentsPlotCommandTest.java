package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.motion.Ground;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntentsPlotCommandTest {
  @TempDir private Path folder;

  private Path recording;

  @BeforeEach
  void recordOneWhoWalksAlongX() throws IOException {
    var lines = new StringBuilder("seconds,subject,x,y\n");
    for (int step = 0; step < 40; step++) {
      lines.append(0.4 * step).append(",7,").append(0.5 * step).append(",3\n");
    }
    recording = Files.writeString(folder.resolve("walk.csv"), lines);
  }

  private CommandRun plot(String at) {
    return CommandRun.of("intents", "plot", recording.toString(), "--at", at, "--out", folder.resolve("walk.png").toString(), "--json");
  }

  @Test
  void drawsWhoIsThere() throws IOException {
    var run = plot("4.0");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.json().get("people").asInt()).isEqualTo(1);
    assertThat(ImageIO.read(folder.resolve("walk.png").toFile()).getWidth()).isEqualTo(1_000);
  }

  @Test
  void knowsNothingOfWhatCameLater() {
    var picture = ScenePicture.at(Recording.read(recording), Ground.open(), 4.0);
    var person = picture.people().getFirst();

    assertThat(person.past()).hasSize(11);
    assertThat(person.ahead()).hasSize(ScenePicture.HORIZONS.length);
    assertThat(person.future().getFirst()[0]).isGreaterThan(person.past().getLast()[0]);
  }

  @Test
  void saysWhereNobodyIsThere() {
    var run = plot("100");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("Nobody is there 100.0 s after the beginning; the recording lasts 15.6 s.");
  }

  @Test
  void refusesAMomentBeforeTheBeginning() {
    assertThat(plot("-1").exitCode()).isEqualTo(2);
  }
}

package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.features.FeatureModel;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureCommandsTest {
  @TempDir private Path folder;

  private String table() throws IOException {
    var text = new StringBuilder("speed,height,sequence_id\n");
    for (int i = 0; i < 60; i++) {
      text.append(i % 2 == 0 ? 1 + 0.01 * i : -1 - 0.01 * i).append(',').append(i % 7).append(i % 2 == 0 ? ",wave_" : ",point_").append(i).append('\n');
    }
    return Files.writeString(folder.resolve("table.csv"), text).toString();
  }

  private void zip(String name, String text) throws IOException {
    try (Writer out = new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(folder.resolve(name))), StandardCharsets.UTF_8)) {
      out.write(text);
    }
  }

  /** Whoever walks to the right crosses in the end, a video each. */
  private String crossings() throws IOException {
    var pedestrians = new StringBuilder("video,crossing,crossing_point,id\n");
    var tracks = new StringBuilder("video,ped,frame,x1,y1,x2,y2,action,look,cross\n");
    for (int v = 0; v < 12; v++) {
      boolean crosses = v % 2 == 0;
      pedestrians.append("v%d,%d,%d,p%n".formatted(v, crosses ? 1 : 0, crosses ? 100 : -1));
      for (int frame = 0; frame < 110; frame++) {
        int x = crosses ? 300 + 2 * frame : 500 - v;
        String crossing = crosses && frame >= 100 ? "crossing" : "not-crossing";
        tracks.append("v%d,p,%d,%d,600,%d,700,walking,looking,%s%n".formatted(v, frame, x, x + 40, crossing));
      }
    }
    Files.writeString(folder.resolve("pedestrians.csv"), pedestrians);
    zip("tracks.csv.gz", tracks.toString());
    zip("vehicle.csv.gz", "video,frame,action\nv0,0,stopped\n");
    return folder.toString();
  }

  @Test
  void measuresGestures() throws IOException {
    CommandRun run = CommandRun.of("evaluate", "gestures", table(), "--folds", "3", "--json");
    assertThat(run.exitCode()).isZero();
    assertThat(run.json().get("accuracy").asDouble()).isGreaterThan(0.95);
    assertThat(run.json().get("majorityAccuracy").asDouble()).isEqualTo(0.5);
    assertThat(run.json().get("calibrationError").asDouble()).isLessThan(0.2);
  }

  @Test
  void measuresCrossings() throws IOException {
    CommandRun run = CommandRun.of("evaluate", "crossings", crossings(), "--folds", "3", "--json");
    assertThat(run.exitCode()).isZero();
    assertThat(run.json().get("auc").asDouble()).isGreaterThan(0.95);
    assertThat(run.json().get("everyHalfSecond").get("examples").asInt()).isPositive();
    assertThat(run.json().get("beforeTheEvent").get("groups").asInt()).isEqualTo(12);
  }

  @Test
  void printsTablesForPeople() throws IOException {
    assertThat(CommandRun.of("evaluate", "gestures", table(), "--folds", "2").out()).contains("accuracy", "majority", "AUC", "Brier", "calibration error", "wave");
  }

  @Test
  void trainsAModelThatTellsTheGesturesApart() throws IOException {
    String out = folder.resolve("model").toString();
    CommandRun run = CommandRun.of("intents", "train", table(), "--name", "gestures", "--out", out, "--json");
    assertThat(run.exitCode()).isZero();
    JsonNode trained = run.json();
    assertThat(trained.get("bytes").asLong()).isEqualTo(Files.size(folder.resolve("model")));
    FeatureModel model = FeatureModel.of(Files.readAllBytes(folder.resolve("model")));
    assertThat(model.labels()).containsExactly("point", "wave");
    assertThat(model.reader().probabilities(Map.of("speed", 1.2))[1]).isGreaterThan(0.7);
    assertThat(CommandRun.of("intents", "train", table(), "--name", "gestures", "--out", out, "--json").json().get("version")).isEqualTo(trained.get("version"));
  }

  @Test
  void saysWhatIsTooLittle() throws IOException {
    String few = Files.writeString(folder.resolve("few.csv"), "x,label\n1,a\n2,b\n").toString();
    CommandRun run = CommandRun.of("intents", "train", few, "--name", "few", "--out", folder.resolve("model").toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("few.csv", "5 folds", "2 groups");
    assertThat(CommandRun.of("evaluate", "gestures", few, "--folds", "1").err()).contains("--folds must be 2 to 20");
    assertThat(CommandRun.of("evaluate", "crossings", few).err()).contains("Cannot read");
    assertThat(CommandRun.of("intents", "train", few, "--name", " ").exitCode()).isEqualTo(2);
  }
}

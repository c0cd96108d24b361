package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ModelCommandsTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();

  @BeforeEach
  void writeData() throws IOException {
    for (String kind : new String[] {"ham", "spam"}) {
      Files.createDirectory(folder.resolve(kind));
      for (int i = 0; i < 6; i++) {
        String text = kind.equals("ham") ? "I think the draft is fine, thanks. Number " : "ACT NOW!!! Free trial, money back guaranteed, click here! Number ";
        Files.writeString(folder.resolve(kind).resolve(i + ".eml"), "From: a@example.org\nSubject: " + kind + "\n\n" + text + "word".repeat(i + 1) + "\n");
      }
    }
    Files.writeString(folder.resolve("pos"), "Please call me.\nCan you send it?\nPlease call me.\nLet me know.\nPlease review it.\n");
    Files.writeString(folder.resolve("neg"), "It was sent.\nThanks for coming.\nHe left.\nThe shop is open.\n");
  }

  @Test
  void measuresTheShippedModelOnFolders() {
    assertThat(run(new EvaluateSpamCommand(), "--ham", path("ham"), "--spam", path("spam"), "--json")).isZero();
    assertThat(out.toString()).contains("\"examples\":12", "\"positives\":6", "\"f1\":", "\"microsPerMessage\":");
  }

  @Test
  void crossValidatesOnFolders() {
    assertThat(run(new EvaluateSpamCommand(), "--ham", path("ham"), "--spam", path("spam"), "--cross-validate", "2")).isZero();
    assertThat(out.toString()).contains("2 folds", "12, of which 6 yes", "false positives");
  }

  @Test
  void countsEachSentenceOnce() {
    assertThat(run(new EvaluateActionCommand(), "--pos", path("pos"), "--neg", path("neg"))).isZero();
    assertThat(out.toString()).contains("8, of which 4 yes");
  }

  @Test
  void trainsTheSameFileAgain() throws IOException {
    for (String name : new String[] {"one", "two"}) {
      assertThat(run(new TrainCommand(), "--ham", path("ham"), "--spam", path("spam"), "--pos", path("pos"), "--neg", path("neg"), "--model-version", "t", "--out", path(name))).isZero();
    }
    assertThat(Files.mismatch(folder.resolve("one"), folder.resolve("two"))).isEqualTo(-1);
  }

  @Test
  void refusesASingleFold() {
    assertThat(run(new EvaluateActionCommand(), "--pos", path("pos"), "--neg", path("neg"), "--cross-validate", "1")).isEqualTo(1);
  }

  @Test
  void failsWhereThereIsNoFile() {
    assertThat(run(new EvaluateActionCommand(), "--pos", path("nowhere"), "--neg", path("neg"))).isEqualTo(1);
  }

  private int run(Object command, String... arguments) {
    return new CommandLine(command).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(new StringWriter(), true)).execute(arguments);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }
}

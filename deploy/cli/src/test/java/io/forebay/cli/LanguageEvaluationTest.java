package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.cli.LanguageEvaluation.Report;
import io.forebay.mail.LanguageIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanguageEvaluationTest {
  @TempDir private Path folder;

  @Test
  void countsWhatIsToldRightPerLanguageAndSet() throws IOException {
    write("sets/ja.txt", "ありがとうございます\n\nよろしくお願いします\n");
    write("sets/zh.txt", "谢谢您的来信\n这是カタカナです\n");
    write("sets/ko.txt", "감사합니다\n");

    List<Report> reports = new LanguageEvaluation(new LanguageIdentifier()).run(folder);

    Report report = reports.getFirst();
    assertThat(reports).hasSize(1);
    assertThat(report.set()).isEqualTo("sets");
    assertThat(report.texts()).isEqualTo(5);
    assertThat(report.required()).isEqualTo(3 / 4.0);
    assertThat(report.all()).isEqualTo(4 / 5.0);
    assertThat(report.languages().get("zh").takenFor()).isEqualTo(Map.of("ja", 1));
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}

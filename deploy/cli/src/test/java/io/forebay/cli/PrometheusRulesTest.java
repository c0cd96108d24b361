package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PrometheusRulesTest {
  private static final Path FOLDER = Path.of("..", "prometheus");

  @Test
  void alertAsTheirTestsSay() throws IOException, InterruptedException {
    assumeTrue(isInstalled("promtool"), "promtool is not installed");
    Process promtool = new ProcessBuilder("promtool", "test", "rules", "intents.rules.test.yml").directory(FOLDER.toFile()).redirectErrorStream(true).start();
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(promtool.waitFor()).as(said).isZero();
  }

  private static boolean isInstalled(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)).anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}

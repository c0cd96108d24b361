package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PrometheusRulesTest {
  private static final Path FOLDER = Path.of("..", "prometheus");
  private static final Path METRICS = Path.of("..", "..", "topologies", "intents", "src", "main", "java", "io", "forebay", "intents", "IntentsMetrics.java");

  @Test
  void alertAsTheirTestsSay() throws IOException, InterruptedException {
    assumeTrue(isInstalled("promtool"), "promtool is not installed");
    Process promtool = new ProcessBuilder("promtool", "test", "rules", "intents.rules.test.yml").directory(FOLDER.toFile()).redirectErrorStream(true).start();
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(promtool.waitFor()).as(said).isZero();
  }

  @Test
  void speakOnlyOfMetricsThatThereAre() throws IOException {
    String counted = Files.readString(METRICS);
    Stream<String> named = Pattern.compile("forebay_intents_[a-z_]+").matcher(Files.readString(FOLDER.resolve("intents.rules.yml"))).results().map(MatchResult::group);

    assertThat(named.map(name -> name.replaceFirst("_(bucket|count)$", "")).distinct()).isNotEmpty().allSatisfy(name -> assertThat(counted).contains('"' + name + '"'));
  }

  private static boolean isInstalled(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)).anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}

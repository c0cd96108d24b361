package io.forebay.runners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.runtime.ConfigException;
import io.forebay.runtime.ConfigKey;
import io.forebay.runtime.ConfigLoader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  @TempDir private Path folder;

  private record ChatSettings(URI baseUrl, Integer timeoutSeconds) {}

  @Test
  void hasDefaults() {
    RunnerConfig config = ConfigLoader.load(RunnerConfig.class, Optional.empty(), Map.of());
    assertThat(config.runner()).isEqualTo(RunnerSettings.defaults());
    assertThat(config.runner().maxInFlight()).isEqualTo(1024);
    assertThat(config.runner().hold()).isEqualTo(Duration.ofMillis(5));
    assertThat(config.tracing().endpoint()).isEmpty();
  }

  @Test
  void readsItsSettingsAndThoseOfHandlers() throws IOException {
    Path file = folder.resolve("forebay.yaml");
    Files.writeString(file, "runner:\n  capabilities: [core.echo]\n  max-in-flight: 8\nhandlers:\n  llm:\n    base-url: http://a\n    timeout-seconds: 3\n");
    RunnerConfig config =
        ConfigLoader.load(RunnerConfig.class, Optional.of(file), Map.of("FOREBAY_RUNNER_HOLD", "PT1S", "FOREBAY_HANDLERS_LLM_BASE_URL", "http://b"));
    assertThat(config.runner().capabilities()).containsExactly("core.echo");
    assertThat(config.runner().maxInFlight()).isEqualTo(8);
    assertThat(config.runner().hold()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.handlers().bind("llm", ChatSettings.class)).isEqualTo(new ChatSettings(URI.create("http://b"), 3));
  }

  @ParameterizedTest
  @CsvSource({
    "FOREBAY_RUNNER_MAX_IN_FLIGHT, 0, runner.max-in-flight must be between 1 and 100000",
    "FOREBAY_RUNNER_HOLD, PT-1S, runner.hold must be between PT0S and PT168H",
    "FOREBAY_RUNNER_DRAIN_TIMEOUT, PT25H, runner.drain-timeout must be between PT0S and PT24H",
    "FOREBAY_RUNNER_STOP_TIMEOUT, PT0.05S, runner.stop-timeout must be between PT0.1S and PT5M",
    "FOREBAY_TRACING_ENDPOINT, collector, tracing.endpoint must be an address such as http://127.0.0.1:4318"
  })
  void refusesNonsense(String variable, String value, String complaint) {
    assertThatThrownBy(() -> ConfigLoader.load(RunnerConfig.class, Optional.empty(), Map.of(variable, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(complaint);
  }

  @Test
  void readsOpenTelemetrysOwnVariablesUnlessToldOtherwise() {
    var environment = Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318", "OTEL_SERVICE_NAME", "runner-7");
    TracingSettings read = TracingSettings.none().orFrom(environment);
    assertThat(read.endpoint()).contains(URI.create("http://collector:4318"));
    assertThat(read.service()).isEqualTo("runner-7");
    var told = new TracingSettings(Optional.of(URI.create("http://other:4318")), null);
    assertThat(told.orFrom(environment)).isEqualTo(told);
    assertThatThrownBy(() -> TracingSettings.none().orFrom(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "no address")))
        .isInstanceOf(ConfigException.class);
  }

  @Test
  void isToldInTheReadme() throws IOException {
    String readme = Files.readString(Path.of(System.getProperty("basedir", "."), "README.md"));
    assertThat(ConfigKey.of(RunnerConfig.class))
        .filteredOn(key -> key.key().startsWith("runner.") || key.key().startsWith("tracing."))
        .allSatisfy(key -> assertThat(readme).contains("| `" + key.key() + "` | " + key.meaning() + " |"));
  }
}

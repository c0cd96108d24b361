package io.forebay.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.runtime.ConfigException;
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

class LlmSettingsTest {
  @TempDir Path directory;

  private record Handlers(LlmSettings llm) {}

  private record Root(Handlers handlers) {}

  private static LlmSettings load(Map<String, String> environment) {
    return ConfigLoader.load(Root.class, Optional.empty(), environment).handlers().llm();
  }

  @Test
  void needsNothing() {
    LlmSettings settings = load(Map.of());

    assertThat(settings).isEqualTo(TestSettings.none());
    assertThat(settings.timeout()).isEqualTo(Duration.ofMinutes(2));
    assertThat(settings.streaming()).isTrue();
    assertThat(settings.inputPriceMicroUsd()).isZero();
  }

  @Test
  void isSetByTheEnvironment() {
    LlmSettings settings =
        load(
            Map.of(
                "FOREBAY_HANDLERS_LLM_BASE_URL", "https://openrouter.ai/api/v1",
                "FOREBAY_HANDLERS_LLM_MODEL", "qwen",
                "FOREBAY_HANDLERS_LLM_API_KEY", "${env:ROUTER_KEY}",
                "ROUTER_KEY", "sk-1"));

    assertThat(settings.baseUrl()).contains(URI.create("https://openrouter.ai/api/v1"));
    assertThat(settings.model()).contains("qwen");
    assertThat(settings.apiKey().orElseThrow().reveal()).isEqualTo("sk-1");
    assertThat(settings.toString()).doesNotContain("sk-1");
  }

  @Test
  void namesSeveralEndpointsInAFile() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("forebay.yaml"),
            """
            handlers:
              llm:
                base-url: http://localhost:11434/v1
                model: llama3.2
                endpoints:
                  big:
                    base-url: https://api.openai.com/v1
                    model: gpt-5
                    output-price-micro-usd: 10000000
            """);

    LlmSettings settings = ConfigLoader.load(Root.class, Optional.of(file), Map.of()).handlers().llm();

    assertThat(settings.endpoints().get("big").model()).contains("gpt-5");
    assertThat(settings.endpoints().get("big").outputPriceMicroUsd()).isEqualTo(10_000_000);
  }

  @ParameterizedTest
  @CsvSource({
    "BASE_URL, localhost:11434, handlers.llm.base-url must be http or https with a host",
    "BASE_URL, ftp://host/v1, handlers.llm.base-url must be http or https with a host",
    "BASE_URL, http:///v1, handlers.llm.base-url must be http or https with a host",
    "BASE_URL, http://user:hunter2@host/v1, handlers.llm.base-url must be http or https with a host",
    "BASE_URL, http://host/v1?key=1, handlers.llm.base-url must be http or https with a host",
    "API_KEY, sk-plain, handlers.llm.api-key must be a reference",
    "API_KEY, ${env:SPACED}, handlers.llm.api-key must be printable ASCII without spaces",
    "TIMEOUT, PT0S, handlers.llm.timeout must be between",
    "TIMEOUT, PT2H, handlers.llm.timeout must be between",
    "MAX_OUTPUT_TOKENS, 0, handlers.llm.max-output-tokens must be between",
    "INPUT_PRICE_MICRO_USD, -1, handlers.llm.input-price-micro-usd must be between",
    "OUTPUT_PRICE_MICRO_USD, 1000000001, handlers.llm.output-price-micro-usd must be between"
  })
  void refusesNonsense(String variable, String value, String complaint) {
    Map<String, String> environment = Map.of("FOREBAY_HANDLERS_LLM_" + variable, value, "SPACED", "sk-1 sk-2");

    assertThatThrownBy(() -> load(environment))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(complaint)
        .hasMessageNotContainingAny("hunter2", "sk-2");
  }

  @Test
  void refusesANamedEndpointWithoutItsPlace() throws IOException {
    Path file = Files.writeString(directory.resolve("forebay.yaml"), "handlers:\n  llm:\n    endpoints:\n      big:\n        model: gpt-5\n");

    assertThatThrownBy(() -> ConfigLoader.load(Root.class, Optional.of(file), Map.of()))
        .hasMessageContaining("handlers.llm.endpoints.big.base-url is required");
  }
}

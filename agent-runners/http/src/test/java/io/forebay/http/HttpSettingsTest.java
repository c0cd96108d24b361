package io.forebay.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.forebay.runtime.ConfigException;
import io.forebay.runtime.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HttpSettingsTest {
  /** A tree with the section in it, as a runner has it. */
  record Tree(HttpSettings http) {}

  @TempDir Path folder;

  private HttpSettings read(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("forebay.yaml"), yaml);
    return ConfigLoader.load(Tree.class, Optional.of(file), Map.of("TOKEN", "0123456789", "SHORT", "1234567", "BROKEN", "01234567\nX-Evil: 1")).http();
  }

  @Test
  void allowsNothingByDefault() throws IOException {
    HttpSettings settings = read("http:\n");

    assertThat(settings.allowedHosts()).isEmpty();
    assertThat(settings.privateHosts()).isEmpty();
    assertThat(settings.secrets()).isEmpty();
    assertThat(settings.allowed().permit(Target.parse("https://example.com/"))).isFalse();
    assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.requestTimeout()).isEqualTo(Duration.ofMinutes(1));
    assertThat(settings.inlineMax()).hasToString("64KiB");
    assertThat(settings.responseMax()).hasToString("8MiB");
  }

  @Test
  void readsHostsAndSecrets() throws IOException {
    HttpSettings settings =
        read(
            """
            http:
              allowed-hosts: ["*.example.com", "http://plain.example:8080"]
              private-hosts: ["http://127.0.0.1:9000"]
              secrets:
                github:
                  value: ${env:TOKEN}
                  allowed-hosts: [api.example.com]
                  prefix: "Bearer "
                  tenants: [acme]
            """);

    assertThat(settings.allowed().permit(Target.parse("https://api.example.com/"))).isTrue();
    assertThat(settings.allowed().permit(Target.parse("http://127.0.0.1:9000/"))).isTrue();
    assertThat(settings.privates().permit(Target.parse("https://api.example.com/"))).isFalse();
    HttpSecret secret = settings.secrets().get("github");
    assertThat(secret.value().reveal()).isEqualTo("0123456789");
    assertThat(secret.hosts().permit(Target.parse("https://api.example.com/"))).isTrue();
    assertThat(secret.isFor("acme")).isTrue();
    assertThat(secret.isFor("globex")).isFalse();
    assertThat(settings.toString()).doesNotContain("0123456789");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "allowed-hosts: [\"https://\"] | http.allowed-hosts cannot have https://",
        "allowed-hosts: [2130706433] | http.allowed-hosts cannot have 2130706433",
        "private-hosts: [\"*\"] | http.private-hosts must name its hosts, got *",
        "private-hosts: [\"http://*:80\"] | http.private-hosts must name its hosts",
        "connect-timeout: PT0S | http.connect-timeout must be between",
        "inline-max: 129KiB | http.inline-max must be at most 128KiB",
        "response-max: 65MiB | http.response-max must be at most 64MiB",
        "connections-max: 0 | http.connections-max must be between",
        "secrets: {a: {allowed-hosts: [example.com]}} | http.secrets.a.value is required",
        "secrets: {a: {value: '${env:TOKEN}'}} | http.secrets.a.allowed-hosts is required",
        "secrets: {a: {value: '${env:TOKEN}', allowed-hosts: []}} | at least one host",
        "secrets: {a: {value: '${env:TOKEN}', allowed-hosts: ['*']}} | http.secrets.a.allowed-hosts must name its hosts",
        "secrets: {a: {value: '${env:SHORT}', allowed-hosts: [a.com]}} | http.secrets.a.value must be 8 to 8192 visible",
        "secrets: {a: {value: '${env:BROKEN}', allowed-hosts: [a.com]}} | http.secrets.a.value must be 8 to 8192 visible"
      })
  void refusesWithTheKeyAndWhatIsAllowed(String line, String complaint) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read("http:\n  " + line.replace("'${", "\"${").replace("}'", "}\"") + "\n"))
        .withMessageContaining(complaint)
        .withMessageNotContaining("1234567");
  }

  @Test
  void acceptsBoundsThemselves() {
    assertThat(new HttpSettings(List.of("*", "http://*"), List.of("localhost"), null, Duration.ofMillis(1), Duration.ofDays(1), null, null, 10_000)).isNotNull();
  }
}

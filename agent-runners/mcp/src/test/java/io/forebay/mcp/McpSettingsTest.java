package io.forebay.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.runtime.ByteSize;
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
import org.junit.jupiter.params.provider.ValueSource;

final class McpSettingsTest {
  @TempDir Path folder;

  private McpSettings load(String yaml) {
    try {
      Path file = Files.writeString(folder.resolve("mcp.yaml"), yaml);
      return ConfigLoader.load(McpSettings.class, Optional.of(file), Map.of("TOKEN", "open sesame"));
    } catch (IOException e) {
      throw new IllegalStateException("cannot write into " + folder, e);
    }
  }

  @Test
  void needNothing() {
    McpSettings settings = load("{}");

    assertThat(settings.servers()).isEmpty();
    assertThat(settings.inlineMax()).isEqualTo(new ByteSize(64 << 10));
    assertThat(settings.answerMax()).isEqualTo(ByteSize.mebibytes(8));
  }

  @Test
  void areReadAsTheReadmeShowsThem() {
    McpSettings settings =
        load(
            """
            servers:
              files:
                command: npx
                args: ["-y", "@modelcontextprotocol/server-filesystem", "/srv/files"]
                env: {NODE_ENV: production}
                secret-env: {API_KEY: "${env:TOKEN}"}
                allowed-tools: [read_text_file]
                tenants: [acme]
              search:
                url: https://search.example.com/mcp
                bearer: ${env:TOKEN}
                timeout: PT30S
                sessions-max: 4
            """);

    McpServer files = settings.servers().get("files");
    assertThat(files.isProgram()).isTrue();
    assertThat(files.args()).hasSize(3);
    assertThat(files.secretEnv().get("API_KEY").reveal()).isEqualTo("open sesame");
    assertThat(files.allows("read_text_file")).isTrue();
    assertThat(files.allows("write_file")).isFalse();
    assertThat(files.serves("acme")).isTrue();
    assertThat(files.serves("other")).isFalse();
    assertThat(files.timeout()).isEqualTo(Duration.ofMinutes(5));
    McpServer search = settings.servers().get("search");
    assertThat(search.isProgram()).isFalse();
    assertThat(search.url()).isEqualTo(URI.create("https://search.example.com/mcp"));
    assertThat(search.bearer().reveal()).isEqualTo("open sesame");
    assertThat(search.sessionsMax()).isEqualTo(4);
    assertThat(search.allows("anything")).isTrue();
    assertThat(search.serves("anyone")).isTrue();
    assertThat(settings.toString()).doesNotContain("open sesame");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "servers: {a: {}}",
        "servers: {a: {command: x, url: 'http://h/mcp'}}",
        "servers: {a: {command: x, headers: {A: b}}}",
        "servers: {a: {command: x, bearer: '${env:TOKEN}'}}",
        "servers: {a: {url: 'http://h/mcp', args: [x]}}",
        "servers: {a: {url: 'http://h/mcp', env: {A: b}}}",
        "servers: {a: {url: 'http://h/mcp', working-dir: /tmp}}",
        "servers: {a: {url: 'http://h/mcp', headers: {Host: b}}}",
        "servers: {a: {url: 'http://h/mcp', headers: {'a b': c}}}",
        "servers: {a: {url: 'http://h/mcp', headers: {A: \"b\\nc\"}}}",
        "servers: {a: {url: 'ftp://h/mcp'}}",
        "servers: {a: {url: 'http:///mcp'}}",
        "servers: {a: {url: 'http://user@h/mcp'}}",
        "servers: {a: {command: x, sessions-max: 0}}",
        "servers: {a: {command: x, timeout: PT0S}}",
        "servers: {a: {command: x, env: {'A=B': c}}}",
        "servers: {a: {command: ''}}",
        "servers: {A: {command: x}}",
        "inline-max: 1MiB",
        "answer-max: 1KiB",
        "answer-max: 1GiB",
      })
  void areRefusedWhereTheyMakeNoSense(String yaml) {
    assertThatThrownBy(() -> load(yaml)).isInstanceOf(ConfigException.class);
  }
}

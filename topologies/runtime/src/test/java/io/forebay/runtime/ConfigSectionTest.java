package io.forebay.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigSectionTest {
  @TempDir private Path folder;

  record Model(URI baseUrl, Optional<Secret> key, Map<String, Server> servers) {}

  record Server(String command) {}

  record Settings(String name, ConfigSection handlers) {}

  private ConfigSection handlers(String yaml, Map<String, String> environment) throws IOException {
    Path file = Files.writeString(folder.resolve("forebay.yaml"), yaml);
    return ConfigLoader.load(Settings.class, Optional.of(file), environment).handlers();
  }

  @Test
  void bindsWhatIsWrittenUnderANameOnlyWhenItIsAsked() throws IOException {
    var handlers = handlers("name: x\nhandlers:\n  llm:\n    base-url: http://a\n    servers:\n      one: {command: run}\n", Map.of());

    Model model = handlers.bind("llm", Model.class);

    assertThat(model.baseUrl()).isEqualTo(URI.create("http://a"));
    assertThat(model.servers()).containsExactly(Map.entry("one", new Server("run")));
  }

  @Test
  void letsTheEnvironmentWin() throws IOException {
    var handlers =
        handlers(
            "handlers:\n  llm:\n    base-url: http://a\n",
            Map.of("FOREBAY_HANDLERS_LLM_BASE_URL", "http://b", "FOREBAY_HANDLERS_LLM_KEY", "${env:MODEL_KEY}", "MODEL_KEY", "s3cret"));

    Model model = handlers.bind("llm", Model.class);

    assertThat(model.baseUrl()).isEqualTo(URI.create("http://b"));
    assertThat(model.key().orElseThrow().reveal()).isEqualTo("s3cret");
  }

  @Test
  void bindsDefaultsWhereNothingIsWritten() throws IOException {
    assertThat(handlers("name: x\n", Map.of()).bind("llm", Model.class)).isEqualTo(new Model(null, Optional.empty(), Map.of()));
    assertThat(handlers("handlers:\n  llm:\n", Map.of()).bind("llm", Model.class).baseUrl()).isNull();
    assertThat(ConfigSection.empty("handlers").bind("llm", Model.class).baseUrl()).isNull();
  }

  @Test
  void tellsTheFullKeyOfWhatIsWrong() throws IOException {
    var handlers = handlers("handlers:\n  llm:\n    base-uri: http://a\n", Map.of("FOREBAY_HANDLERS_LLM_TIMEOUT", "3"));

    assertThatThrownBy(() -> handlers.bind("llm", Model.class))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("handlers.llm.base-uri is no setting; known here are base-url, key, servers (")
        .hasMessageContaining("FOREBAY_HANDLERS_LLM_TIMEOUT is no setting");
  }

  @Test
  void takesNoValueForASection() throws IOException {
    var handlers = handlers("handlers:\n  llm: 7\n", Map.of());

    assertThatThrownBy(() -> handlers.bind("llm", Model.class))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("handlers.llm must be a section (");
    assertThatThrownBy(() -> handlers("handlers: [a]\n", Map.of())).isInstanceOf(ConfigException.class).hasMessageContaining("handlers must be a section");
  }

  @Test
  void refusesNamesThatNobodyKnows() throws IOException {
    var handlers =
        handlers("handlers:\n  llm: {}\n  smtp: {}\n", Map.of("FOREBAY_HANDLERS_IMAP_HOST", "h", "FOREBAY_HANDLERS_LLM_KEY", "k", "FOREBAY_HANDLERS_POP_X", " "));

    assertThatThrownBy(() -> handlers.requireKnown(List.of("llm", "http")))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("2 settings are wrong:")
        .hasMessageContaining("handlers.smtp is no setting; known here are llm, http (")
        .hasMessageContaining("FOREBAY_HANDLERS_IMAP_HOST is no setting; known here are llm, http");
    assertThatThrownBy(() -> handlers.requireKnown(List.of())).hasMessageContaining("handlers.llm is no setting; none is known here");
  }

  @Test
  void hasOneRowInATableOfSettings() {
    assertThat(ConfigKey.of(Settings.class))
        .last()
        .satisfies(
            key -> {
              assertThat(key.key()).isEqualTo("handlers");
              assertThat(key.variable()).isEqualTo("FOREBAY_HANDLERS");
              assertThat(key.isOpen()).isTrue();
            });
  }

  @Test
  void knowsWhatIsSetInTheFileOrTheEnvironment() throws IOException {
    assertThat(handlers("handlers:\n  llm:\n    base-url: http://a\n", Map.of()).isSet("llm.base-url")).isTrue();
    assertThat(handlers("name: x\n", Map.of("FOREBAY_HANDLERS_LLM_BASE_URL", "http://b")).isSet("llm.base-url")).isTrue();
    for (String yaml : List.of("name: x\n", "handlers:\n  llm:\n", "handlers:\n  llm:\n    base-url:\n", "handlers:\n  llm: text\n", "handlers:\n  llm:\n    key: x\n")) {
      assertThat(handlers(yaml, Map.of("FOREBAY_HANDLERS_LLM_BASE_URL", " ")).isSet("llm.base-url")).as(yaml).isFalse();
    }
  }

  @Test
  void takesADefaultWhereNothingIsSet() throws IOException {
    var written = handlers("handlers:\n  llm:\n    base-url: http://a\n", Map.of());
    var blank = handlers("name: x\n", Map.of("FOREBAY_HANDLERS_LLM_BASE_URL", ""));

    assertThat(written.withDefault("llm.base-url", "http://c").bind("llm", Model.class).baseUrl()).isEqualTo(URI.create("http://a"));
    assertThat(blank.withDefault("llm.base-url", "http://c").bind("llm", Model.class).baseUrl()).isEqualTo(URI.create("http://c"));
    assertThat(blank.bind("llm", Model.class).baseUrl()).isNull();
  }
}

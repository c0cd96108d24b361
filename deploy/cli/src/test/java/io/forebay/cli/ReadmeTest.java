package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadmeTest {
  private final String readme = Files.readString(Path.of("..", "..", "README.md"));

  ReadmeTest() throws IOException {}

  @Test
  void showsEverySettingAsItIs() {
    assertThat(readme)
        .as("the settings of README.md; ./forebay dev --settings prints them anew")
        .contains(SettingsTable.markdown());
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "demo", "emails", "topics", "schemas", "dlq", "health", "evaluate", "bench", "actions", "lanes", "policies", "runners", "runner", "errors", "agents", "tasks", "intents", "ingest", "connectors"})
  void namesEveryCommand(String command) {
    assertThat(Forebay.commandLine(false).getSubcommands()).containsKey(command);
    assertThat(readme).contains("./forebay " + command);
  }
}

package io.forebay.connect.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectorFileTest {
  @TempDir private Path folder;

  @Test
  void readsTheSameFromJsonAndYaml() throws IOException {
    Path json = write("mail.json", "{\"name\": \"mail\", \"config\": {\"connector.class\": \"C\", \"tasks.max\": 2, \"idle\": true, \"password\": \"${file:/a:b}\"}}");
    Path yaml = write("mail.yaml", "name: mail\nconfig:\n  connector.class: C\n  tasks.max: 2\n  idle: true\n  password: ${file:/a:b}\n");

    ConnectorFile read = ConnectorFile.read(json);
    assertThat(read.name()).isEqualTo("mail");
    assertThat(read.config()).isEqualTo(Map.of("connector.class", "C", "tasks.max", "2", "idle", "true", "password", "${file:/a:b}"));
    assertThat(ConnectorFile.read(yaml).config()).isEqualTo(read.config());
    assertThat(read.toConfig()).containsEntry("name", "mail").hasSize(5);
  }

  @Test
  void keepsTheDigitsOfANumber() throws IOException {
    Path json = write("mail.json", "{\"name\": \"a\", \"config\": {\"connector.class\": \"C\", \"version\": 1.10}}");
    Path yaml = write("mail.yaml", "name: a\nconfig:\n  connector.class: C\n  version: 1.10\n");

    assertThat(ConnectorFile.read(json).config()).containsEntry("version", "1.10");
    assertThat(ConnectorFile.read(yaml).config()).containsEntry("version", "1.10");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                                        | has no name
          []                                                                        | has no name
          {"name": "a"}                                                             | has no config
          {"name": "a", "config": {}}                                               | connector.class is missing
          {"name": "a", "config": {"connector.class": "C", "list": [1]}}            | the setting list must be one value
          {"name": "a", "config": {"connector.class": "C", "secret": }}             | line 1, is not JSON
          {"name": "a", "name": "b", "config": {"connector.class": "C"}}            | line 1, is not JSON
          """)
  void refusesWhatIsNoConnector(String text, String reason) throws IOException {
    Path file = write("bad.json", text);

    assertThatThrownBy(() -> ConnectorFile.read(file)).isInstanceOf(WorkerException.class).hasMessageContaining("bad.json").hasMessageContaining(reason);
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertThatThrownBy(() -> ConnectorFile.read(folder.resolve("none.json"))).isInstanceOf(WorkerException.class).hasMessageStartingWith("There is no file");
  }

  @Test
  void tellsNothingOfWhatStandsInABrokenFile() throws IOException {
    Path file = write("broken.json", "{\"name\": \"a\", \"config\": {\"password\": \"hunter2\" oops}}");

    assertThatThrownBy(() -> ConnectorFile.read(file)).hasMessageNotContaining("hunter2");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}

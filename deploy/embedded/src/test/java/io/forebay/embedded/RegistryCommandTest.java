package io.forebay.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryCommandTest {
  private static final RegistryOptions OPTIONS = new RegistryOptions(Optional.empty(), 8081, 9000);

  @TempDir private Path folder;

  @Test
  void putsBothPortsOnLoopback() {
    assertThat(RegistryCommand.settings(OPTIONS, folder, true))
        .containsEntry("quarkus.http.host", "127.0.0.1")
        .containsEntry("quarkus.http.port", "8081")
        .containsEntry("quarkus.management.host", "127.0.0.1")
        .containsEntry("quarkus.management.port", "9000");
  }

  @Test
  void keepsTheDatabaseInTheDirectoryUnlessThrownAway() {
    Map<String, String> kept = RegistryCommand.settings(OPTIONS, folder, false);
    Map<String, String> thrownAway = RegistryCommand.settings(OPTIONS, folder, true);

    assertThat(kept.get("apicurio.datasource.url")).isEqualTo("jdbc:h2:file:./registry;WRITE_DELAY=0");
    assertThat(thrownAway.get("apicurio.datasource.url")).startsWith("jdbc:h2:mem:");
  }

  @Test
  void takesNothingButPlaceAndLanguageFromTheCallersEnvironment() throws Exception {
    ProcessBuilder command = RegistryCommand.of(new RegistryHome(folder), OPTIONS, folder, true);

    assertThat(command.environment().keySet()).isSubsetOf("PATH", "HOME", "LANG", "LC_ALL", "TZ");
    assertThat(command.directory()).isEqualTo(folder.toFile());
  }
}

package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxDatabaseTest {
  private static final Map<String, String> ROLE = Map.of("PGUSER", "ann", "PGPASSWORD", "hunter2");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://ann:hunter2@db:5432/shop",
        "jdbc:postgresql://db/shop?user=ann&password=hunter2",
        "postgresql://db/hunter2/shop",
        "mysql://hunter2/shop",
        "postgresql:///hunter2",
        ""
      })
  void refusesAnAddressWithMoreThanTheDatabaseAndNeverRepeatsIt(String address) {
    assertThatThrownBy(() -> OutboxDatabase.at(address, ROLE))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageStartingWith("--database must be postgresql://HOST[:PORT]/NAME")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void takesUserAndPasswordFromTheEnvironmentOnly() {
    assertThatThrownBy(() -> OutboxDatabase.at("postgresql://db/shop", Map.of("PGUSER", "ann"))).hasMessageStartingWith("Set PGUSER and PGPASSWORD");
  }

  @Test
  void saysWhatADatabaseSaysWithoutThePassword() throws IOException {
    String nobody = "postgresql://127.0.0.1:" + FaultStage.freePort() + "/shop";

    assertThatThrownBy(() -> OutboxDatabase.at(nobody, ROLE)).hasMessageStartingWith("The database cannot be used: ").hasMessageNotContaining("hunter2");
  }
}

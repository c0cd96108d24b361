package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.agents.ShippedAgents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentsExampleCommandTest {
  @Test
  void listsWhatShipsWithWhatItDoes() {
    CommandRun run = CommandRun.of("agents", "example", "--json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.json()).hasSize(ShippedAgents.all().size()).allSatisfy(agent -> assertThat(agent.path("description").asText()).isNotBlank());
  }

  @Test
  void printsADefinitionThatValidateAccepts(@TempDir Path folder) throws IOException {
    CommandRun example = CommandRun.of("agents", "example", "email-crew");
    Path file = Files.writeString(folder.resolve("email-crew.yaml"), example.out());

    CommandRun validate = CommandRun.of("agents", "validate", file.toString());

    assertThat(validate.out()).contains("Nothing is wrong with email-crew");
  }

  @Test
  void namesThoseThatThereAre() {
    CommandRun run = CommandRun.of("agents", "example", "email-crow");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("No agent with the name email-crow ships; there are email-classify,");
  }
}

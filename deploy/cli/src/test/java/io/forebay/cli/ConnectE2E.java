package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A mailbox on disk comes in by the mail connector of the dev stack, and its mail is triaged. */
@Timeout(300)
class ConnectE2E {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path folder;

  @BeforeAll
  static void useThisBuild() throws IOException {
    Launcher.useThisBuild();
  }

  @Test
  void triagesWhatTheMailConnectorBringsInOnceThoughTheStackStartsAgain() throws Exception {
    String connector = connector(folder.resolve("mail")).toString();
    Path log = folder.resolve("dev.log");
    write("one.eml", "Printer", "Hello Ada, the printer is broken again, could you call the service by Friday?");
    try (DevProcess dev = DevProcess.start(folder.resolve("data"), log, "--connect", connector, "--connect-port", "0")) {
      awaitTriaged(dev, 1);
      String worker = dev.endpoints().path("connect").asText();

      JsonNode listed = CommandRun.of("connectors", "list", "--json", "--worker", worker).json();
      assertThat(listed.path("name").asText()).isEqualTo("mailbox");
      assertThat(listed.path("state").asText()).isEqualTo("RUNNING");
      CommandRun status = CommandRun.of("connectors", "status", "mailbox", "--worker", worker);
      assertThat(status.exitCode()).as(status.err()).isZero();
      assertThat(status.out()).contains("mailbox  source  RUNNING", "task 0  RUNNING");
      assertThat(CommandRun.of("connectors", "restart", "mailbox", "--worker", worker).exitCode()).isZero();
      assertThat(CommandRun.of("connectors", "restart", "nobody", "--worker", worker).err()).contains("There is no connector nobody");
      assertThat(dev.terminate()).isPresent();
    }
    write("two.eml", "Invoice", "Please pay the invoice that is attached.");
    try (DevProcess again = DevProcess.start(folder.resolve("data"), log, "--connect", connector, "--connect-port", "0")) {
      List<JsonNode> triaged = awaitTriaged(again, 2);
      assertThat(triaged).extracting(event -> event.path("emailId").asText()).doesNotHaveDuplicates().hasSize(2);
      String worker = again.endpoints().path("connect").asText();
      assertThat(CommandRun.of("connectors", "remove", "nobody", "--worker", worker).err()).contains("There is no connector nobody");
      CommandRun removed = CommandRun.of("connectors", "remove", "mailbox", "--worker", worker);
      assertThat(removed.exitCode()).as(removed.err()).isZero();
      assertThat(CommandRun.of("connectors", "list", "--worker", worker).out()).startsWith("No connectors");
      assertThat(again.terminate()).isPresent();
    }
  }

  @Test
  void doesNotStartWithSettingsThatAreRefused() throws Exception {
    Path file = connector(folder.resolve("mail"));
    Files.writeString(file, Files.readString(file).replace("tenant: acme", "tenant: No One"));
    CommandRun run = CommandRun.of("dev", "--kafka-port", "0", "--registry-port", "0", "--health-port", "0", "--connect-port", "0", "--connect", file.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().strip().lines()).singleElement().asString().startsWith("forebay: The connector mailbox in ").contains("tenant");
  }

  private static List<JsonNode> awaitTriaged(DevProcess dev, int count) {
    return Awaitility.await().atMost(PATIENCE).until(() -> triaged(dev), events -> events.size() >= count);
  }

  private static List<JsonNode> triaged(DevProcess dev) throws IOException {
    CommandRun tail = dev.run("emails", "tail", "--from-beginning", "--until-idle", "1500ms", "--json");
    assertThat(tail.exitCode()).as(tail.err()).isZero();
    try (var events = JSON.readerFor(JsonNode.class).<JsonNode>readValues(tail.out())) {
      return events.readAll();
    }
  }

  private Path connector(Path mail) throws IOException {
    Files.createDirectories(mail);
    return Files.writeString(
        folder.resolve("mailbox.yaml"),
        """
        name: mailbox
        config:
          connector.class: io.forebay.connect.mail.MailSourceConnector
          exactly.once.support: required
          transaction.boundary: connector
          mail.store: eml
          mail.path: %s
          imap.poll.interval.ms: 200
          tenant: acme
          registry.url: ${dev:registry}
        """
            .formatted(mail));
  }

  private void write(String name, String subject, String text) throws IOException {
    Path written = Files.writeString(folder.resolve(name), "From: Max <max@shop.example>\nTo: ada@example.com\nSubject: %s\n\n%s\n\nMax\n".formatted(subject, text));
    Files.setLastModifiedTime(written, FileTime.from(Instant.ofEpochSecond(1_790_000_000)));
    Files.createDirectories(folder.resolve("mail"));
    Files.move(written, folder.resolve("mail").resolve(name));
  }
}

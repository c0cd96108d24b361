package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connectors' settings looked at with the plugins of the build, and a worker that is not there. */
class ConnectorsCommandIT {
  private static final String MAILDIR =
      """
      name: mail
      config:
        connector.class: io.forebay.connect.mail.MailSourceConnector
        exactly.once.support: required
        transaction.boundary: connector
        mail.store: maildir
        mail.path: /var/mail/ann
        tenant: acme
        registry.url: ${dev:registry}
      """;

  @TempDir private Path folder;

  @Test
  void findsNothingWrongWithWhatIsRight() throws IOException {
    CommandRun run = CommandRun.of("connectors", "validate", "--json", file("mail.yaml", MAILDIR));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.json().path("fine").asBoolean()).isTrue();
    assertThat(run.json().path("unread")).isEmpty();
  }

  @Test
  void refusesByTheNameOfEachSetting() throws IOException {
    String bad = file("bad.yaml", MAILDIR.replace("tenant: acme", "tenant: Ac me") + "  imap.page.messages: 0\n  imap.pol.interval.ms: 5\n");
    CommandRun run = CommandRun.of("connectors", "validate", file("mail.yaml", MAILDIR), bad);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("mail.yaml): fine", "bad.yaml): refused", "imap.page.messages: ", "imap.pol.interval.ms is read by nobody");
    assertThat(run.err()).startsWith("forebay: 2 settings are refused: ").contains("tenant", "imap.page.messages").doesNotContain("imap.pol");
  }

  @Test
  void refusesASecretThatIsNotThereAndAConnectorThatNobodyHas() throws IOException {
    CommandRun secret = CommandRun.of("connectors", "validate", file("mail.yaml", MAILDIR + "  imap.password: ${file:/nowhere/mail.properties:password}\n"));
    CommandRun unknown = CommandRun.of("connectors", "validate", file("nope.json", "{\"name\": \"a\", \"config\": {\"connector.class\": \"org.example.Nope\"}}"));

    assertThat(secret.exitCode()).isEqualTo(1);
    assertThat(secret.out()).contains("imap.password: The reference ${file:/nowhere/mail.properties:password} cannot be followed: ");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.out()).contains("connector.class: ", "org.example.Nope").doesNotContain("PluginDesc");
  }

  @Test
  void tellsASecretThatStandsInTheFileButNotWhichItIs() throws IOException {
    CommandRun run = CommandRun.of("connectors", "validate", file("mail.yaml", MAILDIR + "  imap.password: hunter2\n"));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("mail.yaml): fine", "imap.password holds the secret itself").doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "status", "status mail", "restart mail"})
  void saysInOneSentenceThatThereIsNoWorker(String command) throws IOException {
    String nobody;
    try (var free = new ServerSocket(0)) {
      nobody = "http://127.0.0.1:" + free.getLocalPort();
    }
    CommandRun run = CommandRun.of(SharedStack.with(("connectors " + command).split(" "), "--worker", nobody));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().strip().lines()).singleElement().asString().startsWith("forebay: There is no Connect worker at " + nobody);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}

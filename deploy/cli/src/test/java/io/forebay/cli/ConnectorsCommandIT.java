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
  private static final Path OUTBOX_EXAMPLE = Path.of(System.getProperty("forebay.home"), "connectors", "outbox", "examples", "outbox-source.json");

  private static final String MAILDIR =
      """
      name: mail
      config:
        connector.class: io.forebay.connect.mail.MailSourceConnector
        exactly.once.support: required
        transaction.boundary: connector
        mail.store: maildir
        mail.path: .
        tenant: acme
        registry.url: ${dev:registry}
      """;

  private static final String BUCKET =
      """
      name: desks
      config:
        connector.class: io.forebay.connect.screens.ScreenSourceConnector
        exactly.once.support: required
        transaction.boundary: connector
        key.converter: org.apache.kafka.connect.storage.StringConverter
        value.converter: org.apache.kafka.connect.converters.ByteArrayConverter
        s3.bucket: screens
        s3.prefix: desks/berlin/
        s3.endpoint: http://127.0.0.1:1
        s3.access.key.id: reader
        s3.secret.access.key: word
        tenant: acme
        blob.path: /var/forebay/blobs
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

  /** Debezium's connector asks the database, too: where there is none, that is all that is wrong. */
  @Test
  void findsNothingWrongWithTheExampleOfTheOutboxButThatNoDatabaseAnswers() throws IOException {
    String secrets = file("secrets.properties", "password=s3cret");
    String example = Files.readString(OUTBOX_EXAMPLE).replace("/run/secrets/outbox.properties", secrets).replace("\"db\"", "\"127.0.0.1\"").replace("\"5432\"", "\"1\"");
    CommandRun run = CommandRun.of("connectors", "validate", "--json", file("outbox.json", example));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("forebay: A setting is refused: database.hostname.").doesNotContain("s3cret");
    assertThat(run.json().path("unread")).isEmpty();
  }

  @Test
  void findsNothingWrongWithABucketWhoseStoreIsAway() throws IOException {
    CommandRun fine = CommandRun.of("connectors", "validate", "--json", file("desks.yaml", BUCKET));
    CommandRun refused = CommandRun.of("connectors", "validate", file("bad.yaml", BUCKET.replace("127.0.0.1:1", "minio.example.com")));

    assertThat(fine.exitCode()).as(fine.err()).isZero();
    assertThat(fine.json().path("unread")).isEmpty();
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.out()).contains("s3.endpoint must be https beyond this machine").doesNotContain("word");
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
    assertThat(secret.out()).contains("imap.password: The file /nowhere/mail.properties cannot be read.");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.out()).contains("connector.class: ", "org.example.Nope").doesNotContain("PluginDesc");
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "status", "status mail", "restart mail", "remove mail"})
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

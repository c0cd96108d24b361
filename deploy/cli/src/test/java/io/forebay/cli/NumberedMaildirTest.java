package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.InboundEmail;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumberedMaildirTest {
  @TempDir private Path folder;

  @Test
  void tellsWhichMessageCameIn() throws IOException {
    var maildir = new NumberedMaildir(folder.resolve("mail"));
    maildir.deliver(4711);

    byte[] delivered = Files.readAllBytes(folder.resolve("mail/new/4711.bench"));
    var _ = EventSerdes.connect(URI.create("http://127.0.0.1:1"), false).of(InboundEmail.class);
    assertThat(NumberedMaildir.number(new InboundEmail("id", "bench", Instant.EPOCH, ByteBuffer.wrap(delivered), -1L, null, null, "bench"))).isEqualTo(4711);
    assertThat(folder.resolve("mail/tmp")).isEmptyDirectory();
  }

  @Test
  void describesTheConnectorThatReadsIt() throws IOException {
    var maildir = new NumberedMaildir(folder.resolve("mail"));
    maildir.configure(folder, URI.create("http://127.0.0.1:8081"));

    var connector = io.forebay.connect.worker.ConnectorFile.read(folder.resolve("maildir.json"));
    assertThat(connector.config()).containsEntry("mail.path", folder.resolve("mail").toString()).containsEntry("registry.url", "http://127.0.0.1:8081");
  }
}

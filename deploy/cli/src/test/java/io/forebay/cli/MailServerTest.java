package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.connect.worker.ConnectorFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailServerTest {
  @TempDir private Path folder;

  @Test
  void hasTheSameMessagesAfterARestartAndWhatCameSince() throws IOException {
    var spool = MailSpool.create(folder.resolve("mail"), 0);
    spool.deliver(0, letter("first"));
    spool.deliver(1, letter("second"));
    List<String> before;
    try (var server = MailServer.start(spool)) {
      before = told(server, "EXAMINE INBOX", "FETCH 1:2 (UID RFC822.SIZE INTERNALDATE)", "UID FETCH 2 (UID BODY.PEEK[]<0.9>)");
    }
    spool.deliver(2, letter("third"));
    try (var server = MailServer.start(MailSpool.open(folder.resolve("mail")))) {
      assertThat(told(server, "EXAMINE INBOX", "FETCH 1:2 (UID RFC822.SIZE INTERNALDATE)", "UID FETCH 2 (UID BODY.PEEK[]<0.9>)").subList(1, before.size())).isEqualTo(before.subList(1, before.size()));
      assertThat(told(server, "NOOP")).first().isEqualTo("* 3 EXISTS");
      spool.deliver(3, letter("fourth"));
      assertThat(told(server, "NOOP", "UID SEARCH UID 3:*")).containsSequence("* 4 EXISTS").contains("* SEARCH 3 4");
    }
    assertThat(before).startsWith("* 2 EXISTS", "* OK [UIDVALIDITY 1] stays").contains("* 2 FETCH (UID 2 BODY[]<0> {9}", "Subject: )");
  }

  @Test
  void saysSoWhereItDoesNotKnowACommand() throws IOException {
    var spool = MailSpool.create(folder.resolve("mail"), 0);
    try (var server = MailServer.start(spool)) {
      assertThat(told(server, "EXPUNGE")).containsExactly("a0 BAD unknown");
      assertThat(told(server, "FETCH 1:* (UID)")).containsExactly("a0 OK done");
    }
  }

  @Test
  void describesTheConnectorThatReadsIt() throws IOException {
    var spool = MailSpool.create(folder.resolve("mail"), 4711);
    spool.configure(folder, URI.create("http://127.0.0.1:8081"));

    var connector = ConnectorFile.read(folder.resolve("imap.json"));
    assertThat(connector.config()).containsEntry("imap.port", "4711").containsEntry("imap.password", "${file:" + folder.resolve("imap.properties") + ":password}");
  }

  private static byte[] letter(String subject) {
    return ("Subject: " + subject + "\r\n\r\ntext\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  /** What it answers to commands, each until its tag comes back. */
  private static List<String> told(MailServer server, String... commands) throws IOException {
    List<String> lines = new ArrayList<>();
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      assertThat(in.readLine()).startsWith("* OK");
      for (int i = 0; i < commands.length; i++) {
        socket.getOutputStream().write(("a" + i + " " + commands[i] + "\r\n").getBytes(StandardCharsets.US_ASCII));
        String line;
        do {
          line = in.readLine();
          lines.add(line);
        } while (!line.startsWith("a" + i));
      }
    }
    return lines;
  }
}

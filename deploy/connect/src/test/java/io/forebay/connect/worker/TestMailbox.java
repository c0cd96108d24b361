package io.forebay.connect.worker;

import com.icegreen.greenmail.imap.AuthorizationException;
import com.icegreen.greenmail.imap.ImapHostManager;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** A real IMAP server on the loopback with one user, whose password is in a file. */
final class TestMailbox implements AutoCloseable {
  static final String USER = "ann@example.com";
  static final String PASSWORD = "a-password-that-is-in-no-log";

  private static final Instant RECEIVED_AT = Instant.ofEpochSecond(1_790_000_000);

  private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
  private final GreenMailUser user;
  private final Path secrets;

  /**
   * @param folder where the password is written to
   */
  TestMailbox(Path folder) throws IOException {
    server.start();
    user = server.setUser(USER, USER, PASSWORD);
    secrets = Files.writeString(folder.resolve("mail.properties"), "password=" + PASSWORD + "\n");
  }

  /** Settings of a connector for this mailbox, without its class. */
  Map<String, String> settings(String registry) {
    Map<String, String> settings = new HashMap<>();
    settings.put("imap.host", "127.0.0.1");
    settings.put("imap.port", Integer.toString(server.getImap().getPort()));
    settings.put("imap.security", "none");
    settings.put("imap.user", USER);
    settings.put("imap.password", "${file:" + secrets + ":password}");
    settings.put("registry.url", registry);
    return settings;
  }

  MailFolder folder(String name) {
    ImapHostManager host = server.getManagers().getImapHostManager();
    MailFolder found = host.getFolder(user, name);
    if (found != null) {
      return found;
    }
    try {
      return host.createMailbox(user, name);
    } catch (FolderException | AuthorizationException e) {
      throw new IllegalStateException(e);
    }
  }

  void deliver(int from, int to) {
    for (int i = from; i <= to; i++) {
      try {
        var message = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(letter("imap-" + i)));
        folder("INBOX").appendMessage(message, new Flags(), Date.from(RECEIVED_AT));
      } catch (MessagingException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** A letter with a subject of its own. */
  static byte[] letter(String subject) {
    return "Message-ID: <%1$s@example.org>\r\nFrom: bob@example.org\r\nTo: ann@example.com\r\nSubject: %1$s\r\n\r\nWhen shall we meet, and is it about %1$s?\r\n"
        .formatted(subject)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop();
  }
}

package io.forebay.cli;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;

/** A mailbox by IMAP on a free port of 127.0.0.1, in memory. */
final class ImapMailbox implements AutoCloseable {
  private static final String USER = "bench";

  private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
  private final MailFolder inbox;

  ImapMailbox() {
    server.start();
    try {
      var user = server.getManagers().getUserManager().createUser(USER, USER, USER);
      inbox = server.getManagers().getImapHostManager().getInbox(user);
    } catch (UserException | FolderException e) {
      server.stop();
      throw new CommandFailedException("The mailbox could not be made: " + e.getMessage(), e);
    }
  }

  void deliver(byte[] message) throws MessagingException {
    inbox.appendMessage(new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(message)), new Flags(), Date.from(Instant.now()));
  }

  /** Writes the connector that reads it. */
  void configure(Path configurations, URI registry) throws IOException {
    Path secret = Files.writeString(configurations.resolve("imap.properties"), "password=" + USER + "\n");
    Files.writeString(
        configurations.resolve("imap.json"),
        """
        {"name": "imap", "config": {
        %s,
        "imap.host": "127.0.0.1",
        "imap.port": "%d",
        "imap.security": "none",
        "imap.user": "%s",
        "imap.password": "${file:%s:password}"
        }}
        """.formatted(NumberedMaildir.SOURCE.formatted(registry), server.getImap().getPort(), USER, secret));
  }

  @Override
  public void close() {
    server.stop();
  }
}

package io.forebay.connect.mail;

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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** A real IMAP server on the loopback with one user. */
final class TestMailbox implements AutoCloseable {
  static final String USER = "ann@example.com";
  static final String PASSWORD = "a password that is in no log";

  static final Instant RECEIVED_AT = Instant.ofEpochSecond(1_790_000_000);

  private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
  private final GreenMailUser user;

  TestMailbox() {
    server.start();
    user = server.setUser(USER, USER, PASSWORD);
  }

  int port() {
    return server.getImap().getPort();
  }

  /** Settings that read the inbox without pauses. */
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put(ImapSettings.HOST, "127.0.0.1");
    settings.put(ImapSettings.PORT, Integer.toString(port()));
    settings.put(ImapSettings.SECURITY, "none");
    settings.put(ImapSettings.USER, USER);
    settings.put(ImapSettings.PASSWORD, PASSWORD);
    settings.put(MailSourceSettings.IDLE, "false");
    settings.put(MailSourceSettings.POLL_INTERVAL, "100");
    settings.put(MailSourceSettings.TENANT, "acme");
    settings.put(MailSourceSettings.REGISTRY, "http://127.0.0.1:1");
    return settings;
  }

  Map<String, String> settings(String name, String value) {
    Map<String, String> settings = settings();
    settings.put(name, value);
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

  MailFolder inbox() {
    return folder("INBOX");
  }

  void deliver(String folder, String subject, String text) {
    String raw = "Message-ID: <" + subject + "@example.org>\r\nFrom: bob@example.org\r\nTo: " + USER + "\r\nSubject: " + subject + "\r\n\r\n" + text + "\r\n";
    try {
      var message = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(raw.getBytes(StandardCharsets.UTF_8)));
      folder(folder).appendMessage(message, new Flags(), Date.from(RECEIVED_AT));
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  void deliver(int from, int to) {
    for (int i = from; i <= to; i++) {
      deliver("INBOX", "subject-" + i, "text " + i);
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}

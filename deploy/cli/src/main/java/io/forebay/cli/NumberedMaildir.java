package io.forebay.cli;

import io.forebay.schemas.InboundEmail;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A Maildir that messages of the bundled mailbox are delivered to, each with a number of its own. */
final class NumberedMaildir {
  static final String SOURCE =
      """
        "connector.class": "io.forebay.connect.mail.MailSourceConnector",
        "tasks.max": "1",
        "exactly.once.support": "required",
        "transaction.boundary": "connector",
        "tenant": "bench",
        "imap.poll.interval.ms": "100",
        "registry.url": "%s\"""";

  private static final String NUMBER = "X-Bench-Number: ";

  private final Path folder;
  private final UniqueMail mail = new UniqueMail();

  /** Makes it in a folder that is not there yet. */
  NumberedMaildir(Path folder) throws IOException {
    this.folder = folder;
    for (String each : new String[] {"tmp", "new", "cur"}) {
      Files.createDirectories(folder.resolve(each));
    }
    BundledMailbox.forEach(mail::add);
  }

  /** The n-th message. */
  byte[] message(int n) {
    byte[] raw = mail.unique(n).getRaw().array();
    byte[] number = (NUMBER + n + "\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] message = java.util.Arrays.copyOf(number, number.length + raw.length);
    System.arraycopy(raw, 0, message, number.length, raw.length);
    return message;
  }

  /** Delivers the n-th message as a mail server does; again if it was there. */
  void deliver(int n) throws IOException {
    String name = n + ".bench";
    Path written = Files.write(folder.resolve("tmp").resolve(name), message(n));
    Files.move(written, folder.resolve("new").resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The number of a message that came in. */
  static int number(InboundEmail email) {
    var raw = email.getRaw().duplicate();
    byte[] start = new byte[Math.min(raw.remaining(), NUMBER.length() + 12)];
    raw.get(start);
    String text = new String(start, StandardCharsets.US_ASCII);
    return Integer.parseInt(text.substring(NUMBER.length(), text.indexOf('\r')));
  }

  /** Writes the connector that reads it. */
  void configure(Path configurations, URI registry) throws IOException {
    Files.writeString(
        configurations.resolve("maildir.json"),
        """
        {"name": "maildir", "config": {
        %s,
        "mail.store": "maildir",
        "mail.path": "%s"
        }}
        """.formatted(SOURCE.formatted(registry), folder));
  }
}

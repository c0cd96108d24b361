package io.forebay.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * What a {@link MailServer} holds: a folder with a file for each message, numbered without a gap in the order in which they came. It is there
 * before the server is and after it was killed.
 *
 * @param port of the server on 127.0.0.1; 0 takes any free one
 */
record MailSpool(Path folder, int port) {
  /** Of the mailbox, and the password. */
  static final String USER = "bench";

  private static final String PORT = "port";

  /** Makes one in a folder that is not there yet. */
  static MailSpool create(Path folder, int port) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(PORT), Integer.toString(port));
    return new MailSpool(folder, port);
  }

  /** The one that was made there. */
  static MailSpool open(Path folder) throws IOException {
    return new MailSpool(folder, Integer.parseInt(Files.readString(folder.resolve(PORT))));
  }

  /** The file of the n-th message, whether it is there or not. */
  Path message(int n) {
    return folder.resolve(n + ".eml");
  }

  /** Delivers the n-th message, whole; the one before it has been delivered. */
  void deliver(int n, byte[] message) throws IOException {
    Path written = Files.write(folder.resolve("written"), message);
    Files.move(written, message(n), StandardCopyOption.ATOMIC_MOVE);
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
        "imap.password": "${file:%s:password}",
        "imap.retry.backoff.max.ms": "2000"
        }}
        """.formatted(NumberedMaildir.SOURCE.formatted(registry), port, USER, secret));
  }
}

package io.forebay.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/** The mail of the demo, laid out as a folder of {@code .eml} files for the mail connector to bring in. */
final class DemoMail implements AutoCloseable {
  static final String CONNECTOR = "demo-mail";

  /** The first message came that long ago, each later one a second after the one before: the connector tells messages apart by when they came and what they are. */
  private static final Duration AGO = Duration.ofDays(365);

  private final Path folder;
  private final Instant first = Instant.now().minus(AGO);
  private int count;

  private DemoMail(Path folder) {
    this.folder = folder;
  }

  /**
   * Lays messages out in a folder that is gone after {@link #close()}.
   *
   * @param messages hands each to whom it is given
   */
  static DemoMail layOut(Consumer<Consumer<MailMessage>> messages) {
    try {
      var mail = new DemoMail(Files.createTempDirectory("forebay-demo-mail-"));
      try {
        messages.accept(mail::add);
        return mail;
      } catch (RuntimeException e) {
        mail.close();
        throw e;
      }
    } catch (IOException e) {
      throw noRoom(e);
    }
  }

  int count() {
    return count;
  }

  /** Settings of the connector that brings them in. */
  Map<String, String> connector(URI registry, String tenant) {
    return Map.ofEntries(
        Map.entry("connector.class", "io.forebay.connect.mail.MailSourceConnector"),
        Map.entry("tasks.max", "1"),
        Map.entry("key.converter", "org.apache.kafka.connect.storage.StringConverter"),
        Map.entry("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter"),
        Map.entry("exactly.once.support", "required"),
        Map.entry("transaction.boundary", "connector"),
        Map.entry("mail.store", "eml"),
        Map.entry("mail.path", folder.toString()),
        Map.entry("tenant", tenant),
        Map.entry("registry.url", registry.toString()));
  }

  private void add(MailMessage message) {
    Path file = folder.resolve("%08d.eml".formatted(count));
    try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer raw = message.raw().duplicate();
      while (raw.hasRemaining()) {
        channel.write(raw);
      }
      if (message.sizeBytes() > channel.position()) {
        channel.write(ByteBuffer.allocate(1), message.sizeBytes() - 1); // as long as it was; nobody reads that far
      }
    } catch (IOException e) {
      throw noRoom(e);
    }
    try {
      Files.setLastModifiedTime(file, FileTime.from(first.plusSeconds(count)));
    } catch (IOException e) {
      throw noRoom(e);
    }
    count++;
  }

  private static CommandFailedException noRoom(IOException e) {
    return new CommandFailedException("Cannot lay out the mail of the demo: " + e.getMessage() + "; free some space or set TMPDIR.", e);
  }

  @Override
  public void close() {
    try {
      DevStack.deleteTree(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.forebay.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** The mailbox that comes with the command: invented people, real difficulties. */
final class BundledMailbox {
  private static final String FOLDER = "mailbox/";

  private BundledMailbox() {}

  /** Names of the messages, in their order. */
  static List<String> names() {
    return new String(read("index.txt"), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank()).toList();
  }

  /** Hands over each message in turn. */
  static void forEach(Consumer<MailMessage> sink) {
    for (String name : names()) {
      byte[] raw = read(name);
      sink.accept(new MailMessage(name, ByteBuffer.wrap(raw), raw.length));
    }
  }

  private static byte[] read(String name) {
    try (InputStream in = BundledMailbox.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("the bundled mailbox lacks " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

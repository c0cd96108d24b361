package io.forebay.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The mailbox that comes with Forebay: invented mail of every kind that triage tells apart, whole and broken. */
final class BundledMailbox {
  private static final String INDEX = "index.txt";

  private BundledMailbox() {}

  /** The messages by name, as they were received. */
  static List<MailMessage> messages() {
    List<MailMessage> messages = new ArrayList<>();
    for (String name : new String(read(INDEX), StandardCharsets.US_ASCII).lines().toList()) {
      byte[] raw = read(name);
      messages.add(new MailMessage(name, ByteBuffer.wrap(raw), raw.length));
    }
    return messages;
  }

  private static byte[] read(String name) {
    try (InputStream stream = BundledMailbox.class.getResourceAsStream("mailbox/" + name)) {
      if (stream == null) {
        throw new IllegalStateException("the bundled mailbox has no " + name);
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

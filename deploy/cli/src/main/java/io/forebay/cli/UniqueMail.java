package io.forebay.cli;

import io.forebay.schemas.InboundEmail;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Real messages again and again, each time with a number in the subject, so that none repeats another's content. */
final class UniqueMail {
  private static final String SUBJECT = "\nsubject:";

  private final List<Template> templates = new ArrayList<>();

  /** A message cut in two where the number goes; texts of one character a byte. */
  private record Template(String before, String after) {}

  /** Takes a message as one of those to repeat. */
  void add(MailMessage message) {
    byte[] raw = new byte[message.raw().remaining()];
    message.raw().duplicate().get(raw);
    String text = new String(raw, StandardCharsets.ISO_8859_1);
    int subject = text.toLowerCase(Locale.ROOT).indexOf(SUBJECT);
    int cut = subject < 0 ? 0 : subject + SUBJECT.length();
    templates.add(new Template(text.substring(0, cut), text.substring(cut)));
  }

  int size() {
    return templates.size();
  }

  /** Mean size of a message in bytes. */
  double meanBytes() {
    return templates.stream().mapToInt(template -> template.before().length() + template.after().length()).average().orElse(0);
  }

  /** The n-th message, with a number of its own. */
  InboundEmail unique(long n) {
    return email(n, n);
  }

  /** The n-th message, with a number that it shares with every {@code size()}-th. */
  InboundEmail repeated(long n) {
    return email(n, -1 - n % templates.size());
  }

  private InboundEmail email(long n, long number) {
    Template template = templates.get((int) (n % templates.size()));
    String mark = template.before().isEmpty() ? "Subject: (" + number + ")\n" : " (" + number + ")";
    String message = template.before() + mark + template.after();
    var raw = ByteBuffer.wrap(message.getBytes(StandardCharsets.ISO_8859_1));
    return new InboundEmail(Long.toString(n), "bench", Instant.now(), raw, -1L, null, null, "bench");
  }
}

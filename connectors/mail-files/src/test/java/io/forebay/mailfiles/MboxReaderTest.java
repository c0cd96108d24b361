package io.forebay.mailfiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MboxReaderTest {
  private static final String FROM = "From ann@example.com Tue Nov  3 10:00:00 2026\n";

  @Test
  void splitsMessagesAndTakesOneQuoteMarkOff() throws IOException {
    List<MboxMessage> messages = read(FROM + "A: 1\n\n>From here\n>>From there\n> From\nFrom now on\n\n" + FROM + "A: 2\n\nlast line\n\n");

    assertThat(messages).extracting(MboxReaderTest::text).containsExactly("A: 1\n\nFrom here\n>From there\n> From\nFrom now on\n", "A: 2\n\nlast line\n");
    assertThat(messages).extracting(MboxMessage::last).containsExactly(false, true);
  }

  @Test
  void goesOnWhereAMessageEnded() throws IOException {
    String mbox = FROM + "A: 1\n\nx\n\n" + FROM + "A: 2\n\n>From y\n\n" + FROM + "A: 3\n";
    List<MboxMessage> messages = read(mbox);

    assertThat(messages).hasSize(3);
    assertThat(messages.getLast().end()).isEqualTo(mbox.length());
    for (int i = 0; i < messages.size(); i++) {
      int end = (int) messages.get(i).end();
      assertThat(read(mbox.substring(end), end)).isEqualTo(messages.subList(i + 1, messages.size()));
    }
  }

  @Test
  void passesOverWhatStandsBeforeTheFirstFromLine() throws IOException {
    assertThat(read("rest of a line\nmore\n\n" + FROM + "A: 1\n")).extracting(MboxReaderTest::text).containsExactly("A: 1\n");
    assertThat(read("\n" + FROM + "A: 1\n")).extracting(MboxReaderTest::text).containsExactly("A: 1\n");
    assertThat(read("no mbox")).isEmpty();
    assertThat(read("")).isEmpty();
  }

  @Test
  void readsTheBeginningOfALongMessageAndTellsItsSize() throws IOException {
    List<MboxMessage> messages = read(FROM + "A: 1\n\n" + "x".repeat(200_000) + "\n\n" + FROM + "A: 2\n");

    assertThat(messages).extracting(message -> message.raw().remaining()).containsExactly(1_000, 5);
    assertThat(messages).extracting(MboxMessage::bytes).containsExactly(200_007L, 5L);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          From ann@example.com Tue Nov  3 10:00:00 2026,       2026-11-03T10:00:00Z
          From - Tue Nov 13 10:00:59 2026,                     2026-11-13T10:00:59Z
          From ann@example.com Tue Nov  3 10:00 2026,          2026-11-03T10:00:00Z
          From ann@example.com Tue Nov  3 10:00:00 +0100 2026, 2026-11-03T09:00:00Z
          From ann@example.com Tue Nov  3 10:00:00 2026 -0500, 2026-11-03T15:00:00Z
          From ann@example.com Tue Nov  3 10:00:00 CET 2026,   2026-11-03T10:00:00Z
          From ann@example.com Tue Nov 31 10:00:00 2026,
          From ann@example.com Tue Foo  3 10:00:00 2026,
          From ann@example.com 2026-11-03T10:00:00 2026,
          """)
  void readsWhenAMessageWasReceived(String line, Instant receivedAt) throws IOException {
    assertThat(read(line + "\nA: 1\n").getFirst().receivedAt().orElse(null)).isEqualTo(receivedAt);
  }

  private static List<MboxMessage> read(String text) throws IOException {
    return read(text, 0);
  }

  private static List<MboxMessage> read(String text, long position) throws IOException {
    var reader = new MboxReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), position, 1_000);
    List<MboxMessage> messages = new ArrayList<>();
    for (MboxMessage message = reader.next(); message != null; message = reader.next()) {
      messages.add(message);
    }
    return messages;
  }

  private static String text(MboxMessage message) {
    return StandardCharsets.ISO_8859_1.decode(message.raw().duplicate()).toString();
  }
}

package io.forebay.connect.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailIdsTest {
  private static final Instant RECEIVED_AT = Instant.ofEpochSecond(1_790_000_000);

  private final EmailIds ids = new EmailIds("imap", "ann@example.com");

  @Test
  void tellsWhenAMessageWasReceived() {
    byte[] content = "Subject: hello".getBytes(StandardCharsets.US_ASCII);

    assertThat(ids.receivedAt(ids.of(RECEIVED_AT, content, content.length))).contains(RECEIVED_AT);
    assertThat(new EmailIds("imap", "bob@example.com").receivedAt(ids.of(RECEIVED_AT, content, content.length))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1790000000-",
        "1790000000-x\"\r\nZ DELETE \"Archive",
        "1790000000-0123456789abcdef0123456789abcdef\"",
        "1790000000-0123456789abcdef0123456789abcdef\r\n",
        "1790000000-0123456789abcdef-0123456789abcdef0123456789abcdef",
        "-0123456789abcdef0123456789abcdef",
        "999999999999999999-0123456789abcdef0123456789abcdef"
      })
  void takesNothingElseForAnId(String rest) {
    String id = ids.of(RECEIVED_AT, new byte[0], 0);
    String prefix = id.substring(0, id.length() - "1790000000-0123456789abcdef0123456789abcdef".length());

    assertThat(ids.receivedAt(prefix + rest)).isEmpty();
  }
}

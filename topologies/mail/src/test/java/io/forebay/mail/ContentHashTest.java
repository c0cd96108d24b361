package io.forebay.mail;

import static io.forebay.mail.RawMail.mail;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The content hash does not see how a message came, and sees every word of it. */
class ContentHashTest {
  private static final List<String> WORDS = List.of("pump", "café", "Straße", "seven", "mañana", "water", "=3D", "at", "naïve", "10:00", "x.y");

  enum Transfer {
    EIGHT_BIT("8bit"),
    QUOTED_PRINTABLE("quoted-printable"),
    BASE64("base64");

    private final String name;

    Transfer(String name) {
      this.name = name;
    }
  }

  @Provide
  Arbitrary<List<String>> words() {
    return Arbitraries.of(WORDS).list().ofMinSize(1).ofMaxSize(60);
  }

  @Provide
  Arbitrary<String> charsets() {
    return Arbitraries.of("utf-8", "iso-8859-1", "windows-1252", "utf-16be");
  }

  @Property(tries = 200)
  void staysTheSameHoweverItIsEncodedAndWrapped(
      @ForAll("words") List<String> words,
      @ForAll("charsets") String charset,
      @ForAll Transfer transfer,
      @ForAll boolean flowed,
      @ForAll boolean windowsLines) {
    String plain = hash("Content-Type: text/plain; charset=utf-8\n", String.join(" ", words).getBytes(StandardCharsets.UTF_8));

    String body = wrapped(words, flowed ? " \n" : "\n", 5);
    byte[] text = (windowsLines ? body.replace("\n", "\r\n") : body).getBytes(Charset.forName(charset));
    Transfer used = charset.startsWith("utf-16") ? Transfer.BASE64 : transfer;
    String fields =
        "Received: from elsewhere\nMessage-ID: <other@example.com>\nContent-Type: text/plain; charset="
            + charset
            + (flowed ? "; format=flowed" : "")
            + "\nContent-Transfer-Encoding: "
            + used.name
            + "\n";

    assertThat(hash(fields, encode(text, used))).isEqualTo(plain);
  }

  @Property(tries = 100)
  void changesWithAnyWord(@ForAll("words") List<String> words, @ForAll int at) {
    List<String> changed = new ArrayList<>(words);
    changed.set(Math.floorMod(at, words.size()), "another");

    assertThat(hash("", String.join(" ", changed).getBytes(StandardCharsets.UTF_8)))
        .isNotEqualTo(hash("", String.join(" ", words).getBytes(StandardCharsets.UTF_8)));
  }

  @Property(tries = 50)
  void doesNotSeeTheBoundary(@ForAll("words") List<String> words) {
    String body = "--%s\n\n" + String.join(" ", words).replace("%", "%%") + "\n--%s--\n";

    assertThat(hash("Content-Type: multipart/mixed; boundary=one\n", body.replace("%s", "one").getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(hash("Content-Type: multipart/mixed; boundary=two\n", body.replace("%s", "two").getBytes(StandardCharsets.UTF_8)));
  }

  private static String hash(String fields, byte[] body) {
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    raw.writeBytes(mail(fields, "").getBytes(StandardCharsets.US_ASCII));
    raw.writeBytes(body);
    return RawMail.parse(raw.toByteArray()).getContentHash();
  }

  private static String wrapped(List<String> words, String lineEnd, int perLine) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      text.append(i == 0 ? "" : i % perLine == 0 ? lineEnd : " ").append(words.get(i));
    }
    return text.append('\n').toString();
  }

  private static byte[] encode(byte[] text, Transfer transfer) {
    return switch (transfer) {
      case EIGHT_BIT -> text;
      case BASE64 -> Base64.getMimeEncoder().encode(text);
      case QUOTED_PRINTABLE -> quotedPrintable(text);
    };
  }

  private static byte[] quotedPrintable(byte[] text) {
    StringBuilder encoded = new StringBuilder();
    int column = 0;
    for (byte b : text) {
      boolean plain = b == '\n' || b == '\r' || (b > 32 && b < 127 && b != '=');
      encoded.append(plain ? String.valueOf((char) b) : "=%02X".formatted(b & 0xff));
      column = b == '\n' ? 0 : column + 3;
      if (column > 66) {
        encoded.append("=\n");
        column = 0;
      }
    }
    return encoded.toString().getBytes(StandardCharsets.US_ASCII);
  }
}

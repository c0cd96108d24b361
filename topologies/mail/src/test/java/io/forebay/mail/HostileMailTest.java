package io.forebay.mail;

import static io.forebay.mail.RawMail.mail;
import static io.forebay.mail.RawMail.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.schemas.ParsedEmail;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Whatever a sender does there is a result within bounds that says what was left out. */
class HostileMailTest {
  @Property(tries = 300)
  void neverFailsOnAnyBytes(@ForAll byte[] raw) {
    assertThat(parse(raw).getContentHash()).hasSize(64);
  }

  @Property(tries = 300)
  void neverFailsOnAWholeMessageCutAndChangedAnywhere(@ForAll int cut, @ForAll int at, @ForAll byte value) {
    byte[] message = EVERYTHING.getBytes(StandardCharsets.UTF_8);
    byte[] raw = java.util.Arrays.copyOf(message, Math.floorMod(cut, message.length) + 1);
    raw[Math.floorMod(at, raw.length)] = value;

    assertThat(parse(raw).getEmailId()).isEqualTo("id-1");
  }

  @Property(tries = 100)
  void keepsEveryBoundOfTheContract(@ForAll @Size(max = 300) String word) {
    ParsedEmail parsed =
        parse(mail("Subject: " + word.replace('\n', ' ').repeat(50) + "\nCc: " + "a@example.com,".repeat(80) + "\n", (word + "x ").repeat(5_000)));

    assertThat(parsed.getSubject().length()).isLessThanOrEqualTo(998);
    assertThat(parsed.getText().length()).isLessThanOrEqualTo(65_536);
    assertThat(parsed.getQuotedText().length()).isLessThanOrEqualTo(32_768);
    assertThat(parsed.getTo().size()).isLessThanOrEqualTo(50);
  }

  @Test
  void stopsAtTheDepthLimit() {
    String nested =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n".formatted(i, i))
            .collect(Collectors.joining("", RawMail.HEADER, "\nhello"));

    assertThat(parse(nested).getDefects()).contains("DEPTH_LIMIT");
  }

  @Test
  void stopsAtThePartLimit() {
    assertThat(parse(mail("Content-Type: multipart/mixed; boundary=b\n", "--b\n\nx\n".repeat(5_000))).getDefects()).contains("PART_LIMIT");
  }

  @Test
  void stopsWhereMessagesInMessagesCostTooMuch() {
    String nested = "Content-Type: message/rfc822\n\nSubject: x\n".repeat(15_000);

    assertThat(parse(RawMail.HEADER + nested + "\nhello").getDefects()).contains("WORK_LIMIT");
  }

  @Test
  void readsTheBodyBehindAMegabyteOfHeader() {
    ParsedEmail parsed = parse(mail("X-Long: " + "a".repeat(500_000) + "\n" + "X-Many: b\n".repeat(50_000), "still here"));

    assertThat(parsed.getText()).isEqualTo("still here");
    assertThat(parsed.getHeaders()).hasSize(64);
    assertThat(parsed.getDefects()).contains("HEADER_SIZE_LIMIT", "HEADER_COUNT_LIMIT");
  }

  @Test
  void rendersOnlyTheBeginningOfEndlessHtml() {
    ParsedEmail parsed = parse(mail("Content-Type: text/html\n", "<p>first</p>" + "<div><b>".repeat(60_000)));

    assertThat(parsed.getText()).isEqualTo("first");
    assertThat(parsed.getDefects()).contains("TEXT_LIMIT");
  }

  @Test
  void refusesSenselessLimits() {
    assertThatThrownBy(() -> new EmailLimits(0, 1, 1, 998, 4_096, 1_024, 16, 1_024)).hasMessage("depthMax must be from 1 to 50, got 0");
  }

  private static final String EVERYTHING =
      mail(
          "Content-Type: multipart/mixed; boundary=\"a\"\nMIME-Version: 1.0\n",
          """
          preamble
          --a
          Content-Type: multipart/alternative; boundary=b

          --b
          Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes
          Content-Transfer-Encoding: quoted-printable

          caf=C3=A9 =
          On Tue, 3 Nov 2026 at 10:00 Ann <ann@example.com> wrote:
          > quoted
          --=20
          Ann
          --b
          Content-Type: text/html; charset="iso-8859-1"
          Content-Transfer-Encoding: base64

          PGh0bWw+PGJvZHk+PGEgaHJlZj0iaHR0cDovL2V4YW1wbGUuY29tIj5jYWbpPC9hPg==
          --b--
          --a
          Content-Type: message/rfc822

          Subject: =?utf-8?B?w6k=?=

          inner
          --a
          Content-Type: text/calendar

          BEGIN:VEVENT
          SUMMARY:x
          --a
          Content-Type: application/x; name*0*=utf-8''a; name*1=b
          Content-Transfer-Encoding: x-uuencode

          begin 644 x
          #0V%T
          end
          --a--
          epilogue
          """);
}

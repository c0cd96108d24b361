package io.forebay.mail;

import static io.forebay.mail.RawMail.mail;
import static io.forebay.mail.RawMail.parse;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.InboundEmail;
import io.forebay.schemas.MailHeader;
import io.forebay.schemas.ParsedEmail;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailParserTest {
  @Test
  void readsTheHeaderOfAPlainMessage() {
    ParsedEmail parsed =
        parse(
            """
            From: =?utf-8?Q?J=C3=BCrgen?= Example <Juergen@Example.COM>
            To: "Bob, Jr." <bob@example.org>, team: cara@example.org, dan@example.org;
            Cc: eve@example.org (Eve)
            Subject: =?iso-8859-1?Q?Gr=FC=DFe?=
             aus Bern
            Date: Tue, 3 Nov 2026 10:00:00 +0100
            Message-ID: <m-3@example.com>
            References: <m-1@example.com> <m-2@example.org>

            Hello
            """);

    assertThat(parsed.getFromAddress()).isEqualTo("juergen@example.com");
    assertThat(parsed.getFromName()).isEqualTo("Jürgen Example");
    assertThat(parsed.getTo()).containsExactly("bob@example.org", "cara@example.org", "dan@example.org", "eve@example.org");
    assertThat(parsed.getRecipientCount()).isEqualTo(4);
    assertThat(parsed.getSubject()).isEqualTo("Grüße aus Bern");
    assertThat(parsed.getSentAt()).isEqualTo(Instant.parse("2026-11-03T09:00:00Z"));
    assertThat(parsed.getMessageId()).isEqualTo("m-3@example.com");
    assertThat(parsed.getThreadId()).isEqualTo("m-1@example.com");
    assertThat(parsed.getReply()).isTrue();
    assertThat(parsed.getText()).isEqualTo("Hello");
    assertThat(parsed.getPartMediaTypes()).containsExactly("text/plain");
    assertThat(parsed.getDefects()).isEmpty();
  }

  @Test
  void carriesWhatTheProducerSaid() {
    InboundEmail email =
        new InboundEmail("id-7", "acme", Instant.ofEpochSecond(5), ByteBuffer.wrap(mail("", "x").getBytes(StandardCharsets.UTF_8)), -1L, null, "DE", "imap");

    ParsedEmail parsed = new EmailParser().parse(email);

    assertThat(List.of(parsed.getEmailId(), parsed.getTenant(), parsed.getReceivedAt(), parsed.getRegion()))
        .isEqualTo(List.of("id-7", "acme", Instant.ofEpochSecond(5), "DE"));
    assertThat(parsed.getThreadId()).as("without any id").isEqualTo("id-7");
  }

  @Test
  void leavesTraceFieldsEmptyAndCutsLongOnes() {
    ParsedEmail parsed = parse(mail("Received: from a by b\nX-Long: " + "é".repeat(400) + "\n", "x"));

    assertThat(parsed.getHeaders())
        .contains(new MailHeader("received", ""), new MailHeader("x-long", "é".repeat(256)), new MailHeader("subject", "Test"));
  }

  @Test
  void prefersPlainTextOfAnAlternativeButCountsTheLinksAndImagesOfItsHtml() {
    ParsedEmail parsed =
        parse(
            mail(
                "Content-Type: multipart/alternative; boundary=b\n",
                """
                --b
                Content-Type: text/plain

                plain words
                --b
                Content-Type: text/html

                <p>html words <a href="https://Shop.example.com/x">here</a><img src=y></p>
                --b--
                """));

    assertThat(parsed.getText()).isEqualTo("plain words");
    assertThat(parsed.getHtmlOnly()).isFalse();
    assertThat(parsed.getLinkHosts()).containsExactly("shop.example.com");
    assertThat(parsed.getImageCount()).isEqualTo(1);
    assertThat(parsed.getPartMediaTypes()).containsExactly("multipart/alternative", "text/plain", "text/html");
  }

  @Test
  void takesTheHtmlWhereThePlainAlternativeIsBlank() {
    ParsedEmail parsed =
        parse(
            mail(
                "Content-Type: multipart/alternative; boundary=b\n",
                "--b\n\n \n--b\nContent-Type: text/html\n\n<p>html words</p>\n--b--\n"));

    assertThat(parsed.getText()).isEqualTo("html words");
    assertThat(parsed.getHtmlOnly()).isTrue();
  }

  @Test
  void listsAttachmentsWithoutLookingInside() {
    ParsedEmail parsed =
        parse(
            mail(
                "Content-Type: multipart/mixed; boundary=b\n",
                """
                --b

                See the attachment.
                --b
                Content-Type: application/zip
                Content-Disposition: attachment; filename*=utf-8''%C3%9Cbersicht.zip
                Content-Transfer-Encoding: base64

                UEsDBA==
                --b
                Content-Type: text/plain; name="notes.txt"
                Content-Disposition: attachment

                not part of the text
                --b--
                """));

    assertThat(parsed.getText()).isEqualTo("See the attachment.");
    assertThat(parsed.getAttachments()).extracting("fileName").containsExactly("Übersicht.zip", "notes.txt");
    assertThat(parsed.getAttachments()).extracting("mediaType").containsExactly("application/zip", "text/plain");
    assertThat(parsed.getAttachments().getFirst().getSizeBytes()).isEqualTo(8);
  }

  @Test
  void quotesAnAttachedMessage() {
    ParsedEmail parsed =
        parse(
            mail(
                "Content-Type: multipart/mixed; boundary=b\n",
                "--b\n\nPlease look.\n--b\nContent-Type: message/rfc822\n\nSubject: Broken pump\n\nIt leaks.\n--b--\n"));

    assertThat(parsed.getText()).isEqualTo("Please look.");
    assertThat(parsed.getQuotedText()).isEqualTo("Broken pump\n\nIt leaks.");
    assertThat(parsed.getAttachments()).extracting("mediaType").containsExactly("message/rfc822");
  }

  @Test
  void showsAnInvitationThatComesAlone() {
    ParsedEmail parsed =
        parse(mail("Content-Type: text/calendar\n", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261105T140000Z\nSUMMARY:Release\n  review\nEND:VEVENT\n"));

    assertThat(parsed.getText()).isEqualTo("Release review\n2026-11-05 14:00 UTC");
  }

  @ParameterizedTest
  @CsvSource({
    "utf-8, UTF-8", "iso-8859-1, UTF-8", "utf-8, windows-1252", "windows-1252, windows-1252", "'', windows-1252", "x-nonsense, UTF-8",
    "x-nonsense, windows-1252"
  })
  void readsWesternTextWhateverTheDeclarationSays(String declared, String real) {
    ParsedEmail parsed =
        parse(mail("Content-Type: text/plain; charset=\"" + declared + "\"\n", "Der Bär läuft über die Straße – schön."), Charset.forName(real));

    assertThat(parsed.getText()).isEqualTo("Der Bär läuft über die Straße – schön.");
  }

  @ParameterizedTest
  @CsvSource({
    "gb2312, GB18030, 联通公司的付款通知", "gb2312, UTF-8, 联通公司的付款通知", "shift_jis, windows-31j, 打ち合わせの件①", "iso-2022-jp, ISO-2022-JP, 打ち合わせの件",
    "ks_c_5601-1987, x-windows-949, 회의 일정 안내", "big5, Big5, 會議通知", "koi8-r, KOI8-R, Привет всем", "euc-jp, EUC-JP, お世話になっております"
  })
  void readsTextOfOtherScripts(String declared, String real, String text) {
    ParsedEmail parsed = parse(mail("Content-Type: text/plain; charset=" + declared + "\n", text), Charset.forName(real));

    assertThat(parsed.getText()).isEqualTo(text);
    assertThat(parsed.getCharsets()).containsExactly(declared);
  }

  @Test
  void unwrapsFlowedText() {
    ParsedEmail parsed = parse(mail("Content-Type: text/plain; format=flowed\n", "One long \nparagraph.\n\n > indented\n-- \nAnn\n"));

    assertThat(parsed.getText()).isEqualTo("One long paragraph.\n\n> indented".replace("> indented", "").strip());
    assertThat(parsed.getQuotedText()).contains("Ann");
  }

  @ParameterizedTest
  @CsvSource({
    "'List-Id: <l.example.org>', true, false, false",
    "'Precedence: list', true, false, false",
    "'Precedence: bulk', false, true, false",
    "'List-Unsubscribe: <mailto:x@example.org>', false, true, false",
    "'Auto-Submitted: auto-generated', false, false, true",
    "'Auto-Submitted: no', false, false, false",
    "'Return-Path: <>', false, false, true",
    "'X-Auto-Response-Suppress: OOF', false, false, true",
    "'Content-Type: multipart/report; boundary=x', false, false, true",
    "'X-Nothing: special', false, false, false"
  })
  void tellsListBulkAndAutomaticMail(String field, boolean list, boolean bulk, boolean automatic) {
    ParsedEmail parsed = parse(mail(field + "\n", "x"));

    assertThat(List.of(parsed.getList(), parsed.getBulk(), parsed.getAutomatic())).isEqualTo(List.of(list, bulk, automatic));
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-reply@example.com", "noreply+17@example.com", "MAILER-DAEMON@example.com", "do_not_reply@example.com"})
  void takesNoReplyAddressesForMachines(String address) {
    assertThat(parse("From: " + address + "\n\nx").getAutomatic()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "Re: x, true", "AW: x, true", "'[list] Re: x', true", "'RE[2]: x', true", "回复：x, true", "Recipe: x, false", "x, false", "Fwd: x, false"
  })
  void tellsARepliesSubject(String subject, boolean reply) {
    assertThat(parse("From: a@example.com\nSubject: " + subject + "\n\nx").getReply()).isEqualTo(reply);
  }

  @ParameterizedTest
  @CsvSource({
    "'', EMPTY",
    "'Hello there', NO_HEADER",
    "'Subject: x\n\nx', NO_AUTHOR",
    "'From: a@example.com\n\nx', NO_DATE",
    "'Date: soon\n\nx', BAD_DATE",
    "'From: a@example.com\nrubbish line\nSubject: x\n\nx', MALFORMED_HEADER",
    "'From: a@example.com\nHello there\nBob', NO_BODY_SEPARATOR",
    "'Subject: =?utf-8?Q?never ends\n\nx', BROKEN_ENCODED_WORD",
    "'Content-Type: nonsense\n\nx', BAD_CONTENT_TYPE",
    "'Content-Type: multipart/mixed\n\nx', NO_BOUNDARY",
    "'Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx', UNCLOSED_MULTIPART",
    "'Content-Type: multipart/mixed; boundary=b\n\n', EMPTY_MULTIPART",
    "'Content-Transfer-Encoding: x-own\n\nx', UNKNOWN_TRANSFER_ENCODING",
    "'Content-Transfer-Encoding: base64\n\nSGVsb', BROKEN_TRANSFER_ENCODING",
    "'Content-Transfer-Encoding: x-uuencode\n\nbegin 644 x\n', BROKEN_TRANSFER_ENCODING",
    "'Content-Type: text/plain; charset=x-own\n\nx', UNKNOWN_CHARSET"
  })
  void namesWhatIsWrong(String message, String defect) {
    assertThat(parse(message).getDefects()).contains(defect);
  }

  @Test
  void keepsTheTextBehindAMissingSeparator() {
    ParsedEmail parsed = parse("From: a@example.com\nSubject: Pump\nThe pump leaks: please come.\nBob\n");

    assertThat(parsed.getSubject()).isEqualTo("Pump");
    assertThat(parsed.getText()).isEqualTo("The pump leaks: please come.\nBob");
  }

  @Test
  void keepsTheTextOfAMultipartWhoseBoundaryNeverComes() {
    ParsedEmail parsed = parse(mail("Content-Type: multipart/mixed; boundary=b\n", "--other\nThe pump leaks.\n--other--\n"));

    assertThat(parsed.getText()).contains("The pump leaks.");
    assertThat(parsed.getDefects()).contains("EMPTY_MULTIPART");
  }

  @Test
  void saysThatOnlyTheBeginningWasDelivered() {
    InboundEmail email = RawMail.inbound(mail("", "beginning").getBytes(StandardCharsets.UTF_8));
    email.setSizeBytes(5_000_000L);

    assertThat(new EmailParser().parse(email).getDefects()).contains("TRUNCATED");
  }

  @Test
  void dropsNulCharacters() {
    ParsedEmail parsed = parse(mail("", "a\0b"));

    assertThat(parsed.getText()).isEqualTo("ab");
    assertThat(parsed.getDefects()).contains("NUL_CHARACTERS");
  }

  @Test
  void passesOverTheFromLineOfAnMbox() {
    ParsedEmail parsed = parse("From ann@example.com Tue Nov  3 10:00:00 2026\n" + mail("", "x"));

    assertThat(parsed.getFromAddress()).isEqualTo("ann@example.com");
    assertThat(parsed.getDefects()).isEmpty();
  }

  @Test
  void neverCutsACharacterInHalf() {
    ParsedEmail parsed = parse(mail("", "x" + "😀".repeat(40_000)));

    assertThat(parsed.getText()).hasSize(65_535).endsWith("😀");
    assertThat(parsed.getDefects()).contains("TEXT_LIMIT");
  }
}

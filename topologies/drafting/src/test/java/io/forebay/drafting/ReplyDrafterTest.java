package io.forebay.drafting;

import static io.forebay.drafting.MailFixture.ENGLISH;
import static io.forebay.drafting.MailFixture.attach;
import static io.forebay.drafting.MailFixture.facts;
import static io.forebay.drafting.MailFixture.mail;
import static io.forebay.drafting.MailFixture.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.ParsedEmail;
import io.forebay.schemas.ReplyDraft;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyDrafterTest {
  private final ReplyDrafter drafter = new ReplyDrafter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | Dear Bob, please send me the report. | REQUEST",
        "en | Hi Bob, what is the colour of the report? | QUESTION",
        "en | Hi Bob, can we meet on Friday? | MEETING",
        "en | Hi Bob, the report is attached. | INFORMATION",
        "en | Hi Bob, thank you for the report. | THANKS",
        "en | Hi Bob, the printer is still not working. I am disappointed. | COMPLAINT",
        "de | Guten Tag, bitte schicken Sie mir den Bericht. | REQUEST",
        "de | Hallo, wo liegt der Bericht? | QUESTION",
        "de | Hallo, hast du am Freitag Zeit für ein Treffen? | MEETING",
        "de | Hallo, anbei der Bericht. | INFORMATION",
        "de | Hallo, vielen Dank für den Bericht. | THANKS",
        "de | Guten Tag, das Gerät ist defekt angekommen. | COMPLAINT",
        "fr | Bonjour, pourriez-vous m'envoyer le rapport ? | REQUEST",
        "fr | Bonjour, où se trouve le rapport ? | QUESTION",
        "fr | Bonjour, je propose une réunion vendredi. | MEETING",
        "fr | Bonjour, vous trouverez le rapport ci-joint. | INFORMATION",
        "fr | Bonjour, merci pour le rapport. | THANKS",
        "fr | Bonjour, je n'ai toujours pas reçu ma commande. | COMPLAINT",
        "es | Hola, por favor, envíame el informe. | REQUEST",
        "es | Hola, ¿dónde está el informe? | QUESTION",
        "es | Hola, ¿podemos tener una reunión el viernes? | MEETING",
        "es | Hola, te adjunto el informe. | INFORMATION",
        "es | Hola, gracias por el informe. | THANKS",
        "es | Hola, el aparato no funciona y quiero un reembolso. | COMPLAINT",
        "ja | お世話になっております。報告書を送ってください。 | REQUEST",
        "ja | こんにちは。報告書はどこですか。 | QUESTION",
        "ja | こんにちは。金曜日に打ち合わせをしたいです。 | MEETING",
        "ja | お世話になっております。報告書を添付いたします。 | INFORMATION",
        "ja | こんにちは。先日はありがとうございました。 | THANKS",
        "ja | 商品がまだ届いていません。 | COMPLAINT",
        "ja | 来週の会議の資料を添付いたします。明日までにご返信いただけますでしょうか。 | REQUEST",
        "zh | 您好,请把报告发给我。 | REQUEST",
        "zh | 您好,报告在哪里呢 | QUESTION",
        "zh | 您好,我们周五开会讨论。 | MEETING",
        "zh | 您好,附件是报告。 | INFORMATION",
        "zh | 您好,非常感谢这份报告。 | THANKS",
        "zh | 您好,商品坏了,我要退款。 | COMPLAINT",
      })
  void answersWhatTheMessageDoes(String language, String text, SpeechAct act) {
    ReplyDraft draft = draft(language, text).orElseThrow();

    assertThat(draft.getSpeechAct()).isEqualTo(act.name());
    assertThat(draft.getLanguage()).isEqualTo(language);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | Dear Sir, I would like to ask you to send the report. Sincerely | FORMAL",
        "en | Hey Bob, can't you send it? Cheers | INFORMAL",
        "de | Könnten Sie mir bitte Ihren Bericht senden? | FORMAL",
        "de | Kannst du mir bitte deinen Bericht senden? | INFORMAL",
        "de | Anna und Tim fragen, ob sie und ihr Hund kommen dürfen; magst du? | INFORMAL",
        "fr | Pourriez-vous m'envoyer votre rapport ? | FORMAL",
        "fr | Salut, peux-tu m'envoyer ton rapport ? | INFORMAL",
        "es | ¿Podría usted enviarme su informe? | FORMAL",
        "es | ¿Puedes enviarme tu informe? | INFORMAL",
        "ja | 報告書を送っていただけますでしょうか。 | FORMAL",
        "ja | 報告書、送ってくれる?よろしくね。 | INFORMAL",
        "zh | 请您把报告发给我。 | FORMAL",
        "zh | 你把报告发给我吧。 | INFORMAL",
      })
  void answersInTheSendersTone(String language, String text, Tone tone) {
    assertThat(draft(language, text).orElseThrow().getTone()).isEqualTo(tone.name());
  }

  @Test
  void repeatsTopicDeadlineAndAttachmentsAndLeavesTheDecisionOpen() {
    ParsedEmail email = mail("Re: Engine notes", "Dear Bob, would you send the notes by Friday, November 20?");
    attach(email, false);
    attach(email, false);
    attach(email, true);

    String text = drafter.draft(email, read(email, "en"), ENGLISH).orElseThrow().getText();

    assertThat(text).isEqualTo("""
        Hello,

        Thank you for your message about “Engine notes”. I have seen what you are asking for.
        You mention “Friday, November 20” as the date.
        The 2 attachments have reached me.

        My answer to it: […]

        Kind regards
        """);
  }

  @Test
  void namesNoDateThatIsPastOrOnlyMentioned() {
    assertThat(draft("en", "Hi, please send it, it was due by November 3.").orElseThrow().getText()).doesNotContain("November 3");
    assertThat(draft("en", "Hi, please send what you wrote on Friday.").orElseThrow().getText()).doesNotContain("Friday");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Invoice for [EMAIL_ADDRESS]", "Notes of Ada Lovelace", "See http://example.org", "www.example.org", "a@b", "Re:"})
  void leavesOutATopicThatShouldNotBeRepeated(String subject) {
    ParsedEmail email = mail(subject, "Dear Bob, please send the notes.");

    assertThat(drafter.draft(email, read(email, "en"), ENGLISH).orElseThrow().getText())
        .contains("Thank you for your message. ")
        .doesNotContain("“", "Lovelace", "example");
  }

  static Stream<Arguments> unanswerable() {
    return Stream.of(
        change("automatic", mail -> mail.setAutomatic(true)),
        change("list", mail -> mail.setList(true)),
        change("bulk", mail -> mail.setBulk(true)),
        change("no-reply sender", mail -> mail.setFromAddress("no-reply@example.org")),
        change("bounce address", mail -> mail.setFromAddress("bounces+12=a@example.org")),
        change("mailer daemon", mail -> mail.setFromAddress("mailer-daemon@example.org")),
        change("no sender", mail -> mail.setFromAddress("")),
        change("to oneself", mail -> mail.setFromAddress("bob@example.com")),
        change("delivery report", mail -> mail.setPartMediaTypes(List.of("multipart/report", "text/plain", "message/delivery-status"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unanswerable")
  void draftsNothingForMachinesAndLists(String name, Consumer<ParsedEmail> change) {
    ParsedEmail email = mail("Report", "Dear Bob, please send me the report.");
    assertThat(drafter.draft(email, read(email, "en"), ENGLISH)).as("unchanged").isPresent();

    change.accept(email);

    assertThat(drafter.draft(email, read(email, "en"), ENGLISH)).as(name).isEmpty();
  }

  @Test
  void draftsNothingForSpam() {
    ParsedEmail email = mail("Report", "Dear Bob, please send me the report.");
    Reading reading = read(email, "en");

    assertThat(drafter.draft(email, reading, new TriageFacts("en", TriageFacts.SPAM_MIN, 0.9, "general"))).isEmpty();
    assertThat(drafter.draft(email, reading, new TriageFacts("en", 0.49, 0.9, "spam"))).isEmpty();
    assertThat(drafter.draft(email, reading, new TriageFacts("en", 0.49, 0.9, "general"))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"und", "nl", "", "EN"})
  void draftsNothingInALanguageThatItDoesNotWrite(String language) {
    assertThat(draft(language, "Hi Bob, please send me the report.")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n ", "-----", "No reply needed, just so you know.", "Dear Bob, thank you for the report. No need to respond."})
  void draftsNothingWhereNothingIsToBeSaid(String text) {
    assertThat(draft("en", text)).isEmpty();
  }

  @Test
  void draftsNothingForNewsThatAddressesNobody() {
    assertThat(draft("en", "A genetically engineered vaccine shows promise in tests.")).isEmpty();
    ParsedEmail many = mail("News", "Hi all, the lift works again.", mail -> mail.setRecipientCount(40));
    assertThat(drafter.draft(many, read(many, "en"), ENGLISH)).isEmpty();
  }

  private Optional<ReplyDraft> draft(String language, String text) {
    ParsedEmail email = mail("", text);
    return drafter.draft(email, read(email, language), facts(language));
  }

  private static Arguments change(String name, Consumer<ParsedEmail> change) {
    return Arguments.of(name, change);
  }
}

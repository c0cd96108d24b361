package io.forebay.drafting;

import static io.forebay.drafting.MailFixture.mail;
import static io.forebay.drafting.MailFixture.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.ParsedEmail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummarizerTest {
  private final Summarizer summarizer = new Summarizer();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | Hi Bob,\\n\\nI hope this finds you well. The quarterly figures are ready for you. Best,\\nAda | The quarterly figures are ready for you.",
        "en | View this email in your browser\\n\\nOur summer sale starts on the first of July. | Our summer sale starts on the first of July.",
        "en | On Mon, 2 Sep 2002, Grace Hopper wrote:\\n\\nThe compiler is ready for testing now. | The compiler is ready for testing now.",
        "en | Dear Bob, could you send me the signed contract? | could you send me the signed contract?",
        "en | I was in Rome for a week. The weather was nice there. Please send me the contract by Friday. | Please send me the contract by Friday.",
        "en | The lift is out of order today.\\n\\nThis message is confidential and intended solely for the addressee. | The lift is out of order today.",
        "de | Sehr geehrte Frau Huber,\\n\\nich hoffe, es geht Ihnen gut. Die Rechnung vom März ist noch offen.\\n\\nMit freundlichen Grüßen | Die Rechnung vom März ist noch offen.",
        "fr | Bonjour,\\n\\nJ'espère que vous allez bien. La réunion de lundi est annulée.\\n\\nCordialement | La réunion de lundi est annulée.",
        "es | Hola Juan:\\n\\nEspero que estés bien. El informe de ventas está listo.\\n\\nUn saludo | El informe de ventas está listo.",
        "ja | お世話になっております。来週の会議の資料を添付いたします。よろしくお願いいたします。 | 来週の会議の資料を添付いたします。",
        "zh | 您好。希望您一切都好。附件是本月的销售报告。谢谢。 | 附件是本月的销售报告。",
      })
  void takesTheSentenceThatSaysWhatItIsAbout(String language, String text, String expected) {
    assertThat(summary(language, "", text.replace("\\n", "\n"))).isEqualTo(expected);
  }

  @Test
  void prefersTheFirstSentenceWhenNoneStandsOut() {
    assertThat(summary("en", "", "The server room was painted green. The corridor was painted yellow too."))
        .isEqualTo("The server room was painted green.");
  }

  @Test
  void prefersASentenceWithWordsOfTheSubject() {
    String text = "It rained all morning in the valley. The projector budget was cut in half by the board.";

    assertThat(summary("en", "Projector budget", text)).isEqualTo("The projector budget was cut in half by the board.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Re: [team] Lunch plans | ok | Lunch plans",
        "AW: WG: Angebot | '' | Angebot",
        "Re[2]: Fwd: Budget | http://example.org/x | Budget",
        "回复\uff1a报价 | '' | 报价",
        "'' | '' | ''",
      })
  void fallsBackToTheSubject(String subject, String text, String expected) {
    assertThat(summary("en", subject, text)).isEqualTo(expected);
  }

  @Test
  void cutsBehindAWordAndSaysSo() {
    String summary = summary("en", "", "This sentence goes on and on about nothing, " + "and then some more words follow ".repeat(12));

    assertThat(summary).hasSizeLessThanOrEqualTo(Summarizer.CHARACTERS_MAX).endsWith("…");
    assertThat(summary.substring(0, summary.length() - 1)).matches(".*\\w");
  }

  @Test
  void neverCutsInsideAMarkOfRedaction() {
    for (int length = 200; length < 245; length++) {
      String text = "word ".repeat(length / 5) + "x".repeat(length % 5) + " [EMAIL_ADDRESS] and so on until the very end of it all";
      String summary = summary("en", "", text);

      assertThat(summary).hasSizeLessThanOrEqualTo(Summarizer.CHARACTERS_MAX);
      assertThat(summary.replace("[EMAIL_ADDRESS]", "")).doesNotContain("[");
    }
  }

  @Test
  void neverCutsASurrogatePair() {
    for (int length = 230; length < 245; length++) {
      String summary = summary("en", "", "A b c " + "x".repeat(length) + "😀".repeat(40));

      assertThat(summary).doesNotMatch("(?s).*[\ud800-\udbff](?![\udc00-\udfff]).*").hasSizeLessThanOrEqualTo(240);
    }
  }

  @Test
  void hidesTheSendersName() {
    assertThat(summary("en", "", "This is Ada Lovelace from the engine team writing again. ")).isEqualTo(
        "This is [NAME] from the engine team writing again.");
    assertThat(summary("en", "", "Lovelace, Ada has sent you the notes on the engine.")).contains("[NAME], [NAME] has");
    assertThat(summary("en", "", "Ada shared a file about the Adaptive engine.")).isEqualTo("[NAME] shared a file about the Adaptive engine.");
  }

  @Test
  void keepsTheNameOfACompany() {
    ParsedEmail email = mail("", "Your parcel from Acme Parts is on its way.", m -> {
      m.setFromName("Acme Parts");
      m.setAutomatic(true);
    });

    assertThat(summarizer.summarize(email, read(email, "en"))).isEqualTo("Your parcel from Acme Parts is on its way.");
  }

  private String summary(String language, String subject, String text) {
    ParsedEmail email = mail(subject, text);
    return summarizer.summarize(email, read(email, language));
  }
}

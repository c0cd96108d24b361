package io.forebay.drafting;

import static io.forebay.drafting.MailFixture.mail;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SenderNameTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Ada Lovelace | Ada Lovelace wrote | [NAME] wrote",
        "Ada Lovelace | Lovelace's notes by Ada | [NAME]'s notes by [NAME]",
        "Ada Lovelace | Adam adapts | Adam adapts",
        "Lovelace, Ada | Ada Lovelace wrote | [NAME] wrote",
        "Ada Lovelace (via Docs) | Ada Lovelace shared it | [NAME] shared it",
        "Ada Lovelace via Docs | Ada shared it | [NAME] shared it",
        "山田太郎 | 山田太郎です。 | [NAME]です。",
        "山田 太郎 | 山田です。 | [NAME]です。",
        "Jo | Jo is here | Jo is here",
        "Support Team | The Support Team of our support | The [NAME] of our support",
        "'' | nobody | nobody",
        "ada@example.org | ada | ada",
        "NAME | A NAME [NAME] | A NAME [NAME]",
      })
  void hidesWholeNamesOnly(String name, String text, String expected) {
    assertThat(SenderName.of(mail("", "", email -> email.setFromName(name))).hide(text)).isEqualTo(expected);
  }

  @Test
  void keepsTheNameOfAMachine() {
    assertThat(SenderName.of(mail("", "", email -> email.setAutomatic(true))).hide("Ada Lovelace")).isEqualTo("Ada Lovelace");
  }
}

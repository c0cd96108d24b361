package io.forebay.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "On Tue, Nov 3, 2026 at 10:12 AM Ann Example <ann@example.com> wrote:",
        "On 3 Nov 2026, at 10:12, Ann Example wrote:",
        "On Tue, Nov 3, 2026 at 10:12 AM Ann Example\n<ann@example.com>\nwrote:",
        "Ann Example <ann@example.com> writes:",
        "El mar, 3 nov 2026 a las 10:12, Ann Example (<ann@example.com>) escribió:",
        "Le mar. 3 nov. 2026 à 10:12, Ann Example <ann@example.com> a écrit :",
        "Am Di., 3. Nov. 2026 um 10:12 Uhr schrieb Ann Example <ann@example.com>:",
        "Am 03.11.2026 um 10:12 schrieb Ann Example:",
        "Il giorno mar 3 nov 2026 alle ore 10:12 Ann Example <ann@example.com> ha scritto:",
        "Em ter., 3 de nov. de 2026 às 10:12, Ann Example <ann@example.com>\nescreveu:",
        "Op di 3 nov 2026 om 10:12 schreef Ann Example <ann@example.com>:",
        "2026年11月3日(火) 10:12 Ann Example <ann@example.com>:",
        "Ann Example <ann@example.com> 于2026年11月3日周二 10:12写道：",
        "在 2026年11月3日，上午10:12，Ann Example <ann@example.com> 写道：",
        "Den tis 3 nov. 2026 kl 10:12 skrev Ann Example <ann@example.com>:",
        "вт, 3 нояб. 2026 г. в 10:12, Ann Example <ann@example.com> пишет:"
      })
  void cutsWhatFollowsAnAttribution(String attribution) {
    assertOwn("My answer.\n\n" + attribution + "\n\n> the question\n> of before", "My answer.");
    assertThat(ReplyText.split("My answer.\n\n" + attribution + "\n> question").quoted()).isEqualTo(attribution + "\n> question");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----Original Message-----\nFrom: Ann",
        "-----Ursprüngliche Nachricht-----\nVon: Ann",
        "----- Message d'origine -----\nDe : Ann",
        "-----Mensaje original-----\nDe: Ann",
        "---------- Forwarded message ---------\nFrom: Ann",
        "Begin forwarded message:\n\n> From: Ann",
        "________________________________\nFrom: Ann <ann@example.com>\nSent: Tuesday\nTo: Bob\nSubject: Pump",
        "*From:* Ann\n*Sent:* Tuesday\n*To:* Bob\n*Subject:* Pump",
        "Von: Ann\nGesendet: Dienstag\nAn: Bob\nBetreff: Pumpe",
        "De : Ann\nEnvoyé : mardi\nÀ : Bob\nObjet : Pompe",
        "发件人: Ann\n发送时间: 2026年11月3日\n收件人: Bob\n主题: 水泵",
        "差出人: Ann\n送信日時: 2026年11月3日\n宛先: Bob\n件名: ポンプ"
      })
  void cutsAMessagePutUnderneath(String start) {
    assertOwn("My answer.\n\n" + start + "\n\nall of the other message\n\nto its end", "My answer.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-- \nAnn\nExample Ltd",
        "--\nAnn",
        "Sent from my iPhone",
        "Sent from my Verizon Wireless BlackBerry",
        "Get Outlook for Android",
        "Von meinem iPhone gesendet",
        "Envoyé de mon iPhone",
        "Enviado desde mi iPhone",
        "Inviato da iPhone",
        "Enviado do meu iPhone",
        "Verstuurd vanaf mijn iPhone",
        "iPhoneから送信",
        "发自我的iPhone",
        "-Ann Example",
        "____________________________\nusers mailing list\nusers@lists.example.org",
        "-Ann\n\n____________________________\nusers mailing list\nusers@lists.example.org"
      })
  void cutsSignaturesAndFooters(String signature) {
    assertOwn("Some words.\n\n" + signature, "Some words.");
    assertOwn("Some words.\n\n" + signature + "\n\nOn 3 Nov 2026 at 10:12 Ann wrote:\n> x", "Some words.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "One question:\n\nIn Berlin, when I run...",
        "On your host you can run:\n\n  telnet 127.0.0.1 52698\n\nThat works.",
        "A fix -- this is not a signature.",
        "Sent from my desk, is much easier than my phone.",
        "- first\n- second",
        "From: here\nto there.",
        "Ich habe die Unterlagen gestern gesendet",
        "Note:\nplease read this.",
        "------------\nMenu\n------------\nSoup"
      })
  void keepsWhatOnlyLooksLikeIt(String text) {
    assertOwn(text, text);
  }

  @Test
  void keepsAnswersBetweenQuotes() {
    assertOwn("On 3 Nov 2026 at 10:12 Ann wrote:\n> first?\n\nYes.\n\n> second?\n\nNo.", "Yes.\n\nNo.");
  }

  @Test
  void cutsTheEndOfAQuotedLineThatWasWrapped() {
    assertOwn("Yes.\n\n> " + "a long line of many words ".repeat(3) + "that goes\non here\n> and ends.", "Yes.");
    assertOwn("> " + "a long line of many words ".repeat(3) + "?\nNo.\n> Why?", "No.");
  }

  @Test
  void cutsUnmarkedQuotesBehindACertainAttribution() {
    assertOwn("Fine.\n\nOn Tue, Nov 3, 2026 at 10:12 AM Ann <ann@example.com> wrote:\n\nShall we meet?", "Fine.");
  }

  @Test
  void takesNothingButQuotesForTheText() {
    ReplyText reply = ReplyText.split("---------- Forwarded message ---------\nFrom: Ann\n\nPlease pay.");

    assertThat(reply.own()).endsWith("Please pay.");
    assertThat(reply.quoted()).isEmpty();
  }

  @Test
  void losesNoLine() {
    ReplyText reply = ReplyText.split("a\n> b\nc\n> d\n-- \ne");

    assertThat(reply).isEqualTo(new ReplyText("a\n\nc", "> b\n\n> d\n--\ne"));
  }

  private static void assertOwn(String text, String own) {
    assertThat(ReplyText.split(text).own()).isEqualTo(own);
  }
}

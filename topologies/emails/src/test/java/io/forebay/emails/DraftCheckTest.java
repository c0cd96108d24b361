package io.forebay.emails;

import static io.forebay.emails.DraftsFixture.REPLY;
import static io.forebay.emails.DraftsFixture.SUMMARY;
import static io.forebay.emails.DraftsFixture.mail;
import static io.forebay.emails.DraftsFixture.output;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.privacy.PiiDetector;
import io.forebay.schemas.DraftMail;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DraftCheckTest {
  private static final PiiDetector PII = new PiiDetector();
  private final DraftCheck check = new DraftCheck(PII);

  @Test
  void takesASummaryAndAReply() {
    assertThat(check.check(mail().build(), output(SUMMARY, REPLY))).contains(new DraftCheck.Draft(SUMMARY, REPLY, "small-1-2026"));
  }

  @Test
  void takesASummaryWithoutReply() {
    assertThat(check.check(mail().build(), output(SUMMARY, null))).contains(new DraftCheck.Draft(SUMMARY, null, "small-1-2026"));
  }

  @Test
  void refusesAReplyThatNobodyWants() {
    DraftMail unanswered = mail().setSpeechAct(null).setTone(null).build();

    assertThat(check.check(unanswered, output(SUMMARY, REPLY))).isEmpty();
    assertThat(check.check(unanswered, output(SUMMARY, null))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ada asks for the figures, see https://example.com/figures.",
        "Ada asks for the figures and can be called at [PHONE_NUMBER].",
        "Ada asks for the figures.",
        "Figures."
      })
  void takesWhatTheMailHas(String summary) {
    assertThat(check.check(mail().build(), output(summary, null))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "A line separator\u2028in the summary.",
        "Ada asks \u202Efor the figures.",
        "Ada asks for the figures at https://example.com/other.",
        "Ada asks for the figures at example.com.evil.net.",
        "Ada asks for the figures, write to ada@example.net.",
        "Ada asks for the figures, her number is +49 30 901820.",
        "Ada asks for the figures, the password is: hunter2secret.",
        "[Name] asks for the figures by Tuesday.",
        "{{sender}} asks for the figures by Tuesday.",
        "<b>Ada</b> asks for the figures by Tuesday.",
        "Ada asks for the figures; her account is [IBAN].",
        "Ada bittet Charles darum, ihr bis Dienstag die Zahlen für das Treffen zu schicken."
      })
  void refusesWhatTheMailDoesNotHave(String summary) {
    assertThat(check.check(mail().build(), output(summary, REPLY))).isEmpty();
    assertThat(check.check(mail().build(), output(SUMMARY, summary))).isEmpty();
  }

  @Test
  void refusesWhatIsTooLong() {
    String line = "Ada asks for the figures. ";
    String summary = line.repeat(10).substring(0, DraftCheck.SUMMARY_LENGTH_MAX - 1) + "s";
    String reply = line.repeat(100).substring(0, DraftCheck.REPLY_LENGTH_MAX - 1) + "s";

    assertThat(check.check(mail().build(), output(summary, reply))).isPresent();
    assertThat(check.check(mail().build(), output(summary + "s", reply))).isEmpty();
    assertThat(check.check(mail().build(), output(summary, reply + "s"))).isEmpty();
  }

  @Test
  void refusesASummaryOfTwoLines() {
    assertThat(check.check(mail().build(), output("Two\nlines about the figures.", REPLY))).isEmpty();
  }

  @Test
  void refusesAnAnswerThatTellsTheMark() {
    DraftMail mail = mail().build();

    assertThat(check.check(mail, output("Ada wrote " + DraftPrompt.mark(mail), null))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no json",
        "[]",
        "null",
        "{}",
        "{\"json\": null}",
        "{\"json\": {\"summary\": \"Figures.\"}}",
        "{\"json\": {\"summary\": 1, \"reply\": null}}",
        "{\"json\": {\"summary\": \"Figures.\", \"reply\": {}}}"
      })
  void refusesAnotherForm(String output) {
    assertThat(check.check(mail().build(), output)).isEmpty();
  }

  @Test
  void refusesNoOutputAndFarTooMuch() {
    assertThat(check.check(mail().build(), null)).isEmpty();
    assertThat(check.check(mail().build(), output(SUMMARY, null) + " ".repeat(64 << 10))).isEmpty();
    assertThat(check.check(mail().build(), "[".repeat(60_000))).isEmpty();
  }

  @Property(tries = 300)
  void neverThrowsAndNeverBringsALinkAlong(@ForAll String before, @ForAll String after) {
    assertThat(check.check(mail().build(), output(before + " http://evil.example " + after, null))).isEmpty();
  }
}

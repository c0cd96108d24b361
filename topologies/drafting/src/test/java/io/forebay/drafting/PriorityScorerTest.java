package io.forebay.drafting;

import static io.forebay.drafting.MailFixture.ENGLISH;
import static io.forebay.drafting.MailFixture.facts;
import static io.forebay.drafting.MailFixture.header;
import static io.forebay.drafting.MailFixture.mail;
import static io.forebay.drafting.MailFixture.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.ParsedEmail;
import io.forebay.schemas.Reason;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriorityScorerTest {
  private final PriorityScorer scorer = new PriorityScorer();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | This is urgent, please help.",
        "en | We need an answer ASAP.",
        "en | It cannot be more urgent.",
        "de | Das ist dringend.",
        "de | Bitte antworten Sie umgehend.",
        "de | Es könnte nicht dringender sein.",
        "fr | C'est urgent.",
        "fr | Merci de répondre dans les meilleurs délais.",
        "es | Es urgente.",
        "es | Responda lo antes posible, por favor.",
        "ja | 至急ご対応をお願いします。",
        "ja | 急ぎです。",
        "zh | 这件事很急。",
        "zh | 请尽快处理。",
      })
  void seesUrgency(String language, String text) {
    assertThat(codes(language, text)).contains("URGENT").doesNotContain("NEGATED_URGENCY");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | This is not urgent.",
        "en | It isn't really urgent at all.",
        "en | No rush with this one.",
        "en | There's no urgency here.",
        "en | Whenever you get a chance.",
        "de | Das ist nicht dringend.",
        "de | Es ist nicht so besonders eilig.",
        "de | Das hat keine Eile.",
        "de | Es eilt nicht.",
        "fr | Ce n'est pas urgent.",
        "fr | Ce n'est pas du tout urgent.",
        "fr | Il n'y a pas d'urgence.",
        "es | No es urgente.",
        "es | No es nada urgente.",
        "es | No corre prisa.",
        "ja | 急ぎではありません。",
        "ja | 緊急の件ではありません。",
        "ja | お手すきの際にどうぞ。",
        "zh | 这件事不急。",
        "zh | 这并不是很紧急。",
        "zh | 不着急,慢慢来。",
      })
  void readsDeniedUrgencyAsItsContrary(String language, String text) {
    assertThat(codes(language, text)).contains("NEGATED_URGENCY").doesNotContain("URGENT");
    assertThat(score(language, text).value()).isLessThan(score(language, "x").value());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | Could you send me the report?",
        "en | Call me when you are back.",
        "de | Könnten Sie mir den Bericht schicken?",
        "fr | Pourriez-vous m'envoyer le rapport ?",
        "es | ¿Podría enviarme el informe?",
        "ja | 報告書を送っていただけますか。",
        "zh | 麻烦您把报告发给我。",
      })
  void seesRequests(String language, String text) {
    assertThat(codes(language, text)).contains("REQUEST");
    assertThat(score(language, text).value()).isGreaterThan(score(language, "x").value());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | No action required.",
        "de | Eine Info, keine Antwort nötig.",
        "fr | Aucune action requise.",
        "es | No es necesario responder.",
        "ja | 返信不要です。",
        "zh | 无需回复。",
      })
  void seesThatNothingIsToBeDone(String language, String text) {
    assertThat(codes(language, text)).contains("NO_ACTION_WANTED").doesNotContain("REQUEST");
  }

  @Test
  void ranksANearDeadlineHigher() {
    int today = score("en", "Please send it by today.").value();
    int tomorrow = score("en", "Please send it by tomorrow.").value();
    int nextWeek = score("en", "Please send it by next week.").value();
    int nextMonth = score("en", "Please send it by December 30.").value();
    int past = score("en", "Please send it by November 10.").value();

    assertThat(List.of(today, tomorrow, nextWeek, nextMonth, past)).isSortedAccordingTo((a, b) -> b - a);
    assertThat(today).isGreaterThan(nextWeek);
    assertThat(nextWeek).isGreaterThan(past);
  }

  @Test
  void ranksALongPastDeadlineNotAtAll() {
    assertThat(codes("en", "It was due by November 3, 2025.")).doesNotContain("OVERDUE", "DEADLINE");
  }

  @Test
  void ranksAnswersInAThreadAboveListsAboveBulk() {
    int reply = value(mail -> mail.setReply(true));
    int list = value(mail -> mail.setList(true));
    int bulk = value(mail -> mail.setBulk(true));

    assertThat(reply).isGreaterThan(list);
    assertThat(list).isGreaterThan(bulk);
  }

  @Test
  void doesNotHoldTheSubjectOfAnAnswerAgainstItsSender() {
    ParsedEmail answer = mail("Re: URGENT: could you send it today?", "The lift works again.", mail -> mail.setReply(true));
    ParsedEmail question = mail("URGENT: could you send it today?", "The lift works again.");

    assertThat(scorer.score(answer, read(answer, "en"), ENGLISH).reasons())
        .extracting(Reason::getCode)
        .doesNotContain("URGENT", "REQUEST", "QUESTION", "DATE");
    assertThat(scorer.score(question, read(question, "en"), ENGLISH).reasons()).extracting(Reason::getCode).contains("URGENT", "REQUEST", "DATE");
  }

  @Test
  void ranksAMessageToManyLower() {
    assertThat(value(mail -> mail.setRecipientCount(30))).isLessThan(value(mail -> mail.setRecipientCount(1)));
  }

  @Test
  void believesADeclaredImportanceOnlyALittle() {
    assertThat(codes(mail -> header(mail, "x-priority", "1 (Highest)"))).contains("DECLARED_IMPORTANT");
    assertThat(codes(mail -> header(mail, "importance", "low"))).contains("DECLARED_UNIMPORTANT");
    assertThat(value(mail -> header(mail, "importance", "High")) - value(mail -> {})).isBetween(0, 1);
    assertThat(codes(mail -> header(mail, "x-priority", ""))).doesNotContain("DECLARED_IMPORTANT", "DECLARED_UNIMPORTANT");
  }

  @Test
  void holdsShoutingAgainstTheSender() {
    assertThat(codes("en", "READ THIS NOW OR MISS YOUR CHANCE")).contains("SHOUTING");
    assertThat(codes("en", "Read this now!!!")).contains("SHOUTING");
    assertThat(codes("en", "Read this now! [EMAIL_ADDRESS] [PHONE_NUMBER] [CREDIT_CARD]")).doesNotContain("SHOUTING");
  }

  @Test
  void keepsSpamAtTheBottomWhateverItClaims() {
    ParsedEmail email = mail("URGENT", "Urgent! Please answer by today. Could you call me?");
    Reading reading = read(email, "en");

    assertThat(scorer.score(email, reading, new TriageFacts("en", 0.95, 0.9, "urgent")).value()).isZero();
    assertThat(scorer.score(email, reading, new TriageFacts("en", 0.6, 0.9, "urgent")).value()).isLessThanOrEqualTo(1);
    assertThat(scorer.score(email, reading, new TriageFacts("en", 0.95, 0.9, "urgent")).reasons())
        .extracting(Reason::getCode)
        .contains("SPAM");
  }

  @Test
  void followsTheModelsOpinion() {
    ParsedEmail email = mail("Report", "The report.");
    Reading reading = read(email, "en");

    int sure = scorer.score(email, reading, new TriageFacts("en", 0, 0.98, "urgent")).value();
    int never = scorer.score(email, reading, new TriageFacts("en", 0, 0.02, "newsletter")).value();
    assertThat(sure).isGreaterThanOrEqualTo(never + 3);
  }

  @Test
  void tellsAtMostSixReasonsStrongestFirst() {
    ParsedEmail email =
        mail("URGENT: complaint", "Please reply by today!!! Could you meet? It is broken, I want a refund.", m -> m.setReply(true));
    header(email, "importance", "high");

    List<Reason> reasons = scorer.score(email, read(email, "en"), ENGLISH).reasons();

    assertThat(reasons).hasSize(PriorityScorer.REASONS_MAX).allMatch(reason -> reason.getStep().equals("priority"));
    assertThat(reasons).extracting(reason -> Math.abs(reason.getWeight())).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(reasons.getFirst().getCode()).isEqualTo("DEADLINE");
  }

  private Priority score(String language, String text) {
    ParsedEmail email = mail("", text);
    return scorer.score(email, read(email, language), facts(language));
  }

  private List<String> codes(String language, String text) {
    return score(language, text).reasons().stream().map(Reason::getCode).toList();
  }

  private Priority score(Consumer<ParsedEmail> change) {
    ParsedEmail email = mail("Report", "Could you send me the report?", change);
    return scorer.score(email, read(email, "en"), ENGLISH);
  }

  private int value(Consumer<ParsedEmail> change) {
    return score(change).value();
  }

  private List<String> codes(Consumer<ParsedEmail> change) {
    return score(change).reasons().stream().map(Reason::getCode).toList();
  }
}

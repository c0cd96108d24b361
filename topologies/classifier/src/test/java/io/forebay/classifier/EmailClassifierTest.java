package io.forebay.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.ParsedEmail;
import io.forebay.schemas.Verdict;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmailClassifierTest {
  private static final BaseModel BASE = BaseModel.shipped();

  private final EmailClassifier classifier = new EmailClassifier(BASE);

  @Test
  void tellsAPitchFromALetter() {
    assertThat(classify(SampleMail.pitch().parse()).spam().getVerdict()).isEqualTo(Verdict.YES);
    assertThat(classify(SampleMail.letter().parse()).spam().getVerdict()).isEqualTo(Verdict.NO);
  }

  @Test
  void doesNotHoldTheWordsOfAStrangeLanguageAgainstAMessage() {
    ParsedEmail pitch = SampleMail.letter().body("Lose weight and make money from home, no obligation.").parse();

    double english = new EmailClassifier(BaseModel.shipped()).classify(pitch, "en", TenantModel.none(), ClassifierConfig.DEFAULT).spam().getProbability();
    double strange = new EmailClassifier(BaseModel.shipped()).classify(pitch, "zh", TenantModel.none(), ClassifierConfig.DEFAULT).spam().getProbability();

    assertThat(strange).isLessThan(english);
  }

  @ParameterizedTest
  @CsvSource({
    "'Could you please send me the signed contract by Friday?', YES",
    "'Please review the attached budget and let me know what you think.', YES",
    "'The report was published last week.', NO"
  })
  void tellsARequestFromNews(String text, Verdict expected) {
    assertThat(classify(SampleMail.letter().body(text).parse()).needsAction().getVerdict()).isEqualTo(expected);
  }

  @Test
  void wantsLessOfWhoeverReadsWhatAMachineSent() {
    String text = "Please update your calendar by Friday.";
    ParsedEmail person = SampleMail.letter().body(text).parse();
    ParsedEmail machine = SampleMail.letter().with("Auto-Submitted", "auto-generated").body(text).parse();
    assertThat(classify(machine).needsAction().getProbability()).isLessThan(classify(person).needsAction().getProbability());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Auto-Submitted | auto-generated | Your order has shipped. Tracking number 123, order number 456. | notification",
        "List-Unsubscribe | <mailto:u@example.org> | In this issue: top stories, articles and reviews. Read more. Copyright, all rights reserved. | newsletter",
        "X-A | b | Please send the contract for the project meeting as soon as possible, the deadline is today. Urgent! | urgent",
        "X-A | b | The agenda of the project meeting and the budget document are attached for the client. | work"
      })
  void namesTheCategory(String header, String value, String text, String category) {
    assertThat(classify(SampleMail.letter().with(header, value).body(text).parse()).category().getName()).isEqualTo(category);
  }

  @Test
  void givesReasonsWithoutWordsOfTheMessage() {
    EmailClassification found = classify(SampleMail.pitch().parse());
    assertThat(found.reasons()).isNotEmpty().hasSizeLessThanOrEqualTo(10);
    assertThat(found.reasons()).allSatisfy(reason -> assertThat(reason.getCode()).matches("(SPAM|ACTION|CATEGORY)_[A-Z_]+"));
  }

  @Test
  void namesEveryModelThatTookPart() {
    assertThat(classify(SampleMail.letter().parse()).models()).containsOnlyKeys("spam", "needs-action", "category", "tenant");
  }

  @Property(tries = 200)
  void staysWithinBoundsAndSaysTheSameAgain(@ForAll String subject, @ForAll String text) {
    ParsedEmail email = SampleMail.letter().parse();
    email.setSubject(subject);
    email.setText(text);
    EmailClassification first = classify(email);
    assertThat(first.spam().getProbability()).isBetween(0.0, 1.0);
    assertThat(first.needsAction().getProbability()).isBetween(0.0, 1.0);
    assertThat(first.category().getProbability()).isBetween(0.0, 1.0);
    assertThat(first.lessonFeatures().remaining()).isLessThanOrEqualTo(LessonFeatures.MAX_BYTES);
    assertThat(classify(email)).isEqualTo(first);
  }

  private EmailClassification classify(ParsedEmail email) {
    return classifier.classify(email, "en", TenantModel.none(), ClassifierConfig.DEFAULT);
  }
}

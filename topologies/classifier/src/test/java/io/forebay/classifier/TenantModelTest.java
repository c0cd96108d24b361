package io.forebay.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.forebay.schemas.ParsedEmail;
import io.forebay.schemas.Verdict;
import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TenantModelTest {
  private static final BaseModel BASE = BaseModel.shipped();

  private final EmailClassifier classifier = new EmailClassifier(BASE);

  @Test
  void aHandfulOfFeedbackTurnsTheVerdictOnSimilarMail() {
    TenantModel tenant = TenantModel.none();
    for (int i = 0; i < 6; i++) {
      tenant = tenant.learn(spam(classify(shopOffer(i), tenant), false));
    }
    assertThat(classify(shopOffer(9), TenantModel.none()).spam().getVerdict()).isEqualTo(Verdict.YES);
    assertThat(classify(shopOffer(9), tenant).spam().getVerdict()).isEqualTo(Verdict.NO);
  }

  @Test
  void leavesOtherMailAlone() {
    ParsedEmail letter = SampleMail.letter().parse();
    ParsedEmail otherPitch = SampleMail.pitch().with("From", "win@lucky.example").body("Congratulations, you have won the lottery jackpot! Claim your prize: http://10.9.8.7/").parse();
    TenantModel tenant = TenantModel.none();
    for (int i = 0; i < 6; i++) {
      tenant = tenant.learn(spam(classify(shopOffer(i), tenant), false));
    }
    assertThat(classify(letter, tenant).spam().getProbability()).isCloseTo(classify(letter, TenantModel.none()).spam().getProbability(), within(0.02));
    assertThat(classify(otherPitch, tenant).spam().getVerdict()).isEqualTo(Verdict.YES);
  }

  @Test
  void learnsACategoryOfTheTenantsOwn() {
    var config = new ClassifierConfig(0.2, 0.5, 0.2, 0.4, List.of("invoices", "general", "work"), "general", 0.3);
    TenantModel tenant = TenantModel.none();
    for (int i = 0; i < 4; i++) {
      ByteBuffer features = classifier.classify(bill(i), "en", tenant, config).lessonFeatures();
      tenant = tenant.learn(new Lesson(features, null, null, "invoices", null, null));
    }
    assertThat(classifier.classify(bill(9), "en", TenantModel.none(), config).category().getName()).isNotEqualTo("invoices");
    assertThat(classifier.classify(bill(9), "en", tenant, config).category().getName()).isEqualTo("invoices");
    assertThat(classifier.classify(SampleMail.letter().parse(), "en", tenant, config).category().getName()).isNotEqualTo("invoices");
  }

  @Test
  void learnsThatASenderMattersMoreAndNoMoreThanThat() {
    TenantModel tenant = TenantModel.none();
    ByteBuffer features = classify(bill(1), tenant).lessonFeatures();
    for (int i = 0; i < 20; i++) {
      tenant = tenant.learn(new Lesson(features, null, null, null, 10, 3));
    }
    assertThat(tenant.priorityCorrection(features)).isBetween(3.0, TenantModel.LARGEST_PRIORITY_CORRECTION);
    assertThat(tenant.priorityCorrection(classify(SampleMail.letter().parse(), tenant).lessonFeatures())).isBetween(-0.5, 0.5);
  }

  @Property(tries = 50)
  void theSameLessonsGiveTheSameModelAndItsStoredFormIsTheSameModel(@ForAll @Size(max = 12) List<@IntRange(max = 40) Integer> lessons) {
    assertThat(replay(lessons).toState()).isEqualTo(replay(lessons).toState());
    assertThat(TenantModel.of(replay(lessons).toState()).toState()).isEqualTo(replay(lessons).toState());
  }

  @Test
  void forgetsTheSmallestWeightsRatherThanGrow() {
    TenantModel tenant = TenantModel.none();
    for (int i = 0; i < 60; i++) {
      int[] terms = new int[150];
      for (int t = 0; t < terms.length; t++) {
        terms[t] = i * 1_000 + t;
      }
      var features = new LessonFeatures(3, 0, new short[0], new double[0], i, i, terms);
      tenant = tenant.learn(new Lesson(features.encode(), false, null, null, null, null));
    }
    assertThat(tenant.toState().getFeatures().remaining() / 4).isBetween(3_000, TenantModel.MAX_FEATURES);
  }

  @Test
  void refusesFeaturesThatAreNone() {
    var lesson = new Lesson(ByteBuffer.wrap(new byte[] {9, 9}), true, null, null, null, null);
    assertThatThrownBy(() -> TenantModel.none().learn(lesson)).isInstanceOf(IllegalArgumentException.class);
  }

  private TenantModel replay(List<Integer> lessons) {
    TenantModel tenant = TenantModel.none();
    for (int lesson : lessons) {
      EmailClassification seen = classify(lesson % 2 == 0 ? bill(lesson) : shopOffer(lesson), TenantModel.none());
      tenant = tenant.learn(new Lesson(seen.lessonFeatures(), lesson % 3 == 0, lesson % 5 == 0, lesson % 7 == 0 ? "work" : null, lesson % 11, 5));
    }
    return tenant;
  }

  private EmailClassification classify(ParsedEmail email, TenantModel tenant) {
    return classifier.classify(email, "en", tenant, ClassifierConfig.DEFAULT);
  }

  private static Lesson spam(EmailClassification seen, boolean isSpam) {
    return new Lesson(seen.lessonFeatures(), isSpam, null, null, null, null);
  }

  private static ParsedEmail shopOffer(int number) {
    return SampleMail.pitch().with("From", "offers@shop.example").with("Subject", "FREE TRIAL offer number " + number + "!!!").body(SampleMail.PITCH + "Week " + number).parse();
  }

  private static ParsedEmail bill(int number) {
    return SampleMail.letter().with("From", "Billing <billing@power.example>").with("Subject", "Statement " + number).body("Your electricity statement number " + number + " is ready. The amount of 20 will be debited.").parse();
  }
}

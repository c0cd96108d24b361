package io.forebay.emails;

import static io.forebay.emails.ParsedFixture.parsed;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.runtime.Metrics;
import io.forebay.schemas.EmailTriaged;
import io.forebay.schemas.ParsedEmail;
import io.forebay.schemas.TriagedContent;
import io.forebay.classifier.TenantModel;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DuplicateEmailTest {
  private static TriagedEmail first;
  private static TriagedContent known;

  @BeforeAll
  static void triageTheFirst() {
    var steps = EmailSteps.load(Metrics.ofForebayOnly());
    first =
        steps.newTriage(EmailsConfig.defaults()).triage(parsed("first").setSubject("Figures").setText("Could you please send me the figures by Tuesday?").build(), TenantModel.none());
    known = new TriagedContent("models", first.result(), first.remembered());
  }

  private static TriagedEmail repeat(ParsedEmail email) {
    return DuplicateEmail.repeat(known, email, 5_999);
  }

  @Test
  void repeatsTheFindings() {
    EmailTriaged again = repeat(parsed("second").build()).result();

    assertThat(again.getDuplicateOf()).isEqualTo("first");
    assertThat(again.getSummary()).isEqualTo(first.result().getSummary());
    assertThat(again.getSpam()).isEqualTo(first.result().getSpam());
    assertThat(again.getPriority()).isEqualTo(first.result().getPriority());
    assertThat(again.getModels()).isEqualTo(first.result().getModels());
  }

  @Test
  void keepsWhatIsTheMessagesOwn() {
    var email = parsed("second").setReceivedAt(Instant.ofEpochSecond(9)).setThreadId("another").setFromAddress("bob@elsewhere.example").build();

    TriagedEmail again = repeat(email);

    assertThat(again.result().getEmailId()).isEqualTo("second");
    assertThat(again.result().getReceivedAt()).isEqualTo(Instant.ofEpochSecond(9));
    assertThat(again.result().getThreadId()).isEqualTo(EmailTriage.threadId(email)).isNotEqualTo(first.result().getThreadId());
    assertThat(again.result().getSenderDomain()).isEqualTo("elsewhere.example");
    assertThat(again.remembered().getEmailId()).isEqualTo("second");
  }

  @Test
  void tellsWhyAndHowLongItTook() {
    EmailTriaged again = repeat(parsed("second").build()).result();

    assertThat(again.getReasons()).extracting(reason -> reason.getCode()).containsExactly("SAME_CONTENT");
    assertThat(again.getStepMicros()).isEqualTo(Map.of("parse", 7L, "duplicates", 5L));
  }

  @Test
  void changesNothingAboutTheFirst() {
    repeat(parsed("second").build());

    assertThat(known.getTriaged().getEmailId()).isEqualTo("first");
    assertThat(known.getTriaged().getDuplicateOf()).isNull();
    assertThat(known.getRemembered().getEmailId()).isEqualTo("first");
  }
}

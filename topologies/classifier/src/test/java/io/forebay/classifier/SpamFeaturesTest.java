package io.forebay.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.ParsedEmail;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SpamFeaturesTest {
  private final Words subject = new Words();
  private final Words text = new Words();
  private final SpamFeatures features = new SpamFeatures();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Date       | Wed, 18 Nov 2026 10:00:00 -1600 | ODD_ZONE",
        "Date       | 18 Nov 2026 10:00:00 +0100 | DATE_WITHOUT_WEEKDAY",
        "To         | undisclosed-recipients:; | UNDISCLOSED_RECIPIENTS",
        "To         | <bob@example.com> | TO_BARE_ADDRESS",
        "Cc         | eve@example.com | HAS_CC",
        "In-Reply-To | <1@example.com> | ANSWERS",
        "Subject    | Re: your account | CLAIMS_TO_ANSWER",
        "Subject    | MAKE MONEY FAST | SUBJECT_SHOUTS",
        "Subject    | Save $100 today | SUBJECT_MONEY",
        "Subject    | 50% off | SUBJECT_PERCENT",
        "Subject    | Cheap flights xkjqzvw | SUBJECT_RANDOM_TAIL",
        "Subject    | ADV: cheap flights | SUBJECT_MARKED_ADVERTISEMENT",
        "Subject    | V i a g r a | SUBJECT_GAPPY",
        "From       | <ada@example.org> | SENDER_WITHOUT_NAME",
        "From       | WIN BIG <ada@example.org> | SENDER_NAME_SHOUTS",
        "From       | Ada <xkjhgf@example.org> | SENDER_UNPRONOUNCEABLE",
        "From       | Ada <ada@hotmail.com> | SENDER_FREE_MAIL",
        "Reply-To   | sales@elsewhere.example | REPLY_TO_ELSEWHERE",
        "X-Priority | 1 (Highest) | PRIORITY_RAISED",
        "User-Agent | Super Bulk Blaster 3 | BULK_CLIENT",
        "User-Agent | Microsoft Outlook, Build 10.0 | FORGED_CLIENT",
        "Message-ID | <000066657ac4$00001c54$00007d1d@mx.example.net> | MESSAGE_ID_OF_BULK_TOOL",
        "Message-ID | <123@localhost> | MESSAGE_ID_WITHOUT_DOMAIN"
      })
  void seesInTheHeader(String name, String value, SpamSignal signal) {
    assertThat(signals(SampleMail.letter().parse())).doesNotContain(signal);
    assertThat(signals(SampleMail.letter().with(name, value).parse())).contains(signal);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"LINKS_TO_NUMBERS", "EXCLAIMS", "SHOUTS", "SAYS_YOU", "PITCH", "PITCH_VARIETY", "TOPIC"})
  void seesInThePitch(SpamSignal signal) {
    assertThat(signals(SampleMail.letter().body(SampleMail.PITCH).parse())).contains(signal);
    assertThat(signals(SampleMail.letter().parse())).doesNotContain(signal);
  }

  @Test
  void seesWhatIsMissing() {
    Set<SpamSignal> signals = signals(SampleMail.letter().without("To").without("Date").without("Subject").body("").parse());
    assertThat(signals).contains(SpamSignal.NO_TO, SpamSignal.NO_DATE, SpamSignal.NO_SUBJECT, SpamSignal.EMPTY);
  }

  @Test
  void looksAtNothingThatTheWayOrTheArchiveAdded() {
    ParsedEmail plain = SampleMail.letter().parse();
    ParsedEmail archived =
        SampleMail.letter()
            .with("Received", "from mx.example.net by host.example.com; Wed, 18 Nov 2026 10:00:00 +0100")
            .with("Delivered-To", "bob@localhost")
            .with("X-Archived-By", "somebody")
            .with("X-Spam-Level", "*****")
            .parse();
    assertThat(vector(archived)).isEqualTo(vector(plain));
  }

  @Test
  void doesNotDependOnTheOrderOfFields() {
    ParsedEmail moved = SampleMail.letter().without("From").without("Date").with("Date", "Wed, 18 Nov 2026 10:00:00 +0100").with("From", "Ada Lovelace <ada@example.org>").parse();
    assertThat(vector(moved)).isEqualTo(vector(SampleMail.letter().parse()));
  }

  private Set<SpamSignal> signals(ParsedEmail email) {
    FeatureVector vector = extract(email);
    Set<SpamSignal> found = EnumSet.noneOf(SpamSignal.class);
    for (int i = 0; i < vector.size(); i++) {
      if (vector.index(i) < SpamFeatures.FIRST_FAMILY) {
        assertThat(vector.value(i)).isBetween(0f, 1f);
        found.add(SpamSignal.at(vector.index(i)));
      }
    }
    return found;
  }

  private String vector(ParsedEmail email) {
    FeatureVector vector = extract(email);
    var text = new StringBuilder();
    for (int i = 0; i < vector.size(); i++) {
      text.append(vector.index(i)).append('=').append(vector.value(i)).append(' ');
    }
    return text.toString();
  }

  private FeatureVector extract(ParsedEmail email) {
    subject.read(email.getSubject());
    text.read(email.getText());
    return features.extract(email, subject, text);
  }
}

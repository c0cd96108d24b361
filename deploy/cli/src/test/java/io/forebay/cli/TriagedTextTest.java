package io.forebay.cli;

import static io.forebay.cli.TriagedFixture.YES;
import static io.forebay.cli.TriagedFixture.triaged;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.PiiField;
import io.forebay.schemas.PiiFinding;
import io.forebay.schemas.ReplyDraft;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TriagedTextTest {
  @Test
  void showsTheFactsTheSummaryAndTheId() {
    assertThat(TriagedText.of(triaged("mail-1").setSummary("Send them.").build()))
        .isEqualTo(" 5  work         en  Figures\n      Send them.\n      id mail-1");
  }

  @Test
  void showsWhatStandsOut() {
    var email =
        triaged("mail-1")
            .setSpam(YES)
            .setNeedsAction(YES)
            .setReply(new ReplyDraft("en", "REQUEST", "FORMAL", "Yes."))
            .setDuplicateOf("mail-0")
            .setPii(List.of(finding("PHONE_NUMBER"), finding("EMAIL_ADDRESS"), finding("PHONE_NUMBER")))
            .setDefects(List.of("NO_DATE", "NO_AUTHOR"))
            .build();

    assertThat(TriagedText.of(email))
        .contains("Figures  (spam, needs action, reply drafted, duplicate, EMAIL_ADDRESS+PHONE_NUMBER, NO_DATE+NO_AUTHOR)\n");
  }

  @Test
  void cutsALongSubjectBetweenCharacters() {
    String text = TriagedText.of(triaged("mail-1").setSubject("\uD83D\uDE00".repeat(49)).build());

    assertThat(text).contains("  " + "\uD83D\uDE00".repeat(47) + "…\n");
  }

  @Test
  void keepsASubjectThatFitsExactly() {
    assertThat(TriagedText.of(triaged("mail-1").setSubject("x".repeat(48)).build())).contains("  " + "x".repeat(48) + "\n");
  }

  @Test
  void letsNoStrangerSteerTheTerminal() {
    String hostile = "\u001B[2J\u202Eevil\u2066\u0007\u009B31m\r\n\u200Fend";

    String text = TriagedText.of(triaged(hostile).setSubject(hostile).setSummary(hostile).build());

    assertThat(text.lines()).hasSize(3);
    assertThat(text).contains("evil").doesNotContain("\u001B", "\u202E", "\u2066", "\u0007", "\u009B", "\r", "\u200F");
  }

  @Property(tries = 300)
  void showsThreeLinesAtMostWhateverTheSubject(@ForAll String subject) {
    String text = TriagedText.of(triaged("mail-1").setSubject(subject).setSummary(subject).build());

    assertThat(text.chars().filter(c -> c == '\n').count()).isLessThanOrEqualTo(2);
    assertThat(text.codePoints().filter(c -> c != '\n')).noneMatch(Character::isISOControl);
  }

  private static PiiFinding finding(String type) {
    return new PiiFinding(type, PiiField.TEXT, 0, 1, 1.0);
  }
}

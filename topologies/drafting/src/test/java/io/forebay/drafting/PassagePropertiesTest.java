package io.forebay.drafting;

import static io.forebay.drafting.MailFixture.facts;
import static io.forebay.drafting.MailFixture.mail;
import static io.forebay.drafting.MailFixture.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.ParsedEmail;
import io.forebay.schemas.ReplyDraft;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for any text: bounds, and that nothing leaves which should not. */
class PassagePropertiesTest {
  private static final int HOSTILE_LENGTH = 1_000_000;

  private final PriorityScorer scorer = new PriorityScorer();
  private final Summarizer summarizer = new Summarizer();
  private final ReplyDrafter drafter = new ReplyDrafter();

  @Provide
  Arbitrary<ParsedEmail> mails() {
    Arbitrary<String> text =
        Arbitraries.of(
                "Hi Bob,", "please", "by", "Friday", "not urgent", "urgent", "?", "!", ".", "\n", "\n\n", " ", "[EMAIL_ADDRESS]", "[", "]", "😀", "Ada",
                "Lovelace", "zebra", "quokka", "http://evil.example/x", "11/27", "27.", "November", "明日", "まで", "请", "不急", "、", "。", "Sie", "vous",
                "meeting", "thanks for", "0", "\u0000", "\ud83d", "e\u0301", "ＦＵＬＬ", "----")
            .list()
            .ofMaxSize(80)
            .map(words -> String.join(" ", words));
    Arbitrary<String> any = Arbitraries.oneOf(text, Arbitraries.strings().ofMaxLength(300));
    Arbitrary<Boolean> flag = Arbitraries.of(true, false, false, false);
    return Combinators.combine(any, any, flag, flag, flag, Arbitraries.integers().between(0, 60))
        .as(
            (subject, body, automatic, list, bulk, recipients) ->
                mail(
                    subject,
                    body,
                    email -> {
                      email.setAutomatic(automatic);
                      email.setList(list);
                      email.setBulk(bulk);
                      email.setRecipientCount(recipients);
                    }));
  }

  @Provide
  Arbitrary<TriageFacts> findings() {
    Arbitrary<Double> share = Arbitraries.doubles().between(0, 1);
    return Combinators.combine(
            Arbitraries.of("en", "de", "fr", "es", "ja", "zh", "und"),
            share,
            share,
            Arbitraries.of("urgent", "work", "spam", "newsletter", "notification", "general"))
        .as(TriageFacts::new);
  }

  @Property
  void priorityStaysInItsRange(@ForAll("mails") ParsedEmail email, @ForAll("findings") TriageFacts facts) {
    Priority priority = scorer.score(email, read(email, facts.language()), facts);

    assertThat(priority.value()).isBetween(0, facts.isSpam() ? 1 : 10);
    assertThat(priority.reasons()).hasSizeLessThanOrEqualTo(PriorityScorer.REASONS_MAX).doesNotHaveDuplicates();
  }

  @Property
  void summaryIsAPieceOfTheMessage(@ForAll("mails") ParsedEmail email, @ForAll("findings") TriageFacts facts) {
    String summary = summarizer.summarize(email, read(email, facts.language()));

    assertThat(summary).hasSizeLessThanOrEqualTo(Summarizer.CHARACTERS_MAX);
    String source = flat(SenderName.of(email).hide(line(email.getText()))) + '\n' + flat(SenderName.of(email).hide(line(email.getSubject())));
    String cut = summary.endsWith("…") ? summary.substring(0, summary.length() - 1) : summary;
    assertThat(source).contains(flat(cut));
    assertThat(SenderName.of(email).hide(summary)).isEqualTo(summary);
  }

  @Property
  void draftTakesOverNothingButItsSlots(@ForAll("mails") ParsedEmail email, @ForAll("findings") TriageFacts facts) {
    email.setSubject("");

    Optional<ReplyDraft> draft = drafter.draft(email, read(email, facts.language()), facts);

    draft.map(ReplyDraft::getText).ifPresent(
        text ->
            assertThat(text)
                .hasSizeLessThanOrEqualTo(2_000)
                .doesNotContain("Ada", "Lovelace", "zebra", "quokka", "evil", "Bob", "EMAIL_ADDRESS", "{"));
  }

  @Property
  void machinesAndListsGetNoDraft(@ForAll("mails") ParsedEmail email, @ForAll("findings") TriageFacts facts) {
    if (email.getAutomatic() || email.getList() || email.getBulk() || facts.isSpam() || facts.language().equals("und")) {
      assertThat(drafter.draft(email, read(email, facts.language()), facts)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", "[", "[A", "a", "a ", "a.", "1 ", "1/", "\n", "a\n", "请", "まで", "by Monday ", "by by 1/2 1/3 ", "by 1/2 ", "1 by ", "the the 1 ", "within 9 ", "Ada ", "\ud83d", "?!", "not ", "11月"})
  void hostileTextIsReadInBoundedTime(String piece) {
    ParsedEmail email = mail(piece.repeat(998 / piece.length()), piece.repeat(HOSTILE_LENGTH / piece.length()));
    email.setFromName(piece.repeat(500));

    for (String language : List.of("en", "ja")) {
      Assertions.assertTimeout(
          Duration.ofSeconds(2),
          () -> {
            Reading reading = read(email, language);
            assertThat(scorer.score(email, reading, facts(language)).value()).isBetween(0, 10);
            assertThat(summarizer.summarize(email, reading)).hasSizeLessThanOrEqualTo(Summarizer.CHARACTERS_MAX);
            drafter.draft(email, reading, facts(language)).ifPresent(draft -> assertThat(draft.getText()).hasSizeLessThanOrEqualTo(2_000));
          });
    }
  }

  private static String line(String text) {
    return OneLine.of(text, 0, text.length(), Integer.MAX_VALUE);
  }

  private static String flat(String text) {
    return text.replace(" ", "");
  }
}

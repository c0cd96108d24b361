package io.forebay.drafting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhrasebookTest {
  private static final Phrasebooks PHRASEBOOKS = Phrasebooks.load();

  @ParameterizedTest
  @CsvSource({
    "en, COULD YOU send it, REQUEST",
    "en, don’t hesitate to call, BOILERPLATE",
    "de, Koennten Sie oder könnten sie, REQUEST",
    "fr, tres bien pourriez vous, REQUEST",
    "fr, 'aujourd’hui', DAY",
    "es, cuanto antes, URGENT",
    "en, ＵＲＧＥＮＴ, URGENT",
    "de, ko\u0308nnten Sie, REQUEST",
    "zh, 請確認, REQUEST",
  })
  void findsPhrasesHoweverTheyAreWritten(String language, String text, Cue cue) {
    assertThat(read(language, text).has(cue)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "en, the insurgent urgency-free [URGENT] http://x.example/urgent, URGENT",
    "en, displease, REQUEST",
    "zh, 不急, URGENT",
  })
  void findsNoPhraseInsideAnotherWord(String language, String text, Cue cue) {
    assertThat(read(language, text.replace("urgency-free ", "")).has(cue)).isFalse();
  }

  @Test
  void readsOtherLanguagesWithTheEnglishTable() {
    assertThat(PHRASEBOOKS.of("und")).isSameAs(PHRASEBOOKS.of("en"));
    assertThat(PHRASEBOOKS.of("nl")).isSameAs(PHRASEBOOKS.of("en"));
  }

  @Test
  void refusesALanguageWithoutATable() {
    assertThatThrownBy(() -> Phrasebook.load("xx")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("phrases/xx.tsv");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de", "fr", "es", "ja", "zh"})
  void hasTemplatesForEveryActAndTone(String language) {
    ReplyTemplates templates = ReplyTemplates.load(language);

    for (Tone tone : Tone.values()) {
      for (SpeechAct act : SpeechAct.values()) {
        assertThat(templates.text(tone, act.name())).contains("{about}");
      }
      assertThat(templates.text(tone, "about")).contains("{topic}");
      assertThat(templates.text(tone, "date")).contains("{date}");
      assertThat(templates.text(tone, "attachment.many")).contains("{count}");
      assertThat(templates.text(tone, "attachment.one")).isNotBlank();
      assertThat(templates.text(tone, "greeting")).isNotBlank();
      assertThat(templates.text(tone, "closing")).isNotBlank();
      for (String act : new String[] {"REQUEST", "QUESTION", "MEETING", "COMPLAINT"}) {
        assertThat(templates.text(tone, act + ".decision")).contains(ReplyDrafter.GAP);
      }
    }
  }

  private static Passage read(String language, String text) {
    return Passage.read(text, 10, PHRASEBOOKS.of(language), LocalDate.of(2026, 11, 18));
  }
}

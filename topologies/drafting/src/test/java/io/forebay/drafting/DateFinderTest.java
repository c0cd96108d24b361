package io.forebay.drafting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All relative to Wednesday, 18 November 2026, unless said. */
class DateFinderTest {
  private static final Phrasebooks PHRASEBOOKS = Phrasebooks.load();
  private static final LocalDate WEDNESDAY = LocalDate.of(2026, 11, 18);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | Send it by tomorrow. | 2026-11-19 | tomorrow",
        "en | I need it by Friday, please. | 2026-11-20 | Friday",
        "en | By next Friday at the latest | 2026-11-27 | next Friday",
        "en | The deadline is Friday, November 27th, 2026. | 2026-11-27 | Friday, November 27th, 2026",
        "en | due on 11/27/2026 | 2026-11-27 | 11/27/2026",
        "en | before 2026-12-01 noon | 2026-12-01 | 2026-12-01",
        "en | until the 3rd of December | 2026-12-03 | 3rd of December",
        "en | by the 25th | 2026-11-25 | 25th",
        "en | by the end of the week | 2026-11-20 | the end of the week",
        "en | Please answer within 48 hours. | 2026-11-20 | 48 hours",
        "en | no later than 5 pm on Thursday | 2026-11-19 | Thursday",
        "en | by Wednesday | 2026-11-25 | Wednesday",
        "de | Bitte bis Freitag zurücksenden. | 2026-11-20 | Freitag",
        "de | bis spätestens morgen | 2026-11-19 | morgen",
        "de | bis zum 27.11. | 2026-11-27 | 27.11",
        "de | Die Frist endet am 1. Dezember 2026 | 2026-12-01 | 1. Dezember 2026",
        "de | bis zum 25. bitte | 2026-11-25 | 25",
        "de | innerhalb von 3 Tagen | 2026-11-21 | 3 Tagen",
        "fr | avant vendredi | 2026-11-20 | vendredi",
        "fr | avant mardi prochain | 2026-11-24 | mardi prochain",
        "fr | d'ici demain soir | 2026-11-19 | demain soir",
        "fr | au plus tard le 27 novembre 2026 | 2026-11-27 | 27 novembre 2026",
        "fr | avant le 1er décembre | 2026-12-01 | 1er décembre",
        "fr | sous 48 heures | 2026-11-20 | 48 heures",
        "es | antes del viernes | 2026-11-20 | viernes",
        "es | hasta el 27 de noviembre de 2026 | 2026-11-27 | 27 de noviembre de 2026",
        "es | a más tardar mañana | 2026-11-19 | mañana",
        "es | antes del 27/11/2026 | 2026-11-27 | 27/11/2026",
        "ja | 明日までにご返信ください。 | 2026-11-19 | 明日",
        "ja | 11月27日までにお願いします。 | 2026-11-27 | 11月27日",
        "ja | 来週の金曜日までに | 2026-11-27 | 来週の金曜日",
        "ja | 3日以内にご回答ください。 | 2026-11-21 | 3日以内",
        "ja | 本日中にご返信ください。 | 2026-11-18 | 本日中",
        "zh | 请在本周五之前回复。 | 2026-11-20 | 本周五",
        "zh | 请于2026年11月27日前提交。 | 2026-11-27 | 2026年11月27日",
        "zh | 下周一之前 | 2026-11-23 | 下周一",
        "zh | 请在3天内回复 | 2026-11-21 | 3天内",
        "zh | 明天下午之前给我 | 2026-11-19 | 明天下午",
      })
  void findsDeadlines(String language, String text, LocalDate day, String words) {
    List<Deadline> found = find(language, text, WEDNESDAY);

    assertThat(found).hasSize(1);
    assertThat(found.getFirst().day()).isEqualTo(day);
    assertThat(found.getFirst().firm()).isTrue();
    assertThat(text.substring(found.getFirst().start(), found.getFirst().end())).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | See you on Friday. | 2026-11-20",
        "en | We met on November 3, 2026. | 2026-11-03",
        "de | Am Freitag bin ich da. | 2026-11-20",
        "ja | 金曜日に会いましょう。 | 2026-11-20",
        "zh | 我们周五见。 | 2026-11-20",
      })
  void tellsAMentionFromADeadline(String language, String text, LocalDate day) {
    assertThat(find(language, text, WEDNESDAY)).singleElement().returns(day, Deadline::day).returns(false, Deadline::firm);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | He left last Friday.",
        "en | It may or may not march on.",
        "en | The cat sat on the sun deck.",
        "en | Version 2.4.19 is 3/4 done.",
        "en | We have 15 people, 24/7, at 10.30.",
        "en | 2026-13-45 and 99/99/2026 and 31.02.2026 and 2026.11.27.1",
        "de | So, letzten Freitag war es 3.5 Grad.",
        "fr | vendredi dernier",
        "es | el viernes pasado",
        "ja | 先週の金曜日に",
        "zh | 上周五",
      })
  void findsNoDayWhereThereIsNone(String language, String text) {
    assertThat(find(language, text, WEDNESDAY).stream().filter(found -> !found.day().equals(LocalDate.of(2026, 11, 27)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-28, by January 3, 2027-01-03",
    "2027-01-02, by December 30, 2026-12-30",
    "2026-12-31, by tomorrow, 2027-01-01",
    "2026-12-30, by the 5th, 2027-01-05",
    "2026-12-31, by the end of the month, 2026-12-31",
    "2028-02-28, by tomorrow, 2028-02-29",
  })
  void crossesTheEndOfTheYear(LocalDate today, String text, LocalDate day) {
    assertThat(find("en", text, today)).singleElement().returns(day, Deadline::day);
  }

  @Test
  void boundsTheDaysOfOneText() {
    assertThat(find("en", "by Monday ".repeat(500), WEDNESDAY)).hasSizeLessThanOrEqualTo(20);
  }

  private static List<Deadline> find(String language, String text, LocalDate today) {
    return Passage.read(text, 60, PHRASEBOOKS.of(language), today).days();
  }
}

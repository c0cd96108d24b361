package io.forebay.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ContextWordsTest {
  private final ContextWords words = new ContextWords();

  private long before(String text) {
    return words.before(text.toCharArray(), 0, text.length());
  }

  @ParameterizedTest
  @EnumSource(Context.class)
  void knowsEveryWordOfAContext(Context context) {
    assertThat(context.words()).isNotEmpty().allMatch(word -> context.in(before("x " + word + ": ")));
  }

  @ParameterizedTest
  @CsvSource({"TELEFON:, PHONE", "mi teléfono es, PHONE", "(IBAN/card), CARD", "我的手机号码是, PHONE", "電話番号は, PHONE", "บัตรเครดิตของฉัน, CARD"})
  void findsWordsInsideText(String text, Context context) {
    assertThat(context.in(before(text + " "))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"telephoned", "discard", "cardinal", "zip", "hello"})
  void partsOfOtherWordsDoNotCount(String text) {
    assertThat(Context.PHONE.in(before(text + " ")) || Context.CARD.in(before(text + " "))).isFalse();
  }

  @Test
  void wordsFarAwayOrBeforeTheFloorDoNotCount() {
    String text = "phone " + "and so on ".repeat(5);
    assertThat(Context.PHONE.in(before(text))).isFalse();
    assertThat(words.before("phone: ".toCharArray(), 6, 7)).isZero();
  }

  @Test
  void aRedactedTextExplainsNothing() {
    assertThat(before("phone [PHONE_NUMBER] ")).isZero();
  }

  @Test
  void theWordRightBehindCounts() {
    char[] text = "555 (fax) home".toCharArray();
    assertThat(Context.PHONE.in(words.after(text, 3, text.length))).isTrue();
    assertThat(Context.PHONE_PLACE.in(words.after(text, 3, text.length))).isFalse();
  }
}

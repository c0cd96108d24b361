package io.forebay.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Full-width, invisible and other scripts' characters are how people write, and hide nothing. */
class ForeignScriptTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "電話：０３－１２３４－５６７８です        | PHONE_NUMBER  | ０３－１２３４－５６７８",
    "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ まで         | EMAIL_ADDRESS | ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ",
    "هاتف +٩٦٦ ٥٠ ١٢٣ ٤٥٦٧                 | PHONE_NUMBER  | +٩٦٦ ٥٠ ١٢٣ ٤٥٦٧",
    "call (415)\u00a0555\u20110132 today   | PHONE_NUMBER  | (415)\u00a0555\u20110132",
    "ada@exam\u00adple.org                 | EMAIL_ADDRESS | ada@exam\u00adple.org",
    "4539\u200b1488\u200b0343\u200b6467    | CREDIT_CARD   | 4539\u200b1488\u200b0343\u200b6467",
    "my card 𝟒𝟓𝟑𝟗𝟏𝟒𝟖𝟖𝟎𝟑𝟒𝟑𝟔𝟒𝟔𝟕 ok           | CREDIT_CARD   | 𝟒𝟓𝟑𝟗𝟏𝟒𝟖𝟖𝟎𝟑𝟒𝟑𝟔𝟒𝟔𝟕",
    "👍👍 ada@example.org 👍                | EMAIL_ADDRESS | ada@example.org",
    "\ufeff\u200f203.0.113.77\u200e        | IP_ADDRESS    | 203.0.113.77",
  })
  void findsThroughThem(String text, String type, String value) {
    assertThat(Findings.in(text)).containsExactly(type + " " + value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ｈｅｌｌｏ　ｗｏｒｌｄ", "می\u200cخواهم", "👩\u200d👩\u200d👧", "co\u00adoperate", "𝟒𝟓", "\ud835", "\udfce\ud835"})
  void doesNotReportThem(String text) {
    assertThat(Findings.in(text)).isEmpty();
  }

  @Test
  void neverCutsACharacterInTwo() {
    String text = "password: a1\ud83d\ude00 and 𝟒𝟓𝟑𝟗𝟏𝟒𝟖𝟖𝟎𝟑𝟒𝟑𝟔𝟒𝟔𝟕";
    for (PiiSpan span : Findings.spans(text)) {
      assertThat(Character.isLowSurrogate(text.charAt(span.start()))).isFalse();
      assertThat(span.end() == text.length() || !Character.isLowSurrogate(text.charAt(span.end()))).isTrue();
    }
  }
}

package io.forebay.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceRangesTest {
  private final Words words = new Words();
  private final SentenceRanges ranges = new SentenceRanges();

  @ParameterizedTest
  @CsvSource({
    "'One. Two. Three', 3",
    "'Really?! Yes.', 2",
    "'Dear J. Smith call me', 1",
    "'version 1.2.3 is out', 1",
    "'a title\n\na paragraph', 2",
    "'things:\n- one\n- two', 3",
    "'会議は明日です。来てください', 2",
    "'', 0"
  })
  void cutsWhereSentencesEnd(String text, int count) {
    words.read(text);
    ranges.cut(text, words);
    assertThat(ranges.count()).isEqualTo(count);
  }

  @Test
  void keepsTheBeginningAndTheEndOfALongText() {
    String text = "Middle one. ".repeat(200) + "Please answer today.";
    words.read(text);
    ranges.cut(text, words);
    assertThat(ranges.count()).isEqualTo(SentenceRanges.MAX_SENTENCES);
    assertThat(ranges.start(0)).isZero();
    assertThat(ranges.end(ranges.count() - 1)).isEqualTo(words.count());
  }
}

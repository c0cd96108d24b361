package io.forebay.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LexiconTest {
  private static final Lexicon LEXICON = Lexicon.parse(List.of("# a comment", "[OFFER]", "free", "free trial", "50 % off", "[ASK]", "let me know", "free speech", "请回复"));

  private final Words words = new Words();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a free trial for free  | 2 | 0",
        "FREE SPEECH            | 0 | 1",
        "now 70% off            | 1 | 0",
        "let me know, let me    | 0 | 1",
        "谢谢，请回复我               | 0 | 1",
        "freedom                | 0 | 0"
      })
  void countsTheLongestPhraseAtEachPlaceOnce(String text, int offers, int asks) {
    words.read(text);
    int[] counts = new int[2];
    LEXICON.count(words, 0, words.count(), counts);
    assertThat(counts).containsExactly(offers, asks);
  }

  @Test
  void knowsTheFamilyOfASingleWord() {
    assertThat(LEXICON.familyOf(TermHash.of("free"))).isZero();
    assertThat(LEXICON.familyOf(TermHash.of("let"))).isEqualTo(-1);
  }
}

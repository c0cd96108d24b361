package io.forebay.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  private final Words words = new Words();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Hello, World     | 2",
        "don't stop       | 2",
        "50% off!         | 4",
        "$100             | 2",
        "会議は明日           | 5",
        "see http://a.example/x?y=1 now | 3",
        "see www.a.example now | 3",
        "write to ada@example.org please | 4",
        "Straße über      | 2"
      })
  void countsWordsMarksLinksAndAddresses(String text, int count) {
    words.read(text);
    assertThat(words.count()).isEqualTo(count);
  }

  @ParameterizedTest
  @CsvSource({"MEETING, meeting", "Don’t, don't", "3pm, 9pm", "http://a.example/1, https://b.example/2", "ada@example.org, bob@example.net"})
  void readsTheSameIn(String one, String other) {
    words.read(one);
    long hash = words.hashes[0];
    words.read(other);
    assertThat(words.hashes[0]).isEqualTo(hash);
  }

  @Test
  void noticesSpacedOutWords() {
    words.read("F R E E money");
    assertThat(words.singleLetterRuns).isOne();
  }

  @Property
  void staysWithinBoundsWhateverTheText(@ForAll String text) {
    words.read(text.repeat(1 + 5_000 / Math.max(1, text.length())));
    assertThat(words.count()).isBetween(0, Words.MAX_WORDS);
    for (int w = 0; w < words.count(); w++) {
      assertThat(words.starts[w]).isLessThan(words.ends[w]);
      assertThat(w == 0 ? 0 : words.ends[w - 1]).isLessThanOrEqualTo(words.starts[w]);
    }
  }
}

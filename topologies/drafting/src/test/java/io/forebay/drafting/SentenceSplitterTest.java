package io.forebay.drafting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceSplitterTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "One. Two! Three? Four… Five | One.;Two!;Three?;Four…;Five",
        "Is it 3.5 or 4.2? Yes. | Is it 3.5 or 4.2?;Yes.",
        "See example.org. Then call. | See example.org.;Then call.",
        "Ask Dr. Who or J. Doe. Bye. | Ask Dr. Who or J. Doe.;Bye.",
        "Bis zum 5. Mai bitte. Danke. | Bis zum 5. Mai bitte.;Danke.",
        "He said \"Go.\" She went. | He said \"Go.\";She went.",
        "Wait... what? | Wait... what?",
        "明日までに送ってください。よろしく。 | 明日までに送ってください。;よろしく。",
        "请确认!谢谢。 | 请确认!谢谢。",
        "你好吗?我很好。 | 你好吗?我很好。",
        "Hi John,\\nplease send it.\\nThanks,\\nAda | Hi John,;please send it.;Thanks,;Ada",
        "This line was wrapped by a mail program that\\nCounts to seventy. Next. | This line was wrapped by a mail program that\\nCounts to seventy.;Next.",
        "Short line\\nAnother line | Short line;Another line",
        "We need:\\n- apples\\n- pears\\n1. plums | We need:;- apples;- pears;1. plums",
        "First paragraph without end\\n\\nSecond | First paragraph without end;Second",
        "-----\\n*****\\nText | Text",
        "お世話になっております\\n来週の会議の件でご連絡いたしましたので、ご確認を\\nお願いします。 | お世話になっております;来週の会議の件でご連絡いたしましたので、ご確認を\\nお願いします。",
      })
  void splitsWhereAReaderWould(String text, String expected) {
    List<String> sentences = split(text.replace("\\n", "\n"), 100);

    assertThat(String.join(";", sentences)).isEqualTo(expected.replace("\\n", "\n"));
  }

  @Test
  void splitsAtFullWidthMarksWithoutASpace() {
    assertThat(split("请确认\uff01谢谢\uff1f好", 10)).containsExactly("请确认\uff01", "谢谢\uff1f", "好");
  }

  @Test
  void stopsAtTheLimit() {
    assertThat(split("One. Two. Three.", 2)).containsExactly("One.", "Two.");
  }

  @Test
  void looksOnlyAtTheBeginningOfALongText() {
    Sentences sentences = SentenceSplitter.split("word ".repeat(100_000), 1_000);

    assertThat(sentences.count()).isEqualTo(1);
    assertThat(sentences.end(0)).isLessThanOrEqualTo(SentenceSplitter.CHARACTERS_MAX);
  }

  @Test
  void doesNotCutASurrogatePairAtTheEndOfWhatItLooksAt() {
    String text = "x".repeat(SentenceSplitter.CHARACTERS_MAX - 1) + "😀 and more";

    assertThat(split(text, 10)).containsExactly("x".repeat(SentenceSplitter.CHARACTERS_MAX - 1));
  }

  @Property
  void givesTrimmedSentencesInOrder(@ForAll String text) {
    Sentences sentences = SentenceSplitter.split(text, 20);

    int behind = 0;
    assertThat(sentences.count()).isBetween(0, 20);
    for (int i = 0; i < sentences.count(); i++) {
      assertThat(sentences.start(i)).isGreaterThanOrEqualTo(behind);
      assertThat(sentences.get(i)).matches(sentence -> sentence.chars().anyMatch(Character::isLetterOrDigit));
      behind = sentences.end(i);
    }
    assertThat(behind).isLessThanOrEqualTo(text.length());
  }

  private static List<String> split(String text, int limit) {
    Sentences sentences = SentenceSplitter.split(text, limit);
    List<String> found = new ArrayList<>();
    for (int i = 0; i < sentences.count(); i++) {
      found.add(sentences.get(i));
    }
    return found;
  }
}

package io.forebay.scriptedmodel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WordsTest {
  @Test
  void findsAddressesEachOnce() {
    assertThat(Words.urls("See http://a.example/x, (https://b.example/y?z=1). And http://a.example/x! http:// https:", 5))
        .containsExactly("http://a.example/x", "https://b.example/y?z=1");
    assertThat(Words.urls("http://a.example http://b.example", 1)).containsExactly("http://a.example");
  }

  @Test
  void findsSentencesInAnyScript() {
    assertThat(Words.sentences("One  is\nhere. Two?\n\nthree")).containsExactly("One is here.", "Two?", "three");
    assertThat(Words.sentences("会議は金曜日です。出席してください。")).containsExactly("会議は金曜日です。", "出席してください。");
  }

  @Test
  void countsWordsThatMeanSomething() {
    assertThat(Words.of("What are the pumps of a Pump?")).containsExactly("pump");
  }

  @Test
  void neverCutsACharacterInTwo() {
    assertThat(Words.cut("a😀b", 2)).isEqualTo("a");
    assertThat(Words.cut("a😀b", 3)).isEqualTo("a😀");
    assertThat(Words.cut("ab", 0)).isEmpty();
  }

  @Test
  @Timeout(10)
  void isDoneSoonWithAnything() {
    for (String odd : new String[] {"\n ".repeat(500_000), " ".repeat(1_000_000), "http".repeat(250_000), "a".repeat(1_000_000), "?".repeat(1_000_000)}) {
      Words.sentences(odd);
      Words.of(odd);
      Words.urls(odd, 5);
    }
  }
}

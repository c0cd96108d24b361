package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTextTest {
  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          27,   '\\u{1b}'
          13,   '\\u{d}'
          10,   '\\u{a}'
          127,  '\\u{7f}'
          155,  '\\u{9b}'
          8238, '\\u{202e}'
          8232, '\\u{2028}'
          160,  '\\u{a0}'
          57344,'\\u{e000}'
          """)
  void escapesWhatSteersATerminal(int character, String shown) {
    assertThat(SafeText.of("a" + Character.toString(character) + "b")).isEqualTo("a" + shown + "b");
  }

  @Test
  void showsTextOfEveryLanguage() {
    assertThat(SafeText.of("Grüße, 你好, 👋")).isEqualTo("Grüße, 你好, 👋");
  }

  @Test
  void tellsHowMuchItLeavesOut() {
    assertThat(SafeText.of("abcdef", 4)).isEqualTo("abcd… (2 more)");
  }

  @Test
  void showsBytesThatAreNoTextInHexadecimal() {
    assertThat(SafeText.of(bytes(0, 0xff, 0x10))).isEqualTo("0x00ff10");
    assertThat(SafeText.of((byte[]) null)).isEqualTo("(none)");
  }

  @Test
  void takesTextThatIsCutWithinACharacterForText() {
    byte[] umlauts = "xü".repeat(5_000).getBytes(StandardCharsets.UTF_8);

    assertThat(SafeText.of(umlauts)).startsWith("xüxü").endsWith("(15000 bytes)").hasSizeLessThan(400);
  }

  @Test
  void dumpsBytesBesideTheirCharacters() {
    assertThat(SafeText.dump(bytes('a', 0x1b, 'b', 0xe9), 3)).isEqualToIgnoringNewLines("00000000  61 1b 62                                         a.b");
    assertThat(SafeText.dump(new byte[40], 33).lines()).hasSize(3);
  }

  @Property
  void showsNoControlCharacterOfAnyBytes(@ForAll byte[] bytes) {
    assertThat(SafeText.of(bytes).chars()).noneMatch(Character::isISOControl);
    assertThat(SafeText.dump(bytes, 64).lines().flatMapToInt(String::chars)).noneMatch(Character::isISOControl);
  }
}

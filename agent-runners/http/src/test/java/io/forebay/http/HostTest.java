package io.forebay.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostTest {
  @ParameterizedTest
  @CsvSource({
    "api.example.com, api.example.com",
    "API.Example.COM, api.example.com",
    "localhost, localhost",
    "xn--bcher-kva.example, xn--bcher-kva.example",
    "a-b.c1, a-b.c1",
    "192.0.2.7, 192.0.2.7",
    "0.0.0.0, 0.0.0.0",
    "[::1], 0:0:0:0:0:0:0:1",
    "[2001:DB8::1], 2001:db8:0:0:0:0:0:1",
    "[2001:db8:0:0::1], 2001:db8:0:0:0:0:0:1"
  })
  void hasOneSpelling(String written, String name) {
    assertThat(Host.parse(written).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ".", "2130706433", "0x7f000001", "0x7f.1", "0x7f.0.0.1", "0177.0.0.1", "017700000001", "127.1", "127.0.1", "127.0.0.01", "1.2.3.4.5",
        "256.256.256.256", "999.1.1.1", "example.com.", "127.0.0.1.", "localhost.", "[::1", "::1", "[127.0.0.1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[fe80::1%eth0]",
        "[fe80::1%25eth0]", "[v1.fe80::a]", "[]", "[::1]]", "[:::1]", "[1:2:3:4:5:6:7:8:9]", "bücher.example", "①②⑦.⓪.⓪.①", "127。0。0。1", "exa%6dple.com",
        "a..b", "-a.com", "a-.com", "a_b.com", "a b.com", "a\tb.com", "example.com\n", "a,b.com", "*.example.com", "example.com/", "user@example.com", "example.123", "ⓔxample.com"
      })
  void refusesWhatCanBeReadInTwoWays(String written) {
    assertThatIllegalArgumentException().isThrownBy(() -> Host.parse(written));
  }

  @Test
  void refusesLabelsAndNamesThatAreTooLong() {
    assertThat(Host.parse("a".repeat(63) + ".com").name()).hasSize(67);
    assertThatIllegalArgumentException().isThrownBy(() -> Host.parse("a".repeat(64) + ".com"));
    assertThatIllegalArgumentException().isThrownBy(() -> Host.parse("a.".repeat(126) + "com"));
    assertThatIllegalArgumentException().isThrownBy(() -> Host.parse("a-".repeat(100_000)));
  }

  @Test
  void putsBracketsBackIntoUrls() {
    assertThat(Host.parse("[::1]").inUrl()).isEqualTo("[0:0:0:0:0:0:0:1]");
    assertThat(Host.parse("192.0.2.7").inUrl()).isEqualTo("192.0.2.7");
  }
}

package io.forebay.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TargetTest {
  @ParameterizedTest
  @CsvSource({
    "https://example.com, https://example.com/",
    "HTTPS://EXAMPLE.com/A?b=C, https://example.com/A?b=C",
    "https://example.com:443/a, https://example.com/a",
    "https://example.com:/a, https://example.com/a",
    "http://example.com:80/a, http://example.com/a",
    "https://example.com:8443?x, https://example.com:8443/?x",
    "https://example.com/a#secret, https://example.com/a",
    "https://[::1]:8443/, https://[0:0:0:0:0:0:0:1]:8443/",
    "https://[::1]/, https://[0:0:0:0:0:0:0:1]/",
    "https://example.com/a%2Fb%20c, https://example.com/a%2Fb%20c",
    "https://example.com/ü, https://example.com/%C3%BC",
    "https://evil.example#@example.com, https://evil.example/"
  })
  void isReadOnce(String written, String url) {
    assertThat(Target.parse(written).url()).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "example.com", "//example.com/", "/path", "https:example.com", "https:///path", "https://", "ftp://example.com/", "file:///etc/passwd", "gopher://example.com/", "jar:https://example.com!/",
        "https://user@example.com/", "https://user:password@example.com/", "https://@example.com/", "https://example.com@evil.example/", "https://example.com\\@evil.example/", "https://example.com:0/",
        "https://example.com:65536/", "https://example.com:99999999999/", "https://example.com:-1/", "https://example.com:8 0/", "https://example.com: 80/", "https://exa mple.com/", "https://example.com/a b",
        "https://example.com/\r\nHost: evil", "https://example.com/\0", "https://[::1", "https://::1/", "https://[::1]x/", "https://[::1]x:80/", "https://example.com,evil.example/", "https://%65xample.com/", "javascript:alert(1)",
        "data:text/plain,x"
      })
  void refusesWhatIsNoUrlOfAHost(String written) {
    assertThatIllegalArgumentException().isThrownBy(() -> Target.parse(written));
  }

  @Test
  void refusesUrlsThatAreTooLong() {
    String base = "https://example.com/";
    assertThat(Target.parse(base + "a".repeat(Target.LENGTH_MAX - base.length())).pathAndQuery()).hasSize(Target.LENGTH_MAX - base.length() + 1);
    assertThatIllegalArgumentException().isThrownBy(() -> Target.parse(base + "a".repeat(Target.LENGTH_MAX)));
    assertThatIllegalArgumentException().isThrownBy(() -> Target.parse(base + "ü".repeat(Target.LENGTH_MAX / 3)));
    assertThatIllegalArgumentException().isThrownBy(() -> Target.parse(base).with("a=" + "b".repeat(Target.LENGTH_MAX)));
  }

  @ParameterizedTest
  @CsvSource({
    "/x, https://example.com:8443/x",
    "x, https://example.com:8443/a/x",
    "?x=1, https://example.com:8443/a/b?x=1",
    "//other.example/x, https://other.example/x",
    "http://other.example, http://other.example/"
  })
  void resolvesRedirects(String location, String url) {
    assertThat(Target.parse("https://example.com:8443/a/b?c=d").resolve(location).url()).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "https://user@example.com/", "//2130706433/", "http://0x7f.1/", "ftp://example.com", "ht tp://x", "mailto:a@example.com"})
  void refusesRedirectsToWhatIsNoUrlOfAHost(String location) {
    assertThatIllegalArgumentException().isThrownBy(() -> Target.parse("https://example.com/").resolve(location));
  }

  @ParameterizedTest
  @CsvSource({"https://example.com/a, b=c, /a?b=c", "https://example.com/a?x, b=c, /a?x&b=c"})
  void appendsAQuery(String url, String query, String expected) {
    assertThat(Target.parse(url).with(query).pathAndQuery()).isEqualTo(expected);
  }

  @Test
  void comparesSchemeHostAndPort() {
    Target target = Target.parse("https://example.com/a");

    assertThat(target.hasOriginOf(Target.parse("https://EXAMPLE.com:443/b"))).isTrue();
    assertThat(target.hasOriginOf(Target.parse("http://example.com/a"))).isFalse();
    assertThat(target.hasOriginOf(Target.parse("https://example.com:8443/a"))).isFalse();
    assertThat(target.hasOriginOf(Target.parse("https://www.example.com/a"))).isFalse();
  }
}

package io.forebay.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostRuleTest {
  @ParameterizedTest
  @CsvSource({
    "api.example.com, https://api.example.com/x, true",
    "API.example.com, https://api.EXAMPLE.com/, true",
    "api.example.com, https://example.com/, false",
    "api.example.com, https://x.api.example.com/, false",
    "api.example.com, https://api.example.com.evil.example/, false",
    "api.example.com, https://evilapi.example.com/, false",
    "api.example.com, http://api.example.com/, false",
    "api.example.com, https://api.example.com:8443/, false",
    "api.example.com:8443, https://api.example.com:8443/, true",
    "api.example.com:8443, https://api.example.com/, false",
    "http://api.example.com, http://api.example.com/, true",
    "http://api.example.com, https://api.example.com/, false",
    "http://api.example.com:8080, http://api.example.com:8080/, true",
    "https://api.example.com, https://api.example.com/, true",
    "*.example.com, https://a.example.com/, true",
    "*.example.com, https://a.b.example.com/, true",
    "*.example.com, https://example.com/, false",
    "*.example.com, https://evilexample.com/, false",
    "*.example.com, https://a.example.com.evil.example/, false",
    "*.example.com, https://a.example.com:8443/, false",
    "*, https://anything.example/, true",
    "*, http://anything.example/, false",
    "*, https://anything.example:8443/, false",
    "http://*, http://anything.example/, true",
    "192.0.2.7, https://192.0.2.7/, true",
    "192.0.2.7, https://192.0.2.71/, false",
    "[2001:db8::1]:8443, https://[2001:DB8:0::1]:8443/, true",
    "[2001:db8::1], https://[2001:db8::1]/, true"
  })
  void matchesWhatItNames(String rule, String url, boolean matches) {
    assertThat(HostRule.parse(rule).matches(Target.parse(url))).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*.", "*.*", "a.*.com", "**", "*example.com", "https://", "ftp://example.com", "example.com/path", "example.com:", "example.com:0", "example.com:*", "user@example.com", "2130706433", "*.192.0.2.7", "example.com.", "[::1"})
  void refusesWhatIsNoRule(String rule) {
    assertThatIllegalArgumentException().isThrownBy(() -> HostRule.parse(rule));
  }

  @Test
  void noRulesPermitNothing() {
    assertThat(new HostRules(List.of()).permit(Target.parse("https://example.com"))).isFalse();
  }
}

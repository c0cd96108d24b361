package io.forebay.emails;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextLinksTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "See https://Example.com/a?b=c.          | https://example.com/a?b=c",
        "Go to www.example.com, please           | www.example.com",
        "evil.com                                | evil.com",
        "(evil.com/login)                        | evil.com/login",
        "write to x@evil.com!                    | x@evil.com",
        "请访问evil.com查看                       | evil.com",
        "请访问例え.jp                            | え.jp",
        "evil.com😀                              | evil.com",
        "𝒆vil.example                            | 𝒆vil.example",
        "bücher.example                          | bücher.example",
        "ftp://host                              | ftp://host",
        "evil.com:8080/x                         | evil.com:8080/x",
        "<a href=\"http://evil.com\">            | http://evil.com"
      })
  void findsLinksAndAddresses(String text, String link) {
    assertThat(TextLinks.in(text)).contains(link);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Nothing. At all: and/or 3.50 at 10:30, e.g. a.m. or U.S.A.", "Ende.  Anfang", "明日の会議は。", "Thanks.😀", "Danke.👍🏽", "...", "@ : //"})
  void takesProseForProse(String text) {
    assertThat(TextLinks.in(text)).isEmpty();
  }

  @Property
  void findsALinkWhateverStandsAroundIt(@ForAll String before, @ForAll String after) {
    Set<String> links = TextLinks.in(before + " https://evil.example/x " + after);

    assertThat(links).contains("https://evil.example/x");
  }
}

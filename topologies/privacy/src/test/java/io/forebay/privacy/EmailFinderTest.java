package io.forebay.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailFinderTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
    "Write to ada@example.org.                    | ada@example.org",
    "<ada@example.org>                            | ada@example.org",
    "mailto:ada.lovelace+notes@mail.example.co.uk | ada.lovelace+notes@mail.example.co.uk",
    "?to=ada@example.org&x=1                      | ada@example.org",
    "bounce+ada=example.org@list.example.net      | bounce+ada=example.org@list.example.net",
    "'ada@example.org'                            | ada@example.org",
    "(o'brien@example.org)                        | o'brien@example.org",
    "\"ada lovelace\"@example.org                 | \"ada lovelace\"@example.org",
    "ada@xn--bcher-kva.example                    | ada@xn--bcher-kva.example",
    "ada@bücher.example                           | ada@bücher.example",
    "jürgen@example.org                           | jürgen@example.org",
    "用户@例子.公司                                 | 用户@例子.公司",
    "邮箱ada@example.org谢谢                        | ada@example.org",
    "ada@[192.0.2.1]                              | ada@[192.0.2.1]",
    "http://archive.example/ada@example.org/1     | ada@example.org",
    "ada@example.org:25                           | ada@example.org",
    "Ada_Lovelace-99@EXAMPLE.ORG                  | Ada_Lovelace-99@EXAMPLE.ORG",
  })
  void findsTheWholeAddress(String text, String address) {
    assertThat(Findings.in(text)).containsExactly("EMAIL_ADDRESS " + address);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "meet @ noon", "@ada said so", "root@localhost", "lib@1.2.3", "ada@example.", "ada@-example.org", "a @ example.org", "pkg@file.js2", "@", "a@", "@@@@"
  })
  void leavesAloneWhatIsNoAddress(String text) {
    assertThat(Findings.in(text)).isEmpty();
  }
}

package io.forebay.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderValuesTest {
  private final Set<MailDefect> defects = EnumSet.noneOf(MailDefect.class);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "=?utf-8?Q?caf=C3=A9_now?= | café now",
        "=?UTF-8?b?Y2Fmw6k=?= | café",
        "=?iso-8859-1?q?a?= =?iso-8859-1?q?b?= | ab",
        "a =?utf-8?q?b?= c | a b c",
        "=?utf-8?B?5pel?= =?utf-8?B?5pys?= | 日本",
        "=?utf-8?B?5g==?= =?utf-8?B?l6U=?= | 日",
        "=?utf-8*en?Q?hi?= | hi",
        "(=?utf-8?q?x?=) | (x)",
        "=?utf-8?Q?two words?= | two words",
        "=?gb2312?B?uLa/7g==?= | 付款",
        "=?utf-8?X?abc?= | =?utf-8?X?abc?=",
        "what =? is this | what =? is this"
      })
  void decodesEncodedWords(String field, String text) {
    assertThat(EncodedWords.decode(field, defects)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Tue, 3 Nov 2026 10:00:00 +0100 | 2026-11-03T09:00:00Z",
        "3 Nov 2026 10:00 -0530 | 2026-11-03T15:30:00Z",
        "Tue, 03 Nov 26 10:00:00 GMT | 2026-11-03T10:00:00Z",
        "Tue, 3 Nov 2026 10:00:00 EST (comment) | 2026-11-03T15:00:00Z",
        "Tue Nov  3 10:00:00 2026 | 2026-11-03T10:00:00Z",
        "3-Nov-2026 10:00:00 +0000 | 2026-11-03T10:00:00Z",
        "2026-11-03 10:00:00 | 2026-11-03T10:00:00Z",
        "2026-11-03T10:00:00Z | 2026-11-03T10:00:00Z",
        "Tue, 3 Nov 99 10:00:60 +0000 | 1999-11-03T10:00:59Z"
      })
  void readsDates(String field, Instant instant) {
    assertThat(MailDate.parse(field)).contains(instant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tomorrow", "32 Nov 2026 10:00", "3 Nov 9999 10:00", "99999999999999", "3 Foo 2026 10:00", "3 Nov 2026 25:00"})
  void refusesWhatIsNoDate(String field) {
    assertThat(MailDate.parse(field)).isEmpty();
  }

  @Test
  void readsAddressLists() {
    assertThat(Mailbox.parse("\"Doe, Jane\" <Jane@Example.com>, bob@example.org (Bob), =?utf-8?q?=C3=89ve?= <e@example.org>", defects))
        .containsExactly(
            new Mailbox("Doe, Jane", "jane@example.com"), new Mailbox("Bob", "bob@example.org"), new Mailbox("Éve", "e@example.org"));
  }

  @Test
  void keepsTheNameWhereTheAddressIsNone() {
    assertThat(Mailbox.parse("MAILER-DAEMON", defects)).containsExactly(new Mailbox("MAILER-DAEMON", ""));
    assertThat(Mailbox.parse("undisclosed-recipients:;", defects)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain; charset=utf-8 | charset | utf-8",
        "TEXT/Plain (comment); Charset=\"utf-8\" ; x=y | charset | utf-8",
        "a/b; name*=utf-8''%e2%82%ac.txt | name | €.txt",
        "a/b; name*0*=iso-8859-1'en'%A3; name*1=\" rates\"; name*2*=%20x | name | £ rates x",
        "a/b; name*0=one; name*1=two | name | onetwo",
        "a/b; name=plain; name*=utf-8''extended | name | extended",
        "a/b; name=\"=?utf-8?q?caf=C3=A9?=\" | name | café",
        "a/b; name=\"semi;colon\" | name | semi;colon",
        "a/b; name=\"never closed | name | never closed"
      })
  void readsParameters(String field, String name, String value) {
    assertThat(ParameterisedValue.parse(field, defects).parameter(name)).isEqualTo(value);
  }
}

package io.forebay.drafting;

import static io.forebay.drafting.MailFixture.header;
import static io.forebay.drafting.MailFixture.mail;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailReaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Wed, 18 Nov 2026 23:30:00 -0800 | 2026-11-19T07:30:00Z | 2026-11-18",
        "Thu, 19 Nov 2026 00:30:00 +0900 | 2026-11-18T15:30:00Z | 2026-11-19",
        "Wed, 18 Nov 2026 23:30:00 GMT | 2026-11-18T23:30:00Z | 2026-11-18",
        "Wed, 18 Nov 2026 23:30:00 +9999 | 2026-11-18T23:30:00Z | 2026-11-18",
        "nonsense | 2026-11-18T23:30:00Z | 2026-11-18",
      })
  void takesTheDayOfTheSendersCalendar(String date, Instant sentAt, LocalDate day) {
    var email = mail("", "", m -> m.setSentAt(sentAt));
    email.setReceivedAt(sentAt);
    header(email, "date", date);

    assertThat(MailReader.today(email)).isEqualTo(day);
  }

  @Test
  void takesTheDayOfReceiptWhenNoneWasSent() {
    assertThat(MailReader.today(mail("", ""))).isEqualTo("2026-11-18");
  }

  @Test
  void doesNotBelieveADateInTheFuture() {
    var email = mail("", "", m -> m.setSentAt(Instant.parse("2031-01-01T00:00:00Z")));

    assertThat(MailReader.today(email)).isEqualTo("2026-11-18");
  }
}

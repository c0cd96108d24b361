package io.forebay.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardAndIbanFinderTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "4539148803436467                     | 4539148803436467",
    "4539 1488 0343 6467                  | 4539 1488 0343 6467",
    "4539-1488-0343-6467, thanks          | 4539-1488-0343-6467",
    "3782 822463 10005                    | 3782 822463 10005",
    "30569309025904                       | 30569309025904",
    "5500005555555559                     | 5500005555555559",
    "2223003122003222                     | 2223003122003222",
    "3530111333300000                     | 3530111333300000",
    "my card 6759649826438453             | 6759649826438453",
    "信用卡4539148803436467                 | 4539148803436467",
  })
  void findsCards(String text, String number) {
    assertThat(Findings.in(text)).containsExactly("CREDIT_CARD " + number);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "card 4539148803436468", "4539 14880343 6467", "45391488034364670000", "6759649826438453", "x4539148803436467", "4539148803436467/9", "1700000000000000 ms"
  })
  void leavesNumbersThatAreNoCard(String text) {
    assertThat(Findings.in(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "DE89370400440532013000            | DE89370400440532013000",
    "IBAN: DE89 3704 0044 0532 0130 00. | DE89 3704 0044 0532 0130 00",
    "gb29nwbk60161331926819            | gb29nwbk60161331926819",
    "NO9386011117947                   | NO9386011117947",
    "MT84MALT011000012345MTLCAST001S   | MT84MALT011000012345MTLCAST001S",
    "账号DE89370400440532013000          | DE89370400440532013000",
  })
  void findsIbans(String text, String number) {
    assertThat(Findings.in(text)).containsExactly("IBAN " + number);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "DE89370400440532013001", "DE8937040044053201300", "DE893704004405320130000", "XX89370400440532013000", "IBAN DE89", "ADE89370400440532013000"
  })
  void leavesIbansOfWrongCountryLengthOrCheck(String text) {
    assertThat(Findings.in(text)).noneMatch(finding -> finding.startsWith("IBAN"));
  }
}

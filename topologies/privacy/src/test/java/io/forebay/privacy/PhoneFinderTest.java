package io.forebay.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneFinderTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "555 Main St, (415) 555-0132         | (415) 555-0132",
    "It is 415-555-0132.                 | 415-555-0132",
    "It is 415.555.0132                  | 415.555.0132",
    "415-555-0132x4711 today             | 415-555-0132x4711",
    "415-555-0132 ext. 12, please        | 415-555-0132 ext. 12",
    "1-415-555-0132                      | 1-415-555-0132",
    "+1 415 555 0132                     | +1 415 555 0132",
    "+44 (0)20 7946 0958                 | +44 (0)20 7946 0958",
    "(+49) 30 901820                     | (+49) 30 901820",
    "+4930901820                         | +4930901820",
    "001-415-555-0132                    | 001-415-555-0132",
    "01 42 68 53 00                      | 01 42 68 53 00",
    "03-1234-5678                        | 03-1234-5678",
    "電話03-1234-5678まで                  | 03-1234-5678",
    "phone: 555 0132                     | 555 0132",
    "please call 61 234 567              | 61 234 567",
    "Handy 0171 2345678                  | 0171 2345678",
    "Tél. 0612345678                     | 0612345678",
    "我的手机13812345678                   | 13812345678",
    "T: 4155550132                       | 4155550132",
    "Desk: 4155550132                    | 4155550132",
    "reach me at 4155550132              | 4155550132",
    "0711 / 123 456-78                   | 0711 / 123 456-78",
    "Tel. 0711 123 456-0                 | 0711 123 456-0",
    "telefone 11 98456-5666              | 11 98456-5666",
    "call 98765 43210                    | 98765 43210",
    "телефон +7 (495) 123-45-67          | +7 (495) 123-45-67",
    "call 8 800 555 35 35                | 8 800 555 35 35",
    "555 0132 (fax)                      | 555 0132",
    "Voice/Fax-415-555-0132              | 415-555-0132",
  })
  void findsNumbersAsPeopleWriteThem(String text, String number) {
    assertThat(Findings.in(text)).containsExactly("PHONE_NUMBER " + number);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "on 2018-02-24 12:45:18", "on 24.02.2018", "call on 2018-02-24", "from 2001-2002", "12/27/1986", "20180224", "At 3:36 PM +1000 8/11/02",
    "it costs 1 234 567 euro", "call for $415-555-0132", "call us: 1,234,567 times", "serial number 5550132", "order number 415 555 0132",
    "ISBN 0-306-40615-2", "zone number to 2002082901", "0.983607", "0.123456789", "600 824 896 1024 600 601", "7943 2027 Prospect St", "94110-1914",
    "3... 2... 1", "1-2-3-4-5-6-7-8", "550e8400-e29b-41d4-a716-446655440000", "order4155550132", "customer number 4155550132", "my number is 1155550132", "http://x.example/415/555", "12:34:56.789"
  })
  void leavesDatesAmountsAndSerialNumbers(String text) {
    assertThat(Findings.in(text)).isEmpty();
  }

  @Test
  void aLabelMayStandOnTheLineAbove() {
    assertThat(Findings.in("Phone:\n5550132\n")).containsExactly("PHONE_NUMBER 5550132");
  }

  @Test
  void eachNumberOfAListIsExplainedByTheFirst() {
    assertThat(Findings.in("Phones: 555 0132, 555 0133 / 555 0134"))
        .containsExactly("PHONE_NUMBER 555 0132", "PHONE_NUMBER 555 0133", "PHONE_NUMBER 555 0134");
  }

  @Test
  void aRegionReadsItsNumbersWithoutAWord() {
    String text = "my number 9123 4567";
    assertThat(Findings.in("9123 4567")).isEmpty();
    assertThat(Findings.in("9123 4567", new PiiHints("en", "SG"))).containsExactly("PHONE_NUMBER 9123 4567");
    assertThat(Findings.in(text)).containsExactly("PHONE_NUMBER 9123 4567");
  }

  @Test
  void aNumberThatANumberingPlanKnowsIsSurer() {
    assertThat(Findings.spans("+1 415 555 0132").getFirst().confidence()).isGreaterThan(Findings.spans("+1 115 555 0132").getFirst().confidence());
  }
}

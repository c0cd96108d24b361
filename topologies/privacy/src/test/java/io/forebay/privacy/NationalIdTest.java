package io.forebay.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NationalIdTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "it is 536-22-1234                | US_SSN         | 536-22-1234",
    "it is 536 22 1234                | US_SSN         | 536 22 1234",
    "my SSN: 536221234                | US_SSN         | 536221234",
    "912-72-3456                      | US_ITIN        | 912-72-3456",
    "my tax id is 912723456           | US_ITIN        | 912723456",
    "AB 12 34 56 C                    | UK_NINO        | AB 12 34 56 C",
    "NI no. ab123456c                 | UK_NINO        | ab123456c",
    "NHS number 943 476 5919          | UK_NHS         | 943 476 5919",
    "Patient: 9434765919              | UK_NHS         | 9434765919",
    "Steuer-ID: 86 095 742 719        | DE_TAX_ID      | 86 095 742 719",
    "IdNr. 86095742719                | DE_TAX_ID      | 86095742719",
    "2 55 08 14 168 025 38            | FR_NIR         | 2 55 08 14 168 025 38",
    "255081416802538                  | FR_NIR         | 255081416802538",
    "12345678Z                        | ES_NIF         | 12345678Z",
    "X1234567L                        | ES_NIE         | X1234567L",
    "RSSMRA85T10A562S                 | IT_FISCAL_CODE | RSSMRA85T10A562S",
    "SIN 130 692 544                  | CA_SIN         | 130 692 544",
    "S1234567D                        | SG_NRIC_FIN    | S1234567D",
    "G5872776N                        | SG_NRIC_FIN    | G5872776N",
    "M1234567K                        | SG_NRIC_FIN    | M1234567K",
    "1-1017-00230-70-8                | TH_NATIONAL_ID | 1-1017-00230-70-8",
    "เลขประจำตัวประชาชน1101700230708      | TH_NATIONAL_ID | 1101700230708",
    "529.982.247-25                   | BR_CPF         | 529.982.247-25",
    "CPF 52998224725                  | BR_CPF         | 52998224725",
    "11.222.333/0001-81               | BR_CNPJ        | 11.222.333/0001-81",
    "12.ABC.345/01DE-35               | BR_CNPJ        | 12.ABC.345/01DE-35",
    "CNPJ: 11222333000181             | BR_CNPJ        | 11222333000181",
  })
  void findsNumbersThatTheirCheckOrAWordProves(String text, String type, String number) {
    assertThat(Findings.in(text)).containsExactly(type + " " + number);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "000-22-1234", "666-22-1234", "536-00-1234", "536-22-0000", "078-05-1120", "536-22.1234", "536-22-12345", "900-11-1234",
    "QQ 12 34 56 C", "BG123456A", "AB 12 34 56 E", "AB 12 34 56 CX", "NHS number 943 476 5918", "IdNr. 86095742718", "2 55 08 14 168 025 39", "255131416802538",
    "12345678A", "X1234567A", "RSSMRA85T10A562T", "SIN 130 692 545", "S1234567E", "M1234567L", "1-1017-00230-70-9", "529.982.247-26", "111.111.111-11",
    "11.222.333/0001-82", "12.ABC.345/01DE-36", "X12345678Z1"
  })
  void leavesNumbersThatFailTheirCheck(String text) {
    assertThat(Findings.spans(text)).noneMatch(span -> span.type().kind() != PiiType.Kind.CONTACT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"536221234", "86095742719", "130692544", "52998224725", "1101700230708", "9434765919", "11222333000181"})
  void aBareNumberNeedsAWordOrARegion(String number) {
    assertThat(Findings.in("item " + number + " arrived")).isEmpty();
  }

  @Test
  void aRegionStandsForTheWord() {
    assertThat(Findings.in("86095742719", new PiiHints("de", ""))).containsExactly("DE_TAX_ID 86095742719");
    assertThat(Findings.in("52998224725", new PiiHints("und", "BR"))).containsExactly("BR_CPF 52998224725");
    assertThat(Findings.in("1101700230708", new PiiHints("th", ""))).containsExactly("TH_NATIONAL_ID 1101700230708");
  }

  @Test
  void corsicansAreFoundToo() {
    assertThat(Findings.in("NIR 185052A00608435")).containsExactly("FR_NIR 185052A00608435");
  }
}

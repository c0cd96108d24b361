package io.forebay.privacy;

import java.util.stream.Stream;

/** International bank account numbers: country, that country's length, ISO 7064 MOD 97-10 (ISO 13616; SWIFT registry release 100). */
final class IbanFinder {
  private static final String LENGTHS =
      """
      AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18
      FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21
      LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24
      SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30
      """;

  private final byte[] lengths = new byte[26 * 26];

  IbanFinder() {
    LENGTHS
        .lines()
        .flatMap(line -> Stream.of(line.split(" ", -1)))
        .forEach(entry -> lengths[country(entry.charAt(0), entry.charAt(1))] = Byte.parseByte(entry.substring(2)));
  }

  /** Tries an IBAN that starts at an offset where a word of two letters and two digits does; single spaces or hyphens may part it. */
  void find(Scan scan, int start) {
    char first = Chars.upper(scan.at(start));
    char second = Chars.upper(scan.at(start + 1));
    if (!Chars.isLatin(first) || !Chars.isLatin(second) || !Chars.isDigit(scan.at(start + 2)) || !Chars.isDigit(scan.at(start + 3))) {
      return;
    }
    char[] buffer = scan.letters;
    int wanted = lengths[country(first, second)];
    int count = 0;
    int position = start;
    while (count < wanted) {
      char c = Chars.upper(scan.at(position));
      if (count > 0 && (c == ' ' || c == '-')) {
        c = Chars.upper(scan.at(++position));
      }
      if (!Chars.isAlphanumeric(c)) {
        return;
      }
      buffer[count++] = c;
      position++;
    }
    if (wanted > 0 && scan.endsWord(position) && Checksums.iban(buffer, wanted)) {
      scan.found.offer(PiiType.IBAN, start, position, 0.96);
    }
  }

  private static int country(char first, char second) {
    return (first - 'A') * 26 + second - 'A';
  }
}

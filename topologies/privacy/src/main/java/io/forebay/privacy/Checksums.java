package io.forebay.privacy;

/** Check digits of the numbers found; every method takes ASCII digits (or letters where said) and reads nothing else. */
final class Checksums {
  private static final String DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
  /** Values of characters at odd places (1st, 3rd …) of a codice fiscale, 0-9 then A-Z; D.M. 23 dicembre 1976. */
  private static final int[] FISCAL_ODD = {
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
  };

  private Checksums() {}

  /** ISO/IEC 7812-1 annex B, for cards and Canadian SINs. */
  static boolean luhn(char[] digits, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      int digit = digits[count - 1 - i] - '0';
      int twice = digit * 2;
      sum += (i & 1) == 0 ? digit : twice > 9 ? twice - 9 : twice;
    }
    return sum % 10 == 0;
  }

  /** ISO 7064 MOD 97-10 over an IBAN (ISO 13616): letters and digits, upper case, country and check digits first. */
  static boolean iban(char[] characters, int count) {
    int rest = 0;
    for (int i = 0; i < count; i++) {
      char c = characters[(i + 4) % count];
      rest = Chars.isDigit(c) ? (rest * 10 + c - '0') % 97 : (rest * 100 + c - 'A' + 10) % 97;
    }
    return rest == 1;
  }

  /** NHS number: weights 10 to 2, modulus 11; ten digits. */
  static boolean nhs(char[] digits) {
    return (11 - weighted(digits, 9, 10, -1) % 11) % 11 == digits[9] - '0';
  }

  /** Thai citizen's number: weights 13 to 2, modulus 11; thirteen digits. */
  static boolean thai(char[] digits) {
    return (11 - weighted(digits, 12, 13, -1) % 11) % 10 == digits[12] - '0';
  }

  /** German tax number: ISO 7064 MOD 11,10; eleven digits. */
  static boolean germanTax(char[] digits) {
    int product = 10;
    for (int i = 0; i < 10; i++) {
      int sum = (digits[i] - '0' + product) % 10;
      product = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    return (11 - product) % 10 == digits[10] - '0';
  }

  /** Brazilian CPF: two digits, modulus 11; eleven digits, not all the same. */
  static boolean cpf(char[] digits) {
    return !allSame(digits, 11)
        && brazilianDigit(weighted(digits, 9, 10, -1)) == digits[9] - '0'
        && brazilianDigit(weighted(digits, 10, 11, -1)) == digits[10] - '0';
  }

  /** Brazilian CNPJ, since July 2026 with letters (a letter counts as its ASCII code less 48): fourteen characters. */
  static boolean cnpj(char[] characters) {
    return !allSame(characters, 14)
        && brazilianDigit(cnpjSum(characters, 12)) == characters[12] - '0'
        && brazilianDigit(cnpjSum(characters, 13)) == characters[13] - '0';
  }

  private static int cnpjSum(char[] characters, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += (characters[i] - '0') * ((count - 1 - i) % 8 + 2);
    }
    return sum;
  }

  private static int brazilianDigit(int sum) {
    int rest = sum % 11;
    return rest < 2 ? 0 : 11 - rest;
  }

  /** French NIR: 97 less the first thirteen digits modulo 97; fifteen characters, departments 2A and 2B as 19 and 18. */
  static boolean nir(char[] characters) {
    long number = 0;
    for (int i = 0; i < 13; i++) {
      char c = characters[i];
      int digit = c == 'A' ? 9 : c == 'B' ? 8 : c - '0';
      number = number * 10 + (i == 5 && !Chars.isDigit(characters[6]) ? 1 : digit);
    }
    return 97 - number % 97 == (characters[13] - '0') * 10 + characters[14] - '0';
  }

  /** Spanish NIF and NIE: the letter for the number modulo 23 (an NIE's X, Y, Z count as 0, 1, 2). */
  static char spanishLetter(int number) {
    return DNI_LETTERS.charAt(number % 23);
  }

  /** Italian codice fiscale: sixteen characters, upper case. */
  static boolean fiscalCode(char[] characters) {
    int sum = 0;
    for (int i = 0; i < 15; i++) {
      char c = characters[i];
      int value = Chars.isDigit(c) ? c - '0' : c - 'A';
      sum += (i & 1) == 0 ? FISCAL_ODD[value] : value;
    }
    return characters[15] == 'A' + sum % 26;
  }

  /** Singaporean NRIC and FIN: prefix letter, seven digits, check letter. */
  static boolean singapore(char[] characters) {
    int sum = 0;
    int[] weights = {2, 7, 6, 5, 4, 3, 2};
    for (int i = 0; i < 7; i++) {
      sum += (characters[i + 1] - '0') * weights[i];
    }
    String letters =
        switch (characters[0]) {
          case 'S', 'T' -> "JZIHGFEDCBA";
          case 'F', 'G' -> "XWUTRQPNMLK";
          default -> "KLJNPQRTUWX";
        };
    int offset =
        switch (characters[0]) {
          case 'T', 'G' -> 4;
          case 'M' -> 3;
          default -> 0;
        };
    int rest = (sum + offset) % 11;
    return characters[8] == letters.charAt(characters[0] == 'M' ? 10 - rest : rest);
  }

  private static int weighted(char[] digits, int count, int firstWeight, int step) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += (digits[i] - '0') * (firstWeight + step * i);
    }
    return sum;
  }

  static boolean allSame(char[] characters, int count) {
    for (int i = 1; i < count; i++) {
      if (characters[i] != characters[0]) {
        return false;
      }
    }
    return true;
  }
}

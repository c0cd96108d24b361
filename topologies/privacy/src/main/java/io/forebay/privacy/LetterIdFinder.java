package io.forebay.privacy;

/** Numbers with letters in them: IBAN, codice fiscale, NIF, NIE, NINO, NRIC, the Corsican NIR and the formatted CNPJ. */
final class LetterIdFinder {
  private static final String NINO_FIRST = "ABCEGHJKLMNOPRSTWXYZ";
  private static final String NINO_SECOND = "ABCEGHJKLMNPRSTWXYZ";
  private static final String FISCAL_MONTHS = "ABCDEHLMPRST";
  /** Letters that replace digits where two people would share a codice fiscale (omocodia). */
  private static final String FISCAL_REPLACEMENTS = "LMNPQRSTUV";

  /** Tries the word of letters and digits between two offsets; the scan's words are those of {@link Scan#startsWord}. */
  void find(Scan scan, int start, int end) {
    int count = end - start;
    if (count < 9 || count > 16) {
      return;
    }
    char[] buffer = scan.letters;
    for (int i = 0; i < count; i++) {
      buffer[i] = Chars.upper(scan.text[start + i]);
      if (!Chars.isAlphanumeric(buffer[i])) {
        return;
      }
    }
    switch (count) {
      case 9 -> {
        spain(scan, start, end);
        singapore(scan, start, end);
      }
      case 15 -> {
        if (isNir(buffer)) {
          scan.found.offer(PiiType.FR_NIR, start, end, 0.9);
        }
      }
      case 16 -> {
        if (isFiscalCode(buffer)) {
          scan.found.offer(PiiType.IT_FISCAL_CODE, start, end, 0.95);
        }
      }
      default -> {}
    }
  }

  private static void spain(Scan scan, int start, int end) {
    char[] buffer = scan.letters;
    char first = buffer[0];
    boolean foreigner = first >= 'X' && first <= 'Z';
    int number = foreigner ? first - 'X' : first - '0';
    if (!foreigner && !Chars.isDigit(first)) {
      return;
    }
    for (int i = 1; i < 8; i++) {
      if (!Chars.isDigit(buffer[i])) {
        return;
      }
      number = number * 10 + buffer[i] - '0';
    }
    if (buffer[8] == Checksums.spanishLetter(number)) {
      offerSpanish(scan, foreigner ? PiiType.ES_NIE : PiiType.ES_NIF, start, end);
    }
  }

  private static void offerSpanish(Scan scan, PiiType type, int start, int end) {
    boolean named = Context.ES_ID.in(scan.contextBefore(start)) || scan.hints.pointTo("ES", "es");
    boolean capital = scan.text[end - 1] < 'a';
    if (named || capital) {
      scan.found.offer(type, start, end, named ? 0.9 : type == PiiType.ES_NIE ? 0.7 : 0.55);
    }
  }

  private static void singapore(Scan scan, int start, int end) {
    char[] buffer = scan.letters;
    if ("STFGM".indexOf(buffer[0]) < 0 || !Chars.isLatin(buffer[8])) {
      return;
    }
    for (int i = 1; i < 8; i++) {
      if (!Chars.isDigit(buffer[i])) {
        return;
      }
    }
    boolean named = Context.SG_ID.in(scan.contextBefore(start)) || scan.hints.country().equals("SG");
    if (Checksums.singapore(buffer) && (named || scan.text[start] < 'a')) {
      scan.found.offer(PiiType.SG_NRIC_FIN, start, end, named ? 0.95 : 0.75);
    }
  }

  private static boolean isFiscalCode(char[] buffer) {
    String pattern = "LLLLLLNNMNNLNNNL";
    for (int i = 0; i < 16; i++) {
      char c = buffer[i];
      boolean fits =
          switch (pattern.charAt(i)) {
            case 'L' -> Chars.isLatin(c);
            case 'M' -> FISCAL_MONTHS.indexOf(c) >= 0;
            default -> Chars.isDigit(c) || FISCAL_REPLACEMENTS.indexOf(c) >= 0;
          };
      if (!fits) {
        return false;
      }
    }
    return Checksums.fiscalCode(buffer);
  }

  /** Is this a French NIR: sex, year, a month (real or one of those for uncertain births), place, order, key (INSEE)? */
  static boolean isNir(char[] characters) {
    for (int i = 0; i < 15; i++) {
      boolean corsica = i == 6 && characters[5] == '2' && (characters[6] == 'A' || characters[6] == 'B');
      if (!Chars.isDigit(characters[i]) && !corsica) {
        return false;
      }
    }
    int month = (characters[3] - '0') * 10 + characters[4] - '0';
    boolean possible = (month >= 1 && month <= 12) || (month >= 20 && month <= 42) || month >= 50;
    return possible && "123478".indexOf(characters[0]) >= 0 && Checksums.nir(characters);
  }

  /**
   * UK NINO around a group of two or six digits: {@code AB 12 34 56 C}, {@code AB123456C}. Prefixes that HMRC never issues
   * (NIM39110) are refused.
   *
   * @param at offset of the first digit
   */
  void findNino(Scan scan, int at) {
    int letters = scan.at(at - 1) == ' ' ? at - 3 : at - 2;
    if (letters < 0 || !scan.startsWord(letters) || !isNinoPrefix(Chars.upper(scan.at(letters)), Chars.upper(scan.at(letters + 1)))) {
      return;
    }
    int position = at;
    for (int i = 0; i < 6; i++) {
      if (i > 0 && i % 2 == 0 && scan.at(position) == ' ') {
        position++;
      }
      if (!Chars.isDigit(scan.at(position++))) {
        return;
      }
    }
    if (scan.at(position) == ' ') {
      position++;
    }
    char suffix = Chars.upper(scan.at(position));
    if (suffix >= 'A' && suffix <= 'D' && scan.endsWord(position + 1)) {
      boolean capitals = scan.text[position] < 'a' && scan.text[letters] < 'a';
      boolean named = Context.NINO.in(scan.contextBefore(letters));
      scan.found.offer(PiiType.UK_NINO, letters, position + 1, named ? 0.95 : capitals ? 0.8 : 0.6);
    }
  }

  private static boolean isNinoPrefix(char first, char second) {
    return NINO_FIRST.indexOf(first) >= 0
        && NINO_SECOND.indexOf(second) >= 0
        && switch ("" + first + second) {
          case "BG", "GB", "NK", "KN", "TN", "NT", "ZZ" -> false;
          default -> true;
        };
  }

  /** CNPJ in its written form {@code 12.345.678/0001-95}, around its slash; letters are allowed since July 2026 (IN RFB 2.229/2024). */
  void findCnpj(Scan scan, int slash) {
    int start = slash - 10;
    int end = slash + 8;
    if (start < 0 || end > scan.length || scan.text[slash - 4] != '.' || scan.text[slash - 8] != '.' || scan.text[slash + 5] != '-') {
      return;
    }
    char[] buffer = scan.letters;
    int count = 0;
    for (int i = start; i < end; i++) {
      char c = Chars.upper(scan.text[i]);
      boolean mark = i == slash || i == slash - 4 || i == slash - 8 || i == slash + 5;
      if (!mark && !(count < 12 ? Chars.isAlphanumeric(c) : Chars.isDigit(c))) {
        return;
      }
      if (!mark) {
        buffer[count++] = c;
      }
    }
    if (scan.startsWord(start) && scan.endsWord(end) && Checksums.cnpj(buffer)) {
      scan.found.offer(PiiType.BR_CNPJ, start, end, 0.95);
    }
  }
}

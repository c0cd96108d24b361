package io.forebay.privacy;

/** National numbers written in digits only, each with its own rules; where those are weak, a word has to name the number. */
final class NumericIdFinder {
  private static final double NAMED = 0.9;
  private static final double FORMATTED = 0.85;
  private static final double HINTED = 0.6;

  /** Tries the first groups of a run as every number of as many digits. */
  void find(Scan scan, NumberRun run, int groups) {
    if (!run.closed(scan, groups)) {
      return;
    }
    switch (run.digits(groups)) {
      case 9 -> {
        unitedStates(scan, run, groups);
        canada(scan, run, groups);
      }
      case 10 -> nhs(scan, run, groups);
      case 11 -> {
        cpf(scan, run, groups);
        germany(scan, run, groups);
      }
      case 13 -> thailand(scan, run, groups);
      case 14 -> cnpj(scan, run, groups);
      case 15 -> france(scan, run, groups);
      default -> {}
    }
  }

  /** SSN: no area 000, 666 or 9xx, no group 00, no serial 0000 (SSA POMS RM 10201.035); ITIN: 9xx with certain groups (IRS). */
  private static void unitedStates(Scan scan, NumberRun run, int groups) {
    int shape = run.shape(groups);
    boolean formatted = shape == 324 && run.separator(1) == run.separator(2) && run.separator(1) != '/' && run.separator(1) != '(';
    if (!formatted && shape != 9 && !(groups == 2 && (shape == 36 || shape == 54) && run.separator(1) == '-')) {
      return;
    }
    int area = run.number(0, 3);
    int group = run.number(3, 5);
    int serial = run.number(5, 9);
    if (area >= 900) {
      boolean issued = (group >= 50 && group <= 65) || (group >= 70 && group <= 88) || (group >= 90 && group != 93);
      if (issued) {
        offer(scan, run, groups, PiiType.US_ITIN, formatted ? FORMATTED : 0, Context.TAX);
      }
    } else if (area != 0 && area != 666 && group != 0 && serial != 0 && !isAdvertised(area, group, serial)) {
      double unnamed = !formatted ? 0 : run.separator(1) == '-' ? FORMATTED : 0.55;
      offer(scan, run, groups, PiiType.US_SSN, unnamed, Context.SSN);
    }
  }

  /** Numbers printed in advertisements, void since. */
  private static boolean isAdvertised(int area, int group, int serial) {
    return (area == 78 && group == 5 && serial == 1120) || (area == 219 && group == 9 && serial == 9999);
  }

  private static void canada(Scan scan, NumberRun run, int groups) {
    int shape = run.shape(groups);
    boolean written = shape == 9 || (shape == 333 && run.uniform(1, 3));
    if (written && run.digits[0] != '0' && run.digits[0] != '8' && Checksums.luhn(run.digits, 9)) {
      offer(scan, run, groups, PiiType.CA_SIN, scan.hints.country().equals("CA") && shape == 333 ? HINTED : 0, Context.CANADA_SIN);
    }
  }

  private static void nhs(Scan scan, NumberRun run, int groups) {
    int shape = run.shape(groups);
    if ((groups == 1 || (shape == 334 && run.uniform(1, 3))) && Checksums.nhs(run.digits) && !Checksums.allSame(run.digits, 10)) {
      offer(scan, run, groups, PiiType.UK_NHS, 0, Context.NHS);
    }
  }

  private static void cpf(Scan scan, NumberRun run, int groups) {
    boolean formatted = run.shape(groups) == 3332 && run.separator(1) == '.' && run.separator(2) == '.' && run.separator(3) == '-';
    if ((formatted || groups == 1) && Checksums.cpf(run.digits)) {
      offer(scan, run, groups, PiiType.BR_CPF, formatted ? 0.95 : hinted(scan, "BR", "pt"), Context.CPF);
    }
  }

  private static void germany(Scan scan, NumberRun run, int groups) {
    boolean written = groups == 1 || (run.shape(groups) == 2333 && run.uniform(1, 4));
    if (written && run.digits[0] != '0' && Checksums.germanTax(run.digits) && !Checksums.allSame(run.digits, 10)) {
      offer(scan, run, groups, PiiType.DE_TAX_ID, repeatsOneDigit(run) ? hinted(scan, "DE", "de") : 0, Context.DE_TAX);
    }
  }

  /** In a number issued, exactly one digit comes twice or three times among the first ten (BZSt). */
  private static boolean repeatsOneDigit(NumberRun run) {
    int[] times = new int[10];
    for (int i = 0; i < 10; i++) {
      times[run.digits[i] - '0']++;
    }
    int repeated = 0;
    for (int time : times) {
      if (time > 3) {
        return false;
      }
      repeated += time > 1 ? 1 : 0;
    }
    return repeated == 1;
  }

  private static void thailand(Scan scan, NumberRun run, int groups) {
    boolean formatted = run.shape(groups) == 14521 && run.uniform(1, 5);
    if ((formatted || groups == 1) && run.digits[0] != '0' && run.digits[0] != '9' && Checksums.thai(run.digits)) {
      offer(scan, run, groups, PiiType.TH_NATIONAL_ID, formatted ? FORMATTED : hinted(scan, "TH", "th"), Context.THAI_ID);
    }
  }

  /** Without its punctuation; {@link LetterIdFinder} knows the formatted one. */
  private static void cnpj(Scan scan, NumberRun run, int groups) {
    if (groups == 1 && Checksums.cnpj(run.digits)) {
      offer(scan, run, groups, PiiType.BR_CNPJ, hinted(scan, "BR", "pt"), Context.CNPJ);
    }
  }

  private static void france(Scan scan, NumberRun run, int groups) {
    boolean written = groups == 1 || (run.separator(1) == ' ' && run.uniform(1, groups));
    if (written && LetterIdFinder.isNir(run.digits)) {
      scan.found.offer(PiiType.FR_NIR, run.start(), run.end(groups), groups > 1 ? NAMED : 0.75);
    }
  }

  private static double hinted(Scan scan, String country, String language) {
    return scan.hints.pointTo(country, language) ? HINTED : 0;
  }

  private static void offer(Scan scan, NumberRun run, int groups, PiiType type, double unnamed, Context context) {
    boolean named = context.in(scan.contextAround(run.start(), run.end(groups)));
    double confidence = named ? Math.max(NAMED, unnamed + 0.05) : unnamed;
    if (confidence > 0) {
      scan.found.offer(type, run.start(), run.end(groups), Math.min(confidence, 1));
    }
  }
}

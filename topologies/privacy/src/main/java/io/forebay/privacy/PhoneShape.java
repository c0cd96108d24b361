package io.forebay.privacy;

/**
 * How much a row of digit groups looks like a telephone number, from 0 (not at all) to 0.7 (nothing else looks like that).
 *
 * <p>The figures are set so that what {@link PhoneFinder} adds for words and numbering plans lifts a shape over its threshold, or
 * does not: 0.5 stands alone, 0.3 needs a weak word, 0.2 a strong one.
 */
final class PhoneShape {
  static final int DIGITS_MIN = 7;
  /** From here on hardly anything else is written like that. */
  static final double CERTAIN = 0.6;

  private static final int DIGITS_MAX = 15;
  private static final double INTERNATIONAL = 0.7;
  private static final double DIALLED_ABROAD = 0.6;
  private static final double NORTH_AMERICAN = 0.7;
  private static final double AREA = 0.6;
  private static final double TRUNK = 0.55;
  private static final double ALONE = 0.5;
  private static final double TRUNK_SHORT = 0.35;
  private static final double GROUPED = 0.35;
  private static final double PLAIN = 0.3;
  private static final double BARE = 0.2;

  private PhoneShape() {}

  /** Scores the first groups of a run. */
  static double score(NumberRun run, int groups) {
    int count = run.digits(groups);
    if (count < DIGITS_MIN || count > DIGITS_MAX || isDate(run, groups)) {
      return 0;
    }
    if (run.plus) {
      return count >= 8 && run.digits[0] != '0' && !hasDateSlashes(run, groups) ? INTERNATIONAL : 0;
    }
    if (run.digits[0] == '0' && run.digits[1] == '0') {
      return run.digits[2] == '0' || count < 10 ? 0 : groups > 1 && run.groupLength(0) > 2 ? DIALLED_ABROAD : TRUNK_SHORT;
    }
    double northAmerican = northAmerican(run, groups);
    if (northAmerican > 0) {
      return northAmerican;
    }
    if (run.area && groups > 1) {
      return areaCode(run, groups, count);
    }
    return switch (groups) {
      case 1 -> bare(run, count);
      case 2 -> pair(run, count);
      default -> row(run, groups, count);
    };
  }

  /** 2018-02-24, 24.02.2018 and what follows them, and pairs of years. */
  private static boolean isDate(NumberRun run, int groups) {
    if (run.plus || (run.area && groups > 1)) {
      return false;
    }
    return switch (groups) {
      case 1 -> run.groupLength(0) == 8 && isYear(run.number(0, 4)) && run.number(4, 6) <= 12 && run.number(6, 8) <= 31;
      case 2 -> run.shape(2) == 44 && isYear(run.number(0, 4)) && isYear(run.number(4, 8));
      default -> {
        int shape = run.shape(3);
        boolean yearFirst = (shape == 422 || shape == 412 || shape == 421 || shape == 411) && isYear(run.number(0, 4));
        boolean yearLast = run.groupLength(0) <= 2 && run.groupLength(1) <= 2 && run.groupLength(2) == 4 && isYear(lastYear(run));
        yield yearFirst || yearLast;
      }
    };
  }

  /** {@code +1000 8/11/02} is a time zone and a day; one slash is common behind an area code. */
  private static boolean hasDateSlashes(NumberRun run, int groups) {
    int slashes = 0;
    for (int i = 1; i < groups; i++) {
      slashes += run.separator(i) == '/' ? 1 : 0;
    }
    return slashes > 1;
  }

  private static int lastYear(NumberRun run) {
    int end = run.digits(3);
    return run.number(end - 4, end);
  }

  private static boolean isYear(int number) {
    return number >= 1900 && number < 2100;
  }

  /** The North American plan: 3-3-4, with 1 before it where dialled in full; area and exchange begin with 2 to 9 where spaces part it. */
  private static double northAmerican(NumberRun run, int groups) {
    int shape = run.shape(groups);
    int first = shape == 1334 && run.digits[0] == '1' ? 1 : 0;
    boolean three = shape == 334 || first == 1;
    if (!three) {
      return 0;
    }
    char separator = run.separator(first + 2);
    if (separator == '/' || separator == NumberRun.PARENTHESIS) {
      return 0;
    }
    if (run.digits[first] == '0') {
      return TRUNK;
    }
    if (separator == ' ' && run.separator(first + 1) == ' ') {
      return run.digits[first] > '1' && run.digits[first + 3] > '1' ? ALONE : PLAIN;
    }
    return run.uniform(first + 1, groups) || run.separator(first + 1) == NumberRun.PARENTHESIS ? NORTH_AMERICAN : ALONE;
  }

  private static double areaCode(NumberRun run, int groups, int count) {
    int area = run.groupLength(0);
    boolean plausible = area >= 2 && area <= 5 && !(area == 4 && isYear(run.number(0, 4))) && run.uniform(2, groups);
    return !plausible || count > 12 ? 0 : count >= 8 ? AREA : PLAIN;
  }

  private static double bare(NumberRun run, int count) {
    return count > 12 ? 0 : run.digits[0] == '0' && count >= 10 ? PLAIN : BARE;
  }

  private static double pair(NumberRun run, int count) {
    int first = run.groupLength(0);
    int second = run.groupLength(1);
    if (first == 1) {
      return 0;
    }
    if (run.digits[0] == '0') {
      boolean withArea = first <= 5 && second >= (first == 2 ? 7 : 5) && count >= 9 && count <= 12;
      return withArea ? TRUNK_SHORT : BARE;
    }
    boolean local = (first == 3 || first == 4) && second == 4;
    boolean withArea = first >= 2 && first <= 4 && second >= 5 && second <= 8 && count >= 8;
    if (first == 5 && second == 5 && run.separator(1) == ' ') {
      return BARE;
    }
    boolean plain = (local || withArea) && run.separator(1) != '.' && run.separator(1) != '/';
    return plain ? PLAIN : 0;
  }

  private static double row(NumberRun run, int groups, int count) {
    if (count < 8 || count > 12 || groups > 6 || !isTidy(run, groups)) {
      return 0;
    }
    if (run.digits[0] == '0') {
      boolean socialSecurity = run.shape(groups) == 324;
      int countMax = hasExtension(run, groups) ? 12 : 11;
      return count >= 9 && count <= countMax && groups <= 5 && !socialSecurity ? TRUNK : BARE;
    }
    return run.groupLength(0) == 1 ? BARE : isAmount(run, groups) ? PLAIN : GROUPED;
  }

  /**
   * Groups of two to five digits with one separator between them, or another behind the area code, or a hyphen before an extension
   * (DIN 5008: {@code 0711 123 456-0}). A first group may be the 8 or 1 that a country dials before its area codes.
   */
  private static boolean isTidy(NumberRun run, int groups) {
    int last = groups - 1;
    boolean extension = hasExtension(run, groups);
    for (int i = 0; i < groups; i++) {
      int length = run.groupLength(i);
      boolean single = length == 1 && ((i == 0 && groups > 3) || (i == last && extension));
      if (length > 5 || (length < 2 && !single)) {
        return false;
      }
    }
    return run.uniform(2, extension ? last : groups) && run.separator(last) != '/';
  }

  private static boolean hasExtension(NumberRun run, int groups) {
    int last = groups - 1;
    return groups > 3 && run.separator(last) == '-' && run.separator(last - 1) != '-' && run.groupLength(last) <= 4;
  }

  /** 1 234 567: groups of three behind the first are how amounts are written too. */
  private static boolean isAmount(NumberRun run, int groups) {
    for (int i = 1; i < groups; i++) {
      if (run.groupLength(i) != 3) {
        return false;
      }
    }
    return true;
  }
}

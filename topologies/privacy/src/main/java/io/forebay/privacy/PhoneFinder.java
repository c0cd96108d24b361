package io.forebay.privacy;

/**
 * Telephone numbers: the shape of the digit groups, the words around, and the numbering plan add up to a confidence.
 *
 * <p>No shape is proof: people write numbers that no plan knows (extensions, short local ones, mistakes), and dates, amounts and
 * serial numbers look like telephone numbers. So a plain shape needs a word or a plan beside it.
 */
final class PhoneFinder {
  private static final double ACCEPTED = 0.5;
  private static final double NAMED = 0.35;
  private static final double NAMED_WEAKLY = 0.2;
  private static final double IN_PLAN = 0.2;
  private static final double NAMED_OTHERWISE = -0.4;
  private static final double IN_A_ROW = -0.2;
  private static final double CONFIDENCE_MAX = 0.95;
  private static final String BEFORE = " \t\r\n:;,|<>[\"'*=~•·";
  private static final String CURRENCIES = "$€£¥₹%";

  private final PhonePlans plans = new PhonePlans();

  /**
   * Tries the run as a telephone number.
   *
   * @return offset behind it, or 0 where it is none
   */
  int find(Scan scan, NumberRun run) {
    if (run.continued || run.digits(run.count) < PhoneShape.DIGITS_MIN || !stands(scan, run)) {
      return 0;
    }
    int international = run.plus ? groupsInPlan(scan, run) : 0;
    if (international > 0) {
      return decide(scan, run, international, PhoneShape.score(run, international) + IN_PLAN);
    }
    int groups = 0;
    double shape = 0;
    for (int k = run.count; k > 0 && run.digits(k) >= PhoneShape.DIGITS_MIN; k--) {
      double score = PhoneShape.score(run, k);
      if (score > shape && run.closed(scan, k)) {
        shape = score;
        groups = k;
      }
    }
    return groups == 0 ? 0 : decide(scan, run, groups, shape);
  }

  /** With a country code the plan tells where the number ends; 0 where no plan knows any of its lengths. */
  private int groupsInPlan(Scan scan, NumberRun run) {
    for (int k = run.count; k > 0; k--) {
      if (PhoneShape.score(run, k) > 0 && isInPlan(scan, run, k)) {
        return k;
      }
    }
    return 0;
  }

  private boolean isInPlan(Scan scan, NumberRun run, int groups) {
    if (scan.phoneLookupsLeft == 0) {
      return false;
    }
    scan.phoneLookupsLeft--;
    return plans.isValid(run, groups, scan.hints);
  }

  /** Does nothing before the number make it a part of something else? */
  private static boolean stands(Scan scan, NumberRun run) {
    int start = run.startWithOpening();
    char before = scan.at(start - 1);
    if (start == 0 || run.plus || run.area || BEFORE.indexOf(before) >= 0 || before == '(' || Chars.isUnspaced(before)) {
      return true;
    }
    boolean glued = Chars.isWord(before) || before == '/' || scan.endsNumber(start - 1);
    return !glued && Context.PHONE.in(scan.contextBefore(start));
  }

  private int decide(Scan scan, NumberRun run, int groups, double shape) {
    int start = run.startWithOpening();
    int numberEnd = run.end(groups);
    if (CURRENCIES.indexOf(scan.at(start - 1)) >= 0 || CURRENCIES.indexOf(scan.at(numberEnd)) >= 0) {
      return 0;
    }
    int end = groups == run.count ? PhoneExtension.end(scan, numberEnd) : numberEnd;
    boolean inARow = isInARow(scan, run, groups, start, end);
    double score = shape + contextScore(scan.contextAround(start, end), shape, isLabelled(scan, start)) + (inARow ? IN_A_ROW : 0);
    if (end > numberEnd) {
      score += NAMED_WEAKLY;
    }
    boolean planDecides = score < ACCEPTED && score + IN_PLAN >= ACCEPTED && !inARow && !run.plus && mayAskPlan(scan, run, groups);
    if (planDecides && isInPlan(scan, run, groups)) {
      score += IN_PLAN;
    }
    // The sum of tenths must not fail by a rounding error.
    score = Math.round(score * 100) / 100.0;
    if (score < ACCEPTED) {
      return 0;
    }
    scan.found.offer(PiiType.PHONE_NUMBER, start, end, Math.min(score, CONFIDENCE_MAX));
    return end;
  }

  /**
   * A plan is weak proof where those of all large countries are tried. So without a hint it decides only behind a trunk prefix, 0, and
   * for ten digits in a row that North America could dial.
   */
  private static boolean mayAskPlan(Scan scan, NumberRun run, int groups) {
    boolean hinted = !scan.hints.region().isEmpty() || !scan.hints.language().equals("und");
    return groups == 1 ? !scan.hints.region().isEmpty() || run.digits(1) == 10 : hinted || run.digits[0] == '0';
  }

  /** What is written as only telephone numbers are is one, whatever else is named before it. */
  private static double contextScore(long contexts, double shape, boolean labelled) {
    boolean weakly = Context.PHONE_WEAK.in(contexts) || Context.PHONE_PLACE.in(contexts);
    double score = Context.PHONE.in(contexts) || labelled ? NAMED : weakly ? NAMED_WEAKLY : 0;
    boolean otherwise = Context.NOT_PHONE.in(contexts) && score < NAMED && shape < PhoneShape.CERTAIN;
    return otherwise ? score + NAMED_OTHERWISE : score;
  }

  /** More numbers on either side make a table of what only spaces part. */
  private static boolean isInARow(Scan scan, NumberRun run, int groups, int start, int end) {
    boolean spaced = groups > 1 && run.separator(groups - 1) == ' ' && !run.plus && !run.area;
    boolean after = scan.at(end) == ' ' && scan.startsNumber(end + 1);
    boolean before = scan.at(start - 1) == ' ' && scan.endsNumber(start - 1);
    return spaced && (before || after);
  }

  /** {@code T: 0711 123456}, {@code Desk: 5550132}, as signatures have it: a letter or a place with a colon. */
  private static boolean isLabelled(Scan scan, int start) {
    int at = start - 1;
    while (scan.at(at) == ' ' && at > start - 4) {
      at--;
    }
    boolean marked = scan.at(at) == ':' || scan.at(at) == '.';
    int letter = marked ? at - 1 : at;
    if (letter < at && "TtMmPpFfCcHhWw".indexOf(scan.at(letter)) >= 0 && scan.startsWord(letter)) {
      return true;
    }
    return marked && scan.at(at) == ':' && Context.PHONE_PLACE.in(scan.lastWordBefore(at));
  }
}

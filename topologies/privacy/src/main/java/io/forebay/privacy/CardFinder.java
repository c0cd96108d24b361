package io.forebay.privacy;

/** Payment cards: ISO/IEC 7812 issuer prefix, length, Luhn, and the grouping that cards are printed with. */
final class CardFinder {
  private enum Issue {
    NONE,
    /** A prefix that many other numbers share: only with a word that says card. */
    BROAD,
    KNOWN
  }

  void find(Scan scan, NumberRun run, int groups) {
    int count = run.digits(groups);
    if (count < 12 || count > 19 || !isPrintedLikeACard(run, groups)) {
      return;
    }
    Issue issue = issue(run, count);
    if (issue == Issue.NONE || !run.closed(scan, groups) || !Checksums.luhn(run.digits, count)) {
      return;
    }
    boolean named = Context.CARD.in(scan.contextAround(run.start(), run.end(groups)));
    if (named || issue == Issue.KNOWN || groups == 4) {
      double confidence = named ? 0.95 : groups > 1 ? 0.85 : 0.75;
      scan.found.offer(PiiType.CREDIT_CARD, run.start(), run.end(groups), confidence);
    }
  }

  private static boolean isPrintedLikeACard(NumberRun run, int groups) {
    if (groups == 1) {
      return true;
    }
    char separator = run.separator(1);
    return (separator == ' ' || separator == '-')
        && run.uniform(1, groups)
        && switch (run.shape(groups)) {
          case 4444, 465, 464, 44443 -> true;
          default -> false;
        };
  }

  private static Issue issue(NumberRun run, int count) {
    int four = run.number(0, 4);
    int two = four / 100;
    Issue known =
        switch (count) {
          case 14 -> knownIf(two == 36 || two == 38 || two == 39 || (four >= 3000 && four <= 3059) || four / 10 == 309);
          case 15 -> knownIf(two == 34 || two == 37 || four == 1800 || four == 2131);
          case 16 -> knownIf(isSixteen(four, two));
          default -> Issue.NONE;
        };
    if (known == Issue.KNOWN) {
      return known;
    }
    boolean visa = two / 10 == 4 && (count == 13 || count == 19);
    boolean airTravel = count == 15 && two / 10 == 1;
    boolean longOnes = count >= 16 && (two == 35 || two == 36 || two == 81 || two == 82 || four == 9792);
    boolean maestro = two == 50 || (two >= 56 && two <= 69);
    return visa || airTravel || longOnes || maestro ? Issue.BROAD : Issue.NONE;
  }

  private static boolean isSixteen(int four, int two) {
    return two / 10 == 4
        || (two >= 51 && two <= 55)
        || (four >= 2221 && four <= 2720)
        || (four >= 2200 && four <= 2204)
        || (four >= 3528 && four <= 3589)
        || four == 6011
        || (four >= 6440 && four <= 6599)
        || two == 62;
  }

  private static Issue knownIf(boolean known) {
    return known ? Issue.KNOWN : Issue.NONE;
  }
}

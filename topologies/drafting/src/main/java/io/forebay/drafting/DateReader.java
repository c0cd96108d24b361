package io.forebay.drafting;

import io.forebay.drafting.DateFinder.Certainty;
import io.forebay.drafting.DateFinder.Mention;
import java.time.LocalDate;
import java.time.YearMonth;

/** Reads days written with numbers: 2026-11-27, 27.11., 11/27/26, 27 November 2026, November 27th, 11月27日, le 27. */
final class DateReader {
  private static final int YEARS_AWAY_MAX = 5;
  private static final int MONTHS_AWAY_MAX = 6;
  private static final int CENTURY = 100;

  private final String text;
  private final Tokens tokens;
  private final Hits hits;
  private final LocalDate today;
  private final boolean monthFirst;

  DateReader(String text, Tokens tokens, Hits hits, LocalDate today, boolean monthFirst) {
    this.text = text;
    this.tokens = tokens;
    this.hits = hits;
    this.today = today;
    this.monthFirst = monthFirst;
  }

  /** Reads a day that begins with a number, or null. */
  Mention ofNumber(int at, int hitFrom, int hitTo, int tokenTo) {
    Mention numeric = eastAsian(at, tokenTo);
    if (numeric == null) {
      numeric = separated(at, tokenTo);
    }
    return numeric != null ? numeric : dayThenMonth(at, hitFrom, hitTo, tokenTo);
  }

  /** Reads "November 27th, 2026" from its month on, or null. */
  Mention monthFirst(int hit, int hitTo, int tokenTo) {
    int number = hits.behind(hit);
    if (number >= tokenTo || !isDayNumber(number)) {
      return null;
    }
    int behind = number + 1;
    if (hit + 1 < hitTo && hits.first(hit + 1) == behind && hits.has(hit + 1, Cue.ORDINAL)) {
      behind++;
    }
    return withYear(hits.value(hit), tokens.number(number), hits.first(hit), behind, tokenTo);
  }

  /** A word without meaning between the parts of a date. */
  boolean isFiller(int token, int hitFrom, int hitTo) {
    int hit = hitAt(token, hitFrom, hitTo);
    return hit >= 0 && (hits.cues(hit) & (Cue.DATE_FILLER.bit() | Cue.DAY_NUMBER.bit() | Cue.NEXT.bit())) != 0;
  }

  /** 2026年11月27日, 11月27日, 27日, 27号. */
  private Mention eastAsian(int at, int tokenTo) {
    int next = at;
    int year = 0;
    if (isMark(next + 1, tokenTo, "年") && isNumber(next + 2, tokenTo)) {
      year = tokens.number(next);
      next += 2;
    }
    if (isMark(next + 1, tokenTo, "月") && isNumber(next + 2, tokenTo) && isMark(next + 3, tokenTo, "日号")) {
      int month = tokens.number(next);
      int day = tokens.number(next + 2);
      LocalDate date = year == 0 ? nearest(month, day) : explicit(year, month, day);
      return mention(date, at, next + 4, Certainty.DAY);
    }
    if (year == 0 && isMark(at + 1, tokenTo, "日号") && isDayNumber(at)) {
      return mention(nextDayOfMonth(tokens.number(at)), at, at + 2, Certainty.ONLY_IF_DUE);
    }
    return null;
  }

  private boolean isMark(int token, int tokenTo, String marks) {
    return token < tokenTo
        && tokens.number(token) == Tokens.IDEOGRAPH
        && tokens.start(token) == tokens.end(token - 1)
        && marks.indexOf(text.charAt(tokens.start(token))) >= 0;
  }

  /** 2026-11-27, 27.11.2026, 27.11., 11/27/26, 27/11. */
  private Mention separated(int at, int tokenTo) {
    char separator = separatorBehind(at, tokenTo);
    if (separator == 0) {
      return null;
    }
    int first = tokens.number(at);
    int second = tokens.number(at + 1);
    if (separatorBehind(at + 1, tokenTo) == separator) {
      int third = tokens.number(at + 2);
      if (length(at) == 4) {
        return mention(explicit(first, second, third), at, at + 3, Certainty.DAY);
      }
      if (length(at + 2) != 4 && length(at + 2) != 2) {
        return null;
      }
      int year = length(at + 2) == 2 ? today.getYear() / CENTURY * CENTURY + third : third;
      boolean swap = isMonthFirst(separator, first, second);
      return mention(explicit(year, swap ? first : second, swap ? second : first), at, at + 3, Certainty.DAY);
    }
    int end = tokens.end(at + 1);
    boolean dotted = separator == '.' && end < text.length() && text.charAt(end) == '.';
    if (separator == '-' || (separator == '.' && !dotted)) {
      return null;
    }
    boolean swap = isMonthFirst(separator, first, second);
    LocalDate date = nearest(swap ? first : second, swap ? second : first);
    return mention(date, at, at + 2, dotted && length(at + 1) == 2 ? Certainty.DAY : Certainty.ONLY_IF_DUE);
  }

  private boolean isMonthFirst(char separator, int first, int second) {
    return separator != '.' && first <= 12 && (monthFirst || second > 12);
  }

  private char separatorBehind(int at, int tokenTo) {
    if (!isNumber(at + 1, tokenTo) || tokens.start(at + 1) != tokens.end(at) + 1) {
      return 0;
    }
    char separator = text.charAt(tokens.end(at));
    return separator == '.' || separator == '/' || separator == '-' ? separator : 0;
  }

  private int length(int token) {
    return tokens.end(token) - tokens.start(token);
  }

  /** 27. November 2026, 27th of November, 27 de noviembre; and bare days: the 27th, le 27, zum 27. */
  private Mention dayThenMonth(int at, int hitFrom, int hitTo, int tokenTo) {
    if (!isDayNumber(at)) {
      return null;
    }
    int next = at + 1;
    int hit = hitAt(next, hitFrom, hitTo);
    boolean ordinal = hit >= 0 && hits.has(hit, Cue.ORDINAL);
    if (ordinal) {
      hit = hitAt(++next, hitFrom, hitTo);
    }
    int behindDay = next;
    if (hit >= 0 && hits.has(hit, Cue.DATE_FILLER)) {
      next = hits.behind(hit);
      hit = hitAt(next, hitFrom, hitTo);
    }
    if (hit >= 0 && hits.has(hit, Cue.MONTH)) {
      return withYear(hits.value(hit), tokens.number(at), at, hits.behind(hit), tokenTo);
    }
    boolean counted = hit >= 0 && hits.has(hit, Cue.UNIT);
    int before = hitAt(at - 1, hitFrom, hitTo);
    if (!counted && (ordinal || (before >= 0 && hits.has(before, Cue.DAY_NUMBER)))) {
      return mention(nextDayOfMonth(tokens.number(at)), at, behindDay, Certainty.ONLY_IF_DUE);
    }
    return null;
  }

  private Mention withYear(int month, int day, int first, int behind, int tokenTo) {
    int year = behind;
    if (year < tokenTo && tokens.number(year) == Tokens.WORD && length(year) <= 3) {
      year++;
    }
    if (isNumber(year, tokenTo) && length(year) == 4 && Math.abs(tokens.number(year) - today.getYear()) <= CENTURY) {
      return mention(explicit(tokens.number(year), month, day), first, year + 1, Certainty.DAY);
    }
    return mention(nearest(month, day), first, behind, Certainty.DAY);
  }

  /** The hit that covers a token, or -1. */
  private int hitAt(int token, int hitFrom, int hitTo) {
    int hit = hits.lastFrom(token, hitFrom, hitTo);
    return hit >= hitFrom && token < hits.behind(hit) ? hit : -1;
  }

  private boolean isNumber(int token, int tokenTo) {
    return token < tokenTo && tokens.number(token) >= 0;
  }

  private boolean isDayNumber(int token) {
    return tokens.number(token) >= 1 && tokens.number(token) <= 31 && length(token) <= 2;
  }

  private static Mention mention(LocalDate date, int first, int behind, Certainty certainty) {
    return date == null ? null : new Mention(date, first, behind, certainty);
  }

  private LocalDate explicit(int year, int month, int day) {
    return Math.abs(year - today.getYear()) <= YEARS_AWAY_MAX && exists(year, month, day) ? LocalDate.of(year, month, day) : null;
  }

  /** The day of that name nearest to today, before or after. */
  private LocalDate nearest(int month, int day) {
    int year = today.getYear();
    if (month - today.getMonthValue() > MONTHS_AWAY_MAX) {
      year--;
    } else if (today.getMonthValue() - month > MONTHS_AWAY_MAX) {
      year++;
    }
    return exists(year, month, day) ? LocalDate.of(year, month, day) : null;
  }

  private LocalDate nextDayOfMonth(int day) {
    YearMonth month = YearMonth.from(today);
    if (day < today.getDayOfMonth()) {
      month = month.plusMonths(1);
    }
    return month.isValidDay(day) ? month.atDay(day) : null;
  }

  private static boolean exists(int year, int month, int day) {
    return month >= 1 && month <= 12 && day >= 1 && YearMonth.of(year, month).isValidDay(day);
  }
}

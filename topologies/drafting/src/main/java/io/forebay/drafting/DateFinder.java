package io.forebay.drafting;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the days that a text names and tells which of them are deadlines.
 *
 * <p>A day without a year is the one nearest to the message's own day, so that "by 3 January" written in December is next year's. A bare
 * weekday is its next occurrence, never the message's own day. A fraction or a bare ordinal counts only behind a word such as "by".
 */
final class DateFinder {
  /** The cues that name a day without a number. */
  static final long NAMES_DAY =
      Cue.DAY.bit() | Cue.THIS_WEEK.bit() | Cue.NEXT_WEEK.bit() | Cue.THIS_MONTH.bit() | Cue.WEEKDAY.bit() | Cue.WEEKDAY_NEXT.bit();

  private static final int DATES_MAX = 20;
  private static final int TOKENS_BEFORE_DATE_MAX = 8;
  private static final int TOKENS_BEHIND_DATE_MAX = 2;
  private static final int MERGE_GAP_MAX = 6;
  private static final int HOURS_A_DAY = 24;

  private final Tokens tokens;
  private final Hits hits;
  private final DateReader dates;
  private final LocalDate today;
  private final List<Deadline> found = new ArrayList<>(4);

  private int sentence;
  private int hitFrom;
  private int hitTo;
  private int tokenTo;

  DateFinder(String text, Tokens tokens, Hits hits, LocalDate today, boolean monthFirst) {
    this.tokens = tokens;
    this.hits = hits;
    this.today = today;
    this.dates = new DateReader(text, tokens, hits, today, monthFirst);
  }

  /** What was found so far, in the order of the text; at most 20. */
  List<Deadline> found() {
    return found;
  }

  /** Looks through one sentence, given as ranges of tokens and hits. */
  void find(int ofSentence, int firstToken, int behindToken, int firstHit, int behindHit, long cues) {
    sentence = ofSentence;
    tokenTo = behindToken;
    hitFrom = firstHit;
    hitTo = behindHit;
    int hit = firstHit;
    int behindLast = -1;
    for (int at = firstToken; at < behindToken && found.size() < DATES_MAX; ) {
      while (hit < behindHit && hits.first(hit) < at) {
        hit++;
      }
      boolean isHit = hit < behindHit && hits.first(hit) == at;
      Mention mention = isHit ? ofPhrase(hit) : tokens.number(at) >= 0 ? ofNumber(at, hit) : null;
      if (mention == null) {
        at = isHit ? hits.behind(hit) : at + 1;
      } else {
        take(mention, behindLast, cues);
        behindLast = mention.behind();
        at = mention.behind();
      }
    }
  }

  /** A day as it was read: the tokens that name it, and how sure it is that they do. */
  record Mention(LocalDate day, int first, int behind, Certainty certainty) {}

  /** How sure it is that some tokens name a day: by itself, only as a deadline, or as a deadline in itself ("within 3 days"). */
  enum Certainty {
    DAY,
    ONLY_IF_DUE,
    DUE
  }

  private void take(Mention mention, int behindLast, long cues) {
    boolean firm = mention.certainty() == Certainty.DUE || Cue.DEADLINE.in(cues) || isDue(mention, Math.max(behindLast, 0));
    if (!firm && mention.certainty() == Certainty.ONLY_IF_DUE) {
      return;
    }
    int start = tokens.start(mention.first());
    int end = tokens.end(mention.behind() - 1);
    if (behindLast >= 0 && !found.isEmpty() && found.getLast().sentence() == sentence) {
      Deadline last = found.getLast();
      if (start - last.end() <= MERGE_GAP_MAX && onlyFillers(behindLast, mention.first())) {
        found.set(found.size() - 1, new Deadline(mention.day(), last.start(), end, sentence, firm || last.firm()));
        return;
      }
    }
    found.add(new Deadline(mention.day(), start, end, sentence, firm));
  }

  private boolean onlyFillers(int from, int to) {
    if (to - from > TOKENS_BEFORE_DATE_MAX) {
      return false;
    }
    for (int at = from; at < to; at++) {
      if (tokens.number(at) < 0 && !dates.isFiller(at, hitFrom, hitTo)) {
        return false;
      }
    }
    return true;
  }

  /** Is there a "by" before the mention, or an "at the latest" closely behind it? */
  private boolean isDue(Mention mention, int notBefore) {
    int last = hits.lastFrom(mention.first() - 1, hitFrom, hitTo);
    for (int hit = last; hit >= hitFrom && mention.first() - hits.behind(hit) <= TOKENS_BEFORE_DATE_MAX; hit--) {
      if (hits.has(hit, Cue.DUE) && hits.first(hit) >= notBefore && onlyFillers(hits.behind(hit), mention.first())) {
        return true;
      }
    }
    for (int hit = last + 1; hit < hitTo && hits.first(hit) - mention.behind() <= TOKENS_BEHIND_DATE_MAX; hit++) {
      if (hits.has(hit, Cue.DUE_AFTER) && hits.first(hit) >= mention.behind()) {
        return true;
      }
    }
    return false;
  }

  private Mention ofPhrase(int hit) {
    int first = hits.first(hit);
    int behind = hits.behind(hit);
    long cues = hits.cues(hit);
    if (isShortWord(first, behind) && !tokens.isCapitalised(first)) {
      return null;
    }
    if (Cue.MONTH.in(cues)) {
      return dates.monthFirst(hit, hitTo, tokenTo);
    }
    if (isNextTo(hit, Cue.LAST)) {
      return null;
    }
    LocalDate day = dayOf(hit, cues);
    boolean due = Cue.DUE.in(cues) || Cue.DUE_AFTER.in(cues);
    if (day == null) {
      return null;
    }
    if (Cue.WEEKDAY.in(cues) && isAfter(hit, Cue.NEXT)) {
      first = hits.first(hit - 1);
    } else if (Cue.WEEKDAY.in(cues) && isBefore(hit, Cue.NEXT)) {
      behind = hits.behind(hit + 1);
    }
    return new Mention(day, first, behind, due ? Certainty.DUE : Certainty.DAY);
  }

  private LocalDate dayOf(int hit, long cues) {
    if (Cue.DAY.in(cues)) {
      return today.plusDays(hits.value(hit));
    }
    if (Cue.WEEKDAY_NEXT.in(cues) || (Cue.WEEKDAY.in(cues) && isNextTo(hit, Cue.NEXT))) {
      return endOfWeek(DayOfWeek.of(hits.value(hit))).plusWeeks(1);
    }
    if (Cue.WEEKDAY.in(cues)) {
      return today.with(TemporalAdjusters.next(DayOfWeek.of(hits.value(hit))));
    }
    if (Cue.THIS_WEEK.in(cues)) {
      return today.with(TemporalAdjusters.nextOrSame(DayOfWeek.FRIDAY));
    }
    if (Cue.NEXT_WEEK.in(cues)) {
      return endOfWeek(DayOfWeek.FRIDAY).plusWeeks(1);
    }
    return Cue.THIS_MONTH.in(cues) ? today.with(TemporalAdjusters.lastDayOfMonth()) : null;
  }

  private LocalDate endOfWeek(DayOfWeek weekday) {
    return today.plusDays(weekday.getValue() - today.getDayOfWeek().getValue());
  }

  private Mention ofNumber(int at, int nextHit) {
    Mention span = withinSpan(at, nextHit);
    return span != null ? span : dates.ofNumber(at, hitFrom, hitTo, tokenTo);
  }

  /** Within 3 days, in 48 Stunden, 3日以内. */
  private Mention withinSpan(int at, int nextHit) {
    if (nextHit >= hitTo || hits.first(nextHit) != at + 1 || !hits.has(nextHit, Cue.UNIT)) {
      return null;
    }
    boolean before = nextHit > hitFrom && hits.behind(nextHit - 1) == at && hits.has(nextHit - 1, Cue.WITHIN);
    if (!before && !hits.has(nextHit, Cue.WITHIN)) {
      return null;
    }
    long hours = (long) tokens.number(at) * hits.value(nextHit);
    long days = Math.ceilDiv(hours, HOURS_A_DAY);
    if (days > ChronoUnit.DAYS.between(today, today.plusYears(1))) {
      return null;
    }
    return new Mention(today.plusDays(days), at, hits.behind(nextHit), Certainty.DUE);
  }

  private boolean isNextTo(int hit, Cue cue) {
    return isAfter(hit, cue) || isBefore(hit, cue);
  }

  private boolean isAfter(int hit, Cue cue) {
    return hit > hitFrom && hits.behind(hit - 1) == hits.first(hit) && hits.has(hit - 1, cue);
  }

  private boolean isBefore(int hit, Cue cue) {
    return hit + 1 < hitTo && hits.first(hit + 1) == hits.behind(hit) && hits.has(hit + 1, cue);
  }

  /** Sat and Mar are also words, unless written with a capital. */
  private boolean isShortWord(int first, int behind) {
    return behind - first == 1 && tokens.number(first) == Tokens.WORD && tokens.end(first) - tokens.start(first) <= 3;
  }
}

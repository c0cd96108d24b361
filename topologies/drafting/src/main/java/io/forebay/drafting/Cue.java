package io.forebay.drafting;

/**
 * What a phrase tells about the sentence that it stands in. The keys of the phrase tables ({@code phrases/*.tsv}).
 *
 * <p>At most 64, because the cues of a sentence are kept as bits of a {@code long}.
 */
enum Cue {
  /** Asks the reader to do something, anywhere in a sentence: please, could you. */
  REQUEST,
  /** Asks the reader to do something if it opens the sentence: send me. */
  REQUEST_OPENING,
  /** A question; the splitter's question mark counts as well. */
  QUESTION,
  /** Says that nothing is to be done: no action required, no need to reply. */
  NO_ACTION,
  /** Urgency. */
  URGENT,
  /** Urgency denied in a fixed phrase: no rush. */
  NOT_URGENT,
  /** Turns an urgency that follows closely into its contrary: not, kein. */
  NEGATION,
  /** Turns an urgency that closely precedes into its contrary, as in Japanese. */
  NEGATION_AFTER,
  MEETING,
  THANKS,
  COMPLAINT,
  /** Only passes something on: for your information, please find attached. */
  INFORMATION,
  /** Opens a mail, if it opens the sentence. */
  GREETING,
  /** Closes a mail, if it opens the sentence. */
  CLOSING,
  /** Says nothing about this mail in particular: I hope this finds you well, view in browser. */
  BOILERPLATE,
  FORMAL,
  /** Formal only when written with a capital inside a sentence: Sie, Ihnen. */
  FORMAL_IF_CAPITAL,
  INFORMAL,
  /** Makes a date that follows closely a deadline: by, until. */
  DUE,
  /** Makes a date that closely precedes a deadline: at the latest, まで. */
  DUE_AFTER,
  /** Makes any date of its sentence a deadline: deadline, due. */
  DEADLINE,
  /** A day relative to the message's; the value counts days. */
  DAY,
  /** The end of this week. */
  THIS_WEEK,
  /** Some day of next week. */
  NEXT_WEEK,
  /** The end of this month. */
  THIS_MONTH,
  /** The value is the ISO number of the weekday: its next occurrence. */
  WEEKDAY,
  /** The value is the ISO number of the weekday, in next week. */
  WEEKDAY_NEXT,
  /** The value is the month, 1 to 12. */
  MONTH,
  /** Before or behind a weekday: that of next week. */
  NEXT,
  /** Before or behind a date: it is past. */
  LAST,
  /** Before a number and a unit: within 3 days. */
  WITHIN,
  /** A unit of time; the value is its length in hours. */
  UNIT,
  /** Between or before the parts of a date, without meaning: the, of, de, den. */
  DATE_FILLER,
  /** Makes a number before it a day of the month: 15th. */
  ORDINAL,
  /** Makes a number behind it a day of the month: le 15, día 15. */
  DAY_NUMBER;

  private final long bit = bitOf(this);

  /** The ordinal is never stored nor sent: bits live as long as a reading. */
  @SuppressWarnings("EnumOrdinal")
  private static long bitOf(Cue cue) {
    return 1L << cue.ordinal();
  }

  long bit() {
    return bit;
  }

  boolean in(long cues) {
    return (cues & bit) != 0;
  }
}

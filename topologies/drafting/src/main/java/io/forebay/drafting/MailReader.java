package io.forebay.drafting;

import io.forebay.schemas.MailHeader;
import io.forebay.schemas.ParsedEmail;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Reads a message's redacted texts with the phrases of its language, seen from the sender's day. Immutable and shareable. */
public final class MailReader {
  /** How many sentences of a text are looked at. */
  static final int SENTENCES_MAX = 60;

  private static final int SUBJECT_SENTENCES_MAX = 4;
  private static final Duration CLOCK_SKEW_MAX = Duration.ofDays(1);

  private final Phrasebooks phrasebooks;

  /** A reader with the phrases that it looks for. */
  public MailReader(Phrasebooks phrasebooks) {
    this.phrasebooks = phrasebooks;
  }

  /**
   * Reads a message; the work is bounded whatever the texts' length.
   *
   * @param email facts of the header only: its own texts are not redacted and not looked at
   * @param redactedSubject nothing that a summary or draft may not say
   * @param redactedText likewise
   * @param language ISO 639-1 code, or {@code und}
   */
  public Reading read(ParsedEmail email, String redactedSubject, String redactedText, String language) {
    Phrasebook phrases = phrasebooks.of(language);
    LocalDate today = today(email);
    return new Reading(
        Passage.read(redactedSubject, SUBJECT_SENTENCES_MAX, phrases, today),
        Passage.read(redactedText, SENTENCES_MAX, phrases, today),
        !email.getReply());
  }

  /**
   * The day on the sender's calendar when the message was written: that of the Date field in its own offset. Where there is none, or it
   * lies in the future of the receipt, the day of the receipt in UTC.
   */
  static LocalDate today(ParsedEmail email) {
    Instant sent = email.getSentAt();
    if (sent == null || sent.isAfter(email.getReceivedAt().plus(CLOCK_SKEW_MAX))) {
      return LocalDate.ofInstant(email.getReceivedAt(), ZoneOffset.UTC);
    }
    return LocalDate.ofInstant(sent, offsetOf(email));
  }

  private static ZoneOffset offsetOf(ParsedEmail email) {
    for (MailHeader header : email.getHeaders()) {
      if (header.getName().equals("date")) {
        return parseOffset(header.getValue());
      }
    }
    return ZoneOffset.UTC;
  }

  /** The last +hhmm or -hhmm (RFC 5322, 3.3) of a Date field; UTC where there is none. */
  private static ZoneOffset parseOffset(String date) {
    for (int at = date.length() - 5; at >= 0; at--) {
      char sign = date.charAt(at);
      if ((sign == '+' || sign == '-') && areDigits(date, at + 1, at + 5)) {
        int hours = Integer.parseInt(date, at + 1, at + 3, 10);
        int minutes = Integer.parseInt(date, at + 3, at + 5, 10);
        try {
          return sign == '+' ? ZoneOffset.ofHoursMinutes(hours, minutes) : ZoneOffset.ofHoursMinutes(-hours, -minutes);
        } catch (DateTimeException outOfRange) {
          return ZoneOffset.UTC;
        }
      }
    }
    return ZoneOffset.UTC;
  }

  private static boolean areDigits(String date, int from, int to) {
    for (int at = from; at < to; at++) {
      if (date.charAt(at) < '0' || date.charAt(at) > '9') {
        return false;
      }
    }
    return true;
  }
}

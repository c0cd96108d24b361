package io.forebay.drafting;

import io.forebay.schemas.MailHeader;
import io.forebay.schemas.ParsedEmail;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Scores how soon a message deserves to be looked at, from 0 (never) to 10 (now).
 *
 * <p>A sum of named weights on a base, so that each point can be told. What the sender claims counts less than what can be checked: a
 * day by which something is due counts most, an urgent word less, a header that says "important" least. Stateless.
 */
public final class PriorityScorer {
  /** How many reasons a score tells. */
  static final int REASONS_MAX = 6;

  private static final double BASE = 2.5;
  private static final int VALUE_MAX = 10;
  private static final double SURE_SPAM_MIN = 0.9;
  private static final int FEW_RECIPIENTS_MAX = 3;
  private static final int MANY_RECIPIENTS_MIN = 10;
  private static final int OVERDUE_DAYS_MAX = 14;
  private static final double MENTION_FACTOR = 0.6;

  /** Scores a message. */
  public Priority score(ParsedEmail email, Reading reading, TriageFacts facts) {
    PriorityTally tally = new PriorityTally(BASE);
    addDays(tally, reading, MailReader.today(email));
    addWording(tally, reading, facts);
    addRelation(tally, email);
    addDeclared(tally, email);
    addCategory(tally, facts);
    if (reading.subject().shouts() || reading.body().shouts()) {
      tally.add(PriorityReason.SHOUTING, -1);
    }
    if (facts.isSpam()) {
      tally.limit(PriorityReason.SPAM, facts.spam() >= SURE_SPAM_MIN ? 0 : 1);
    } else {
      tally.add(PriorityReason.SPAM, -2 * facts.spam());
    }
    return tally.priority(VALUE_MAX, REASONS_MAX);
  }

  private static void addDays(PriorityTally tally, Reading reading, LocalDate today) {
    for (Passage passage : reading.said()) {
      addDays(tally, passage, today);
    }
  }

  private static void addDays(PriorityTally tally, Passage passage, LocalDate today) {
    long asks = Cue.REQUEST.bit() | Cue.QUESTION.bit() | Cue.MEETING.bit();
    for (Deadline deadline : passage.days()) {
      long days = ChronoUnit.DAYS.between(today, deadline.day());
      boolean asked = (passage.cues(deadline.sentence()) & asks) != 0;
      if (days < 0) {
        if (deadline.firm() && days >= -OVERDUE_DAYS_MAX) {
          tally.addStrongest(PriorityReason.OVERDUE, 0.25);
        }
      } else if (deadline.firm()) {
        tally.addStrongest(PriorityReason.DEADLINE, nearness(days));
      } else if (asked) {
        tally.addStrongest(PriorityReason.DATE, MENTION_FACTOR * nearness(days));
      }
    }
  }

  /** What a day counts: today 3.5, and less the further away it is. */
  private static double nearness(long days) {
    if (days <= 1) {
      return days == 0 ? 3.5 : 3;
    }
    if (days <= 3) {
      return 2.5;
    }
    if (days <= 7) {
      return 2;
    }
    if (days <= 14) {
      return 1;
    }
    return days <= 31 ? 0.5 : 0.25;
  }

  private static void addWording(PriorityTally tally, Reading reading, TriageFacts facts) {
    int requests = 0;
    for (Passage passage : reading.said()) {
      requests += passage.count(Cue.REQUEST);
    }
    boolean question = reading.has(Cue.QUESTION);
    if (requests > 0) {
      tally.add(PriorityReason.REQUEST, requests > 1 ? 1.5 : 1.25);
    }
    if (question) {
      tally.add(PriorityReason.QUESTION, requests > 0 ? 0.5 : 1);
    }
    tally.add(PriorityReason.NEEDS_ACTION, 2 * (facts.needsAction() - 0.5));
    if (reading.has(Cue.NO_ACTION)) {
      tally.add(PriorityReason.NO_ACTION_WANTED, -1.5);
    }
    if (reading.ownSubject() && reading.subject().has(Cue.URGENT)) {
      tally.add(PriorityReason.URGENT, 2.5);
    } else if (reading.body().has(Cue.URGENT)) {
      tally.add(PriorityReason.URGENT, asksUrgently(reading.body()) ? 2 : 1);
    }
    if (reading.has(Cue.NOT_URGENT)) {
      tally.add(PriorityReason.NEGATED_URGENCY, -1.5);
    }
    if (reading.has(Cue.COMPLAINT)) {
      tally.add(PriorityReason.COMPLAINT, 1);
    }
    if (reading.has(Cue.THANKS) && requests == 0 && !question) {
      tally.add(PriorityReason.ONLY_THANKS, -1);
    }
  }

  /** Urgent is a request or a day that is near, rather than a story about something urgent. */
  private static boolean asksUrgently(Passage body) {
    for (int i = 0; i < body.sentences().count(); i++) {
      long cues = body.cues(i);
      if (Cue.URGENT.in(cues) && (Cue.REQUEST.in(cues) || Cue.QUESTION.in(cues) || Cue.DEADLINE.in(cues) || i == 0)) {
        return true;
      }
    }
    return false;
  }

  private static void addRelation(PriorityTally tally, ParsedEmail email) {
    boolean discussion = email.getList() && (email.getReply() || !email.getBulk());
    if (discussion) {
      tally.add(PriorityReason.LIST, -1.5);
    } else if (email.getBulk()) {
      tally.add(PriorityReason.BULK, -2.5);
    }
    if (email.getAutomatic()) {
      tally.add(PriorityReason.AUTOMATIC, -1.5);
    }
    if (email.getBulk() || email.getList() || email.getAutomatic()) {
      return;
    }
    if (email.getReply()) {
      tally.add(PriorityReason.IN_THREAD, 0.75);
    }
    int recipients = email.getRecipientCount();
    if (recipients >= MANY_RECIPIENTS_MIN) {
      tally.add(PriorityReason.MANY_RECIPIENTS, -1);
    } else if (recipients >= 1 && recipients <= FEW_RECIPIENTS_MAX) {
      tally.add(PriorityReason.FEW_RECIPIENTS, 0.5);
    }
  }

  private static void addDeclared(PriorityTally tally, ParsedEmail email) {
    for (MailHeader header : email.getHeaders()) {
      int declared = declared(header.getName(), header.getValue());
      if (declared > 0) {
        tally.addStrongest(PriorityReason.DECLARED_IMPORTANT, 0.5);
      } else if (declared < 0) {
        tally.addStrongest(PriorityReason.DECLARED_UNIMPORTANT, -0.5);
      }
    }
  }

  /** 1 for a header that declares importance, -1 for one that denies it (RFC 2156, X-Priority), else 0. */
  private static int declared(String name, String value) {
    boolean importance = name.equals("importance") || name.equals("priority") || name.equals("x-msmail-priority");
    if (!importance && !name.equals("x-priority")) {
      return 0;
    }
    String word = value.strip().toLowerCase(Locale.ROOT);
    if (word.isEmpty()) {
      return 0;
    }
    if (importance) {
      return word.equals("high") || word.equals("urgent") ? 1 : word.equals("low") || word.equals("non-urgent") ? -1 : 0;
    }
    return word.charAt(0) == '1' || word.charAt(0) == '2' ? 1 : word.charAt(0) == '4' || word.charAt(0) == '5' ? -1 : 0;
  }

  private static void addCategory(PriorityTally tally, TriageFacts facts) {
    double weight =
        switch (facts.category()) {
          case "urgent" -> 1.5;
          case "newsletter" -> -1;
          case "notification" -> -0.5;
          default -> 0;
        };
    tally.add(PriorityReason.CATEGORY, weight);
  }
}

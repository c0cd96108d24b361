package io.forebay.cli;

import io.forebay.schemas.EmailTriaged;
import io.forebay.schemas.PiiFinding;
import io.forebay.schemas.Verdict;
import java.util.ArrayList;
import java.util.stream.Collectors;

/** A triaged message for people: a line of facts, a line of summary. */
final class TriagedText {
  private static final int SUBJECT_WIDTH = 48;
  private static final int LINE_WIDTH = 110;

  private TriagedText() {}

  static String of(EmailTriaged email) {
    String facts =
        "%2d  %-12s %-3s %s  %s"
            .formatted(
                email.getPriority(),
                printable(email.getCategory().getName()),
                printable(email.getLanguage().getCode()),
                cut(printable(email.getSubject()), SUBJECT_WIDTH),
                marks(email));
    String summary = cut(printable(email.getSummary()), LINE_WIDTH);
    return facts.stripTrailing() + (summary.isEmpty() ? "" : "\n      " + summary) + "\n      id " + printable(email.getEmailId());
  }

  /** What stands out, in words. */
  private static String marks(EmailTriaged email) {
    var marks = new ArrayList<String>();
    if (email.getSpam().getVerdict() == Verdict.YES) {
      marks.add("spam");
    }
    if (email.getNeedsAction().getVerdict() == Verdict.YES) {
      marks.add("needs action");
    }
    if (email.getReply() != null) {
      marks.add("reply drafted");
    }
    if (email.getDuplicateOf() != null) {
      marks.add("duplicate");
    }
    if (!email.getPii().isEmpty()) {
      marks.add(email.getPii().stream().map(PiiFinding::getType).distinct().sorted().collect(Collectors.joining("+")));
    }
    if (!email.getDefects().isEmpty()) {
      marks.add(String.join("+", email.getDefects()));
    }
    return marks.isEmpty() ? "" : "(" + String.join(", ", marks) + ")";
  }

  /** Foreign text must not steer the terminal. */
  static String printable(String text) {
    var printable = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
        .forEach(printable::appendCodePoint);
    return printable.toString();
  }

  private static String cut(String text, int width) {
    return text.codePointCount(0, text.length()) <= width
        ? text
        : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
  }
}

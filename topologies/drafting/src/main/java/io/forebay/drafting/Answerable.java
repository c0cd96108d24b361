package io.forebay.drafting;

import io.forebay.schemas.ParsedEmail;
import java.util.Set;

/**
 * Tells whether a person may want to answer a message at all.
 *
 * <p>Answers to machines make loops and answers to lists make noise (RFC 3834, section 2); so neither ever gets a draft, even though a
 * draft is not sent by itself.
 *
 * <p>Knows more names of machines than the parser's {@code automatic}: that one is a feature of trained models and changes only with them.
 */
final class Answerable {
  private static final Set<String> MACHINES =
      Set.of(
          "noreply", "no-reply", "no_reply", "no.reply", "donotreply", "do-not-reply", "do_not_reply", "nicht-antworten", "ne-pas-repondre",
          "no-responder", "mailer-daemon", "postmaster", "bounce", "bounces", "daemon", "auto-confirm");

  private Answerable() {}

  static boolean is(ParsedEmail email, TriageFacts facts) {
    return !email.getAutomatic()
        && !email.getList()
        && !email.getBulk()
        && !facts.isSpam()
        && !email.getFromAddress().isEmpty()
        && !email.getTo().contains(email.getFromAddress())
        && !MACHINES.contains(mailbox(email.getFromAddress()))
        && !email.getPartMediaTypes().contains("message/delivery-status")
        && !email.getPartMediaTypes().contains("message/disposition-notification");
  }

  /** The local part without its tag: of bounces+123@example.com, bounces. */
  private static String mailbox(String address) {
    int end = address.indexOf('@');
    end = end < 0 ? address.length() : end;
    int plus = address.indexOf('+');
    return address.substring(0, plus > 0 && plus < end ? plus : end);
  }
}

package io.forebay.classifier;

import io.forebay.schemas.MailHeader;
import java.util.List;

/**
 * The few header fields that the spam model looks at; a buffer that is filled again and again.
 *
 * <p>Everything else belongs to the way a message took or to the place where it was kept, and would teach the model the collection
 * instead of the mail.
 */
final class SpamHeader {
  String to;
  String subject;
  String contentType;
  String client;
  String date;
  String sender;
  String replyTo;
  String priority;
  boolean hasTo;
  boolean hasCc;
  boolean answers;
  boolean mimeOle;
  boolean unsubscribe;
  boolean encoded;

  SpamHeader() {
    clear();
  }

  /** Forgets the last message and reads another's fields; of a repeated field the first counts. */
  void read(List<MailHeader> headers) {
    clear();
    for (MailHeader header : headers) {
      read(header.getName(), header.getValue());
    }
  }

  private void clear() {
    to = "";
    subject = "";
    contentType = "";
    client = "";
    date = "";
    sender = "";
    replyTo = "";
    priority = "";
    hasTo = false;
    hasCc = false;
    answers = false;
    mimeOle = false;
    unsubscribe = false;
    encoded = false;
  }

  private void read(String name, String value) {
    switch (name) {
      case "to" -> {
        hasTo = true;
        to = first(to, value);
      }
      case "subject" -> subject = first(subject, value);
      case "date" -> date = first(date, value);
      case "sender" -> sender = first(sender, value);
      case "reply-to" -> replyTo = first(replyTo, value);
      case "content-type" -> contentType = first(contentType, value);
      case "x-mailer", "user-agent" -> client = first(client, value);
      case "x-priority", "x-msmail-priority", "importance" -> priority = first(priority, value);
      case "cc" -> hasCc = true;
      case "in-reply-to", "references" -> answers = true;
      case "x-mimeole" -> mimeOle = true;
      case "list-unsubscribe" -> unsubscribe = true;
      case "content-transfer-encoding" -> encoded |= TextShape.containsIgnoreCase(value, "base64");
      default -> {
        // See above.
      }
    }
  }

  private static String first(String known, String value) {
    return known.isEmpty() ? value : known;
  }
}

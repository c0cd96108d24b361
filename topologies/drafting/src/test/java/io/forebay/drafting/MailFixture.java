package io.forebay.drafting;

import io.forebay.schemas.Attachment;
import io.forebay.schemas.MailHeader;
import io.forebay.schemas.ParsedEmail;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A message written by a person to one reader on Wednesday, 18 November 2026, to be changed by the tests that need another. */
final class MailFixture {
  static final Instant WEDNESDAY = Instant.parse("2026-11-18T10:00:00Z");
  static final TriageFacts ENGLISH = facts("en");

  private static final Phrasebooks PHRASEBOOKS = Phrasebooks.load();

  private MailFixture() {}

  static TriageFacts facts(String language) {
    return new TriageFacts(language, 0.01, 0.5, "general");
  }

  static ParsedEmail mail(String subject, String text) {
    return mail(subject, text, email -> {});
  }

  static ParsedEmail mail(String subject, String text, Consumer<ParsedEmail> change) {
    ParsedEmail email = new ParsedEmail();
    email.setEmailId("m1");
    email.setTenant("acme");
    email.setReceivedAt(WEDNESDAY);
    email.setSubject(subject);
    email.setText(text);
    email.setFromAddress("ada@example.org");
    email.setFromName("Ada Lovelace");
    email.setTo(List.of("bob@example.com"));
    email.setRecipientCount(1);
    email.setHeaders(List.of());
    email.setAttachments(List.of());
    email.setPartMediaTypes(List.of("text/plain"));
    change.accept(email);
    return email;
  }

  static void header(ParsedEmail email, String name, String value) {
    List<MailHeader> headers = new ArrayList<>(email.getHeaders());
    headers.add(new MailHeader(name, value));
    email.setHeaders(headers);
  }

  static void attach(ParsedEmail email, boolean inline) {
    List<Attachment> attachments = new ArrayList<>(email.getAttachments());
    attachments.add(new Attachment("plan.pdf", "application/pdf", 1_000L, inline));
    email.setAttachments(attachments);
  }

  static Reading read(ParsedEmail email, String language) {
    return new MailReader(PHRASEBOOKS).read(email, email.getSubject(), email.getText(), language);
  }
}

package io.forebay.connect.mail;

import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;

/** Writes a draft that answers a message, in its thread (RFC 5322, 3.6.4). */
final class ReplyMessage {
  private static final Session NO_SERVER = Session.getInstance(new Properties());
  private static final String MARK = "X-Forebay-Draft";

  /** What an encoded word (RFC 2047) may hide in a subject, line ends among it. */
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

  private static final int RECIPIENTS_MAX = 10;
  private static final int REFERENCES_MAX = 20;
  private static final int ID_LENGTH_MAX = 900;

  private ReplyMessage() {}

  /** Which of a message's two drafts. */
  enum Kind {
    TRIAGED,
    DRAFTED
  }

  /** The Message-ID of a draft: the same each time, so that it can be looked for. */
  static String id(String emailId, Kind kind) {
    return "<" + emailId + "." + kind.name().toLowerCase(Locale.ROOT) + "@forebay.invalid>";
  }

  /**
   * The draft's bytes.
   *
   * @param original the message that is answered, or its beginning
   */
  static byte[] of(byte[] original, String id, String from, String text, Instant at) throws MessagingException, IOException {
    MimeMessage answered = new MimeMessage(NO_SERVER, new ByteArrayInputStream(original));
    MimeMessage draft = new KeptId();
    draft.setFrom(from);
    draft.setRecipients(RecipientType.TO, recipients(answered));
    String subject = answered.getSubject() == null ? "" : CONTROL.matcher(answered.getSubject()).replaceAll(" ");
    draft.setSubject(subject.regionMatches(true, 0, "re:", 0, 3) ? subject : ("Re: " + subject).strip(), "UTF-8");
    draft.setSentDate(Date.from(at));
    draft.setText(text, "UTF-8");
    draft.setHeader("Message-ID", id);
    List<String> answeredId = ids(answered.getHeader("Message-ID", " "));
    if (!answeredId.isEmpty()) {
      draft.setHeader("In-Reply-To", answeredId.getFirst());
      draft.setHeader("References", String.join("\r\n ", references(answered, answeredId.getFirst())));
    }
    draft.setHeader(MARK, hash(text));
    draft.saveChanges();
    var bytes = new ByteArrayOutputStream();
    draft.writeTo(bytes);
    return bytes.toByteArray();
  }

  /** Whether a draft is as it was written: one that a person changed is never replaced. */
  static boolean isUntouched(byte[] draft) throws MessagingException, IOException {
    MimeMessage message = new MimeMessage(NO_SERVER, new ByteArrayInputStream(draft));
    return message.getContent() instanceof String text && hash(text).equals(message.getHeader(MARK, ""));
  }

  private static Address[] recipients(MimeMessage answered) throws MessagingException {
    try {
      Address[] found = answered.getReplyTo();
      return found == null ? new InternetAddress[0] : Arrays.copyOf(found, Math.min(found.length, RECIPIENTS_MAX));
    } catch (AddressException e) {
      return new InternetAddress[0]; // the person who sends it fills it in
    }
  }

  private static List<String> references(MimeMessage answered, String id) throws MessagingException {
    List<String> known = ids(answered.getHeader("References", " "));
    List<String> references = new ArrayList<>(known.isEmpty() ? ids(answered.getHeader("In-Reply-To", " ")) : known);
    references.remove(id);
    if (references.size() > REFERENCES_MAX) {
      references.subList(1, references.size() - REFERENCES_MAX + 1).clear(); // the thread's root and its end
    }
    references.add(id);
    return references;
  }

  private static List<String> ids(String header) {
    List<String> ids = new ArrayList<>();
    int at = header == null ? -1 : header.indexOf('<');
    while (at >= 0) {
      int end = header.indexOf('>', at);
      if (end < 0) {
        break;
      }
      String id = header.substring(at, end + 1);
      if (id.length() <= ID_LENGTH_MAX && id.length() > 2 && id.chars().allMatch(c -> c > ' ' && c < 127)) {
        ids.add(id);
      }
      at = header.indexOf('<', end);
    }
    return ids;
  }

  private static String hash(String text) {
    try {
      byte[] bytes = text.replace("\r\n", "\n").strip().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Keeps its Message-ID where others make a new one. */
  private static final class KeptId extends MimeMessage {
    KeptId() {
      super(NO_SERVER);
    }

    @Override
    protected void updateMessageID() {}
  }
}

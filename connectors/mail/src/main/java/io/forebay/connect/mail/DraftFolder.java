package io.forebay.connect.mail;

import io.forebay.connect.mail.ReplyMessage.Kind;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.angus.mail.iap.ProtocolException;

/** Puts drafts into a mailbox, each once: it looks before it appends. */
final class DraftFolder {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d-MMM-uuuu", Locale.ENGLISH);
  private static final int CANDIDATES_MAX = 50_000;
  private static final int PAGE = 500;

  private final DraftSinkSettings settings;
  private final EmailIds ids;
  private final ImapSession session;

  DraftFolder(DraftSinkSettings settings, ImapSession session) {
    this.settings = settings;
    this.session = session;
    ids = MailRecords.ids(settings.imap());
  }

  /** Whether an e-mail id is of this mailbox. */
  static boolean isOf(DraftSinkSettings settings, String emailId) {
    return MailRecords.ids(settings.imap()).receivedAt(emailId).isPresent();
  }

  /**
   * Keeps a draft, unless it or a better one is there; a model's takes the place of the triage's that nobody has changed.
   *
   * @return whether the message that it answers was found
   */
  boolean keep(String emailId, Kind kind, String text, Instant at) throws ProtocolException, IOException, MessagingException {
    session.select(settings.drafts(), true);
    if (kind == Kind.TRIAGED && isThere(emailId, Kind.DRAFTED)) {
      return true;
    }
    if (!isThere(emailId, kind)) {
      Optional<byte[]> original = original(emailId);
      if (original.isEmpty()) {
        return false;
      }
      byte[] draft = ReplyMessage.of(original.get(), ReplyMessage.id(emailId, kind), settings.from(), text, at);
      session.append(settings.drafts(), draft);
    }
    if (kind == Kind.DRAFTED) {
      removeUntouched(emailId);
    }
    return true;
  }

  private boolean isThere(String emailId, Kind kind) throws ProtocolException {
    return !found(emailId, kind).isEmpty();
  }

  private List<Long> found(String emailId, Kind kind) throws ProtocolException {
    return session.search("UNDELETED HEADER Message-ID \"" + ReplyMessage.id(emailId, kind) + "\"");
  }

  private void removeUntouched(String emailId) throws ProtocolException, IOException, MessagingException {
    session.select(settings.drafts(), true);
    for (long uid : found(emailId, Kind.TRIAGED)) {
      byte[] draft = session.bodies(List.of(uid), MailRecords.RAW_BYTES_MAX).get(uid);
      if (draft != null && ReplyMessage.isUntouched(draft)) {
        session.remove(List.of(uid));
      }
    }
  }

  /** The message of an id: of those received at its second, the one with its content. */
  private Optional<byte[]> original(String emailId) throws ProtocolException {
    Instant receivedAt = ids.receivedAt(emailId).orElseThrow();
    LocalDate day = receivedAt.atOffset(ZoneOffset.UTC).toLocalDate(); // servers compare days of their own zone
    String days = "SINCE " + DAY.format(day.minusDays(1)) + " BEFORE " + DAY.format(day.plusDays(2));
    for (String folder : settings.folders()) {
      session.select(folder, false);
      List<Long> candidates = session.search(days);
      for (int from = 0; from < Math.min(CANDIDATES_MAX, candidates.size()); from += PAGE) {
        List<Long> some = candidates.subList(from, Math.min(candidates.size(), from + PAGE));
        for (FoundMessage found : session.listed(some)) {
          byte[] content = found.receivedAt().getEpochSecond() == receivedAt.getEpochSecond() ? body(found.uid()) : null;
          if (content != null && ids.of(found.receivedAt(), content, found.bytes()).equals(emailId)) {
            return Optional.of(content);
          }
        }
      }
    }
    return Optional.empty();
  }

  private byte[] body(long uid) throws ProtocolException {
    return session.bodies(List.of(uid), MailRecords.RAW_BYTES_MAX).get(uid);
  }
}

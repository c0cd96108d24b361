package io.forebay.connect.mail;

import io.forebay.connect.mail.ReplyMessage.Kind;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.angus.mail.iap.BadCommandException;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts drafts into a mailbox, each once: it looks before it appends, and marks the message that it answers, so that a draft that was sent or thrown away stays away.
 *
 * <p>Remembers what a folder held on a day: to be used for some seconds.
 */
final class DraftFolder {
  /** Messages of a folder that are looked through for one. */
  static final int CANDIDATES_MAX = 50_000;

  private static final Logger LOG = LoggerFactory.getLogger(DraftFolder.class);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d-MMM-uuuu", Locale.ENGLISH);
  private static final int PAGE = 500;
  private static final int BODIES_PAGE = 16;

  private final DraftSinkSettings settings;
  private final EmailIds ids;
  private final ImapSession session;
  private final Map<String, Listing> listings = new HashMap<>();

  /** Some messages of a folder, those around a day. */
  private record Listing(LocalDate day, List<FoundMessage> messages, boolean whole) {}

  private record Original(String folder, long uid, ByteBuffer content) {}

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
   * Keeps a draft, unless its message was answered, or it or a better one is there or was; a model's takes the place of the triage's that nobody has changed.
   *
   * @return whether the message that it answers was found
   * @throws MessagingException if there are too many messages to find it, or no draft can be made of it
   */
  boolean keep(String emailId, Kind kind, String text, Instant at) throws ProtocolException, IOException, MessagingException {
    boolean fresh = listings.isEmpty();
    Optional<Original> found = original(emailId);
    if (found.isEmpty() && !fresh) {
      listings.clear(); // it may have been moved since
      found = original(emailId);
    }
    if (found.isPresent() && !isSettled(found.get(), kind)) {
      keep(found.get(), emailId, kind, text, at);
    }
    return found.isPresent();
  }

  private void keep(Original original, String emailId, Kind kind, String text, Instant at) throws ProtocolException, IOException, MessagingException {
    session.select(settings.drafts(), true);
    if (kind == Kind.TRIAGED && isThere(emailId, Kind.DRAFTED)) {
      return;
    }
    if (!isThere(emailId, kind)) {
      session.append(settings.drafts(), ReplyMessage.of(original.content().array(), ReplyMessage.id(emailId, kind), settings.from(), text, at));
    }
    if (kind == Kind.DRAFTED) {
      removeUntouched(emailId);
    }
    mark(original, kind);
  }

  /** Answered by a person, or answered by a draft of this kind or a better one. */
  private boolean isSettled(Original original, Kind kind) throws ProtocolException {
    Flags flags = session.flags(original.uid());
    return flags.contains(Flags.Flag.ANSWERED) || flags.contains(keyword(Kind.DRAFTED)) || flags.contains(keyword(kind));
  }

  private void mark(Original original, Kind kind) throws ProtocolException {
    session.select(original.folder(), true);
    try {
      session.flag(List.of(original.uid()), keyword(kind));
    } catch (CommandFailedException | BadCommandException e) {
      LOG.debug("The folder {} keeps no keywords ({})", original.folder(), e.getMessage());
    }
  }

  private static String keyword(Kind kind) {
    return kind == Kind.DRAFTED ? "$ForebayDrafted" : "$ForebayTriaged";
  }

  private boolean isThere(String emailId, Kind kind) throws ProtocolException {
    return !found(emailId, kind).isEmpty();
  }

  private List<Long> found(String emailId, Kind kind) throws ProtocolException {
    return session.search("UNDELETED HEADER Message-ID \"" + ReplyMessage.id(emailId, kind) + "\"");
  }

  private void removeUntouched(String emailId) throws ProtocolException, IOException, MessagingException {
    for (long uid : found(emailId, Kind.TRIAGED)) {
      byte[] draft = session.bodies(List.of(uid), MailRecords.RAW_BYTES_MAX).get(uid);
      if (draft != null && ReplyMessage.isUntouched(draft)) {
        session.remove(List.of(uid));
      }
    }
  }

  /** The message of an id: of those received at its second, the one with its content. Its folder is left open. */
  private Optional<Original> original(String emailId) throws ProtocolException, MessagingException {
    Instant receivedAt = ids.receivedAt(emailId).orElseThrow();
    LocalDate day = receivedAt.atOffset(ZoneOffset.UTC).toLocalDate();
    boolean whole = true;
    for (String folder : settings.folders()) {
      session.select(folder, false);
      Listing listing = listing(folder, day);
      List<FoundMessage> candidates = listing.messages().stream().filter(message -> message.receivedAt().getEpochSecond() == receivedAt.getEpochSecond()).toList();
      for (int from = 0; from < candidates.size(); from += BODIES_PAGE) {
        List<FoundMessage> some = candidates.subList(from, Math.min(candidates.size(), from + BODIES_PAGE));
        Map<Long, byte[]> contents = session.bodies(some.stream().map(FoundMessage::uid).toList(), MailRecords.RAW_BYTES_MAX);
        for (FoundMessage message : some) {
          byte[] content = contents.get(message.uid());
          if (content != null && ids.of(message.receivedAt(), content, message.bytes()).equals(emailId)) {
            return Optional.of(new Original(folder, message.uid(), ByteBuffer.wrap(content)));
          }
        }
      }
      whole &= listing.whole();
    }
    if (!whole) {
      throw new MessagingException("The message of " + emailId + " is not among the first " + CANDIDATES_MAX + " that a folder of " + settings.folders() + " holds of the days around " + day + ".");
    }
    return Optional.empty();
  }

  /** Servers compare days of their own zone. */
  private Listing listing(String folder, LocalDate day) throws ProtocolException {
    Listing known = listings.get(folder);
    if (known != null && known.day().equals(day)) {
      return known;
    }
    List<Long> uids = session.search("SINCE " + DAY.format(day.minusDays(1)) + " BEFORE " + DAY.format(day.plusDays(2)));
    List<FoundMessage> messages = new ArrayList<>();
    for (int from = 0; from < Math.min(CANDIDATES_MAX, uids.size()); from += PAGE) {
      messages.addAll(session.listed(uids.subList(from, Math.min(uids.size(), from + PAGE))));
    }
    Listing listing = new Listing(day, messages, uids.size() <= CANDIDATES_MAX);
    listings.put(folder, listing);
    return listing;
  }
}

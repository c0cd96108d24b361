package io.forebay.connect.mail;

import io.forebay.blobs.BlobStore;
import io.forebay.connect.mail.MailSourceSettings.After;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.eclipse.angus.mail.iap.BadCommandException;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one IMAP folder from where it was left, for good, by a connection of its own.
 *
 * <p>Holds one batch of messages at a time and waits until it is taken.
 */
final class FolderReader implements ReadingLoop.Reader {
  private static final Logger LOG = LoggerFactory.getLogger(FolderReader.class);
  private static final int CHANGED_MAX = 500;
  private static final int FLAGGED_AGAIN_MAX = 1_000;

  /** With pauses that grow from 0.1 s, most of a minute. */
  private static final int TRIES_MAX = 10;

  private static final int OTHERS_MAX = 20;

  private final MailSourceSettings settings;
  private final FolderPosition.Place place;
  private final Secrets secrets;
  private final MailRecords records;
  private final Handover out;
  private final BlockingQueue<Settled> settled = new LinkedBlockingQueue<>();

  private FolderPosition resumed;
  private FolderPosition position;
  private long unsettled;
  private long refusedUid;
  private int refusals;

  private record Settled(FolderPosition message, boolean arrived) {}

  /**
   * @param start where it was left; null if it never began
   */
  FolderReader(
      MailSourceSettings settings,
      FolderPosition.Place place,
      FolderPosition start,
      Secrets secrets,
      MailRecords records,
      Handover out) {
    this.settings = settings;
    this.place = place;
    this.position = start;
    this.resumed = start;
    this.secrets = secrets;
    this.records = records;
    this.out = out;
  }

  /** Takes note that a message has arrived, or was dropped and stays as it is; any thread. */
  void settle(FolderPosition message, boolean arrived) {
    if (settings.after() != After.NONE) {
      settled.add(new Settled(message, arrived));
    }
  }

  @Override
  public String place() {
    return "The folder " + place;
  }

  @Override
  public void read(Runnable alive) throws ProtocolException, IOException, InterruptedException {
    try (ImapSession session = ImapSession.open(settings.imap(), secrets)) {
      read(session, alive);
    }
  }

  private void read(ImapSession session, Runnable alive) throws ProtocolException, IOException, InterruptedException {
    boolean mayChange = settings.after() != After.NONE;
    if (settings.after() == After.MOVE && !session.exists(settings.afterFolder())) {
      throw new ConnectException(MailSourceSettings.AFTER_FOLDER + " must be a folder of " + place.mailbox() + ", got " + settings.afterFolder() + ": make it, or name another.");
    }
    long validity = session.select(place.folder(), mayChange);
    if (position == null || position.uidValidity() != validity) {
      if (position != null) {
        LOG.warn("The folder {} was rebuilt (UIDVALIDITY {} instead of {}): it is read from its beginning", place, validity, position.uidValidity());
      }
      position = new FolderPosition(validity, 0);
      unsettled = 0;
    } else if (mayChange && resumed != null && !settings.mayDrop()) {
      changeLeftovers(session);
    }
    resumed = null;
    while (true) {
      List<FoundMessage> page = session.after(position.uid(), settings.pageMessages());
      deliver(session, page);
      changeArrived(session);
      if (page.isEmpty()) {
        await(session);
      }
      alive.run();
    }
  }

  private void deliver(ImapSession session, List<FoundMessage> page) throws ProtocolException, IOException, InterruptedException {
    List<FoundMessage> batch = new ArrayList<>();
    long bytes = 0;
    for (FoundMessage message : page) {
      boolean alone = records.wantsWhole(message.bytes());
      long cost = Math.min(message.bytes(), MailRecords.RAW_BYTES_MAX);
      if (!batch.isEmpty() && (alone || bytes + cost > settings.pageBytes())) {
        deliverBatch(session, batch);
        batch.clear();
        bytes = 0;
      }
      batch.add(message);
      bytes += alone ? settings.pageBytes() : cost;
    }
    deliverBatch(session, batch);
  }

  private void deliverBatch(ImapSession session, List<FoundMessage> batch) throws ProtocolException, IOException, InterruptedException {
    if (batch.isEmpty()) {
      return;
    }
    try {
      give(batch, bodies(session, batch));
    } catch (CommandFailedException | BadCommandException e) {
      if (batch.size() == 1) {
        refused(session, batch.getFirst(), e);
        return;
      }
      for (FoundMessage message : batch) {
        deliverBatch(session, List.of(message));
      }
    }
  }

  /**
   * Contents by UID, without those of messages that are gone.
   *
   * @throws CommandFailedException also if one that is not gone has none
   */
  private Map<Long, byte[]> bodies(ImapSession session, List<FoundMessage> batch) throws ProtocolException {
    boolean whole = records.wantsWhole(batch.getFirst().bytes());
    List<Long> uids = batch.stream().map(FoundMessage::uid).toList();
    Map<Long, byte[]> bodies = session.bodies(uids, whole ? BlobStore.BYTES_MAX : MailRecords.RAW_BYTES_MAX);
    List<Long> without = uids.stream().filter(uid -> !bodies.containsKey(uid)).toList();
    if (!without.isEmpty() && !session.listed(without).isEmpty()) {
      throw new CommandFailedException("messages are listed and not given");
    }
    return bodies;
  }

  /** A message that the server does not give: once it has been tried often, and what is behind it is given and has waited long enough, there is an end to it. */
  private void refused(ImapSession session, FoundMessage message, ProtocolException why) throws ProtocolException {
    refusals = refusedUid == message.uid() ? refusals + 1 : 1;
    refusedUid = message.uid();
    boolean gone = session.listed(List.of(message.uid())).isEmpty();
    if (!gone && (refusals < TRIES_MAX || !givesOthers(session, message.uid()))) {
      throw why;
    }
    if (!gone && !settings.tolerant()) {
      throw new ConnectException(
          "The server does not give the message " + message.uid() + " of " + place + " (" + why.getMessage() + "); move it away, or have such messages passed over by " + MailSourceSettings.TOLERANCE + "=all.",
          why);
    }
    if (!gone) {
      LOG.warn("The message {} of {} is passed over, as the server does not give it ({})", message.uid(), place, why.getMessage());
    }
    position = new FolderPosition(position.uidValidity(), message.uid());
  }

  /** Whether a message behind one can be had; a server that gives nothing at all is only away. */
  private static boolean givesOthers(ImapSession session, long uid) throws ProtocolException {
    for (FoundMessage other : session.after(uid, OTHERS_MAX)) {
      try {
        if (session.bodies(List.of(other.uid()), 1).containsKey(other.uid())) {
          return true;
        }
      } catch (CommandFailedException | BadCommandException e) {
        LOG.debug("The message {} is not given either", other.uid(), e);
      }
    }
    return false;
  }

  private void give(List<FoundMessage> batch, Map<Long, byte[]> bodies) throws IOException, InterruptedException {
    List<SourceRecord> made = new ArrayList<>();
    for (FoundMessage message : batch) {
      byte[] content = bodies.get(message.uid());
      if (content != null) {
        var at = new FolderPosition(position.uidValidity(), message.uid());
        made.add(records.of(message, content, place.partition(), at.offset()));
      }
    }
    if (!made.isEmpty()) {
      out.give(made);
    }
    unsettled += made.size();
    position = new FolderPosition(position.uidValidity(), batch.getLast().uid());
  }

  /** What a crash left between the acknowledgement and the change: where nothing is dropped, everything up to the offset has arrived. */
  private void changeLeftovers(ImapSession session) throws ProtocolException {
    String known = "UID 1:" + resumed.uid();
    List<Long> uids = settings.after() == After.MOVE ? session.search("UNDELETED " + known) : unflagged(session, known);
    change(session, uids.stream().filter(uid -> uid <= resumed.uid()).toList());
  }

  private List<Long> unflagged(ImapSession session, String known) throws ProtocolException {
    String flag = settings.afterFlag();
    String without = flag.startsWith("\\") ? "UN" + flag.substring(1).toUpperCase(Locale.ROOT) : "UNKEYWORD " + flag;
    List<Long> uids = session.search(known + " " + without);
    return uids.subList(Math.max(0, uids.size() - FLAGGED_AGAIN_MAX), uids.size());
  }

  private void changeArrived(ImapSession session) throws ProtocolException {
    List<Settled> some = new ArrayList<>();
    settled.drainTo(some, CHANGED_MAX);
    List<Settled> current = some.stream().filter(told -> told.message().uidValidity() == position.uidValidity()).toList();
    try {
      change(session, current.stream().filter(Settled::arrived).map(told -> told.message().uid()).toList());
    } catch (ProtocolException | RuntimeException e) {
      settled.addAll(current);
      throw e;
    }
    unsettled -= current.size();
    List<Long> dropped = current.stream().filter(told -> !told.arrived()).map(told -> told.message().uid()).toList();
    if (!dropped.isEmpty()) {
      LOG.warn("{} messages of {} were dropped on their way out and stay as they are, for example {}", dropped.size(), place, dropped.getFirst());
    }
  }

  private void change(ImapSession session, List<Long> uids) throws ProtocolException {
    for (int from = 0; from < uids.size(); from += CHANGED_MAX) {
      List<Long> some = uids.subList(from, Math.min(uids.size(), from + CHANGED_MAX));
      if (settings.after() == After.MOVE) {
        session.move(some, settings.afterFolder());
      } else {
        session.flag(some, settings.afterFlag());
      }
    }
  }

  /** Until a message may be there, or one that was delivered has arrived. */
  private void await(ImapSession session) throws ProtocolException, InterruptedException {
    if (settings.after() != After.NONE && (unsettled > 0 || !settled.isEmpty())) {
      Settled told = settled.poll(settings.pollInterval().toMillis(), TimeUnit.MILLISECONDS);
      if (told != null) {
        settled.add(told);
      }
    } else if (settings.idle() && session.canIdle()) {
      session.idle(settings.imap().timeout().multipliedBy(4).dividedBy(5));
    } else {
      Thread.sleep(settings.pollInterval());
    }
    if (Thread.interrupted()) {
      throw new InterruptedException("the reader of " + place + " is stopped");
    }
  }
}

package io.forebay.connect.mail;

import io.forebay.connect.mail.ReplyMessage.Kind;
import io.forebay.schemas.EmailDrafted;
import io.forebay.schemas.EmailTriaged;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.RegistryUnavailableException;
import io.forebay.schemas.RejectedRecordException;
import io.forebay.schemas.ReplyDraft;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.eclipse.angus.mail.iap.BadCommandException;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts reply drafts into one mailbox. It never sends anything.
 *
 * <p>A put ends before a worker that stops would give the task up: two of them must not write at the same time. Connect then gives the same records again, and what is done of them is
 * passed over.
 */
public final class MailDraftSinkTask extends SinkTask {
  private static final Logger LOG = LoggerFactory.getLogger(MailDraftSinkTask.class);
  private static final Duration PUT_MAX = Duration.ofSeconds(4); // a worker waits 5 s
  private static final Duration PAUSE_MIN = Duration.ofMillis(100);
  private static final Duration PAUSE_MAX = Duration.ofMinutes(1);

  /** With the pauses between them, most of a minute. */
  private static final int TRIES_MAX = 10;

  private final Function<DraftSinkSettings, EventSerdes> registry;
  private final LongSupplier nanos;
  private final Map<TopicPartition, Long> done = new HashMap<>();
  private DraftSinkSettings settings;
  private Deserializer<EmailTriaged> triaged;
  private Deserializer<EmailDrafted> drafted;
  private Secrets secrets;
  private ImapSession session;
  private DraftFolder drafts;
  private Duration pause = PAUSE_MIN;
  private int tries;
  private int refusals;

  /** For Connect. */
  public MailDraftSinkTask() {
    this(settings -> EventSerdes.connect(settings.registry(), false), System::nanoTime);
  }

  MailDraftSinkTask(Function<DraftSinkSettings, EventSerdes> registry, LongSupplier nanos) {
    this.registry = registry;
    this.nanos = nanos;
  }

  @Override
  public String version() {
    return Version.TEXT;
  }

  @Override
  public void start(Map<String, String> properties) {
    settings = DraftSinkSettings.of(properties);
    secrets = Secrets.of(settings.imap());
    EventSerdes serdes = registry.apply(settings);
    triaged = serdes.of(EmailTriaged.class).deserializer();
    drafted = serdes.of(EmailDrafted.class).deserializer();
  }

  @Override
  public void close(Collection<TopicPartition> partitions) {
    done.clear();
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    drafts = null;
    long end = nanos.getAsLong() + PUT_MAX.toNanos();
    for (SinkRecord record : records) {
      var partition = new TopicPartition(record.topic(), record.kafkaPartition());
      if (done.getOrDefault(partition, -1L) >= record.kafkaOffset()) {
        continue;
      }
      if (nanos.getAsLong() - end > 0) {
        context.timeout(1);
        throw new RetriableException("The drafts take long; the rest of them follows at once.");
      }
      deal(record);
      done.put(partition, record.kafkaOffset());
    }
    done.clear();
    if (drafts != null) {
      context.requestCommit(); // a draft that is done is not looked for again
    }
  }

  /**
   * Keeps what is in a record, or reports it.
   *
   * @throws RetriableException if it is worth another try
   */
  private void deal(SinkRecord record) {
    boolean reused = session != null;
    try {
      keep(record);
    } catch (RegistryUnavailableException e) {
      throw later(e);
    } catch (LoginRefusedException e) {
      refusals++;
      if (e.isFinal(refusals)) {
        throw new ConnectException(e.getMessage(), e);
      }
      throw later(e);
    } catch (CommandFailedException | BadCommandException e) {
      hangUp();
      tries++;
      if (tries < TRIES_MAX) {
        throw later(e);
      }
      report(record, new DataException("The mailbox " + settings.imap().mailbox() + " does not take the draft: " + e.getMessage(), e));
    } catch (ProtocolException | IOException e) {
      hangUp();
      if (!reused) {
        throw later(e);
      }
      deal(record); // servers end sessions that nobody uses
    } catch (RejectedRecordException | DataException | MessagingException e) {
      report(record, e);
    }
    pause = PAUSE_MIN;
    tries = 0;
  }

  private RetriableException later(Exception e) {
    context.timeout(pause.toMillis());
    pause = pause.multipliedBy(2).compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : pause.multipliedBy(2);
    return new RetriableException("The mailbox " + settings.imap().mailbox() + " takes no draft now: " + e.getMessage(), e);
  }

  @Override
  public void stop() {
    hangUp();
  }

  private void hangUp() {
    drafts = null;
    if (session != null) {
      session.close();
      session = null;
    }
  }

  private void keep(SinkRecord record) throws ProtocolException, IOException, MessagingException {
    if (record.value() == null) {
      return;
    }
    if (!(record.value() instanceof byte[] bytes)) {
      throw new DataException("The value is no bytes; set value.converter to ByteArrayConverter.");
    }
    if (record.topic().equals(settings.draftedTopic())) {
      EmailDrafted event = drafted.deserialize(record.topic(), bytes);
      keep(event.getEmailId(), Kind.DRAFTED, event.getReply(), event.getDraftedAt());
    } else if (record.topic().equals(settings.triagedTopic())) {
      EmailTriaged event = triaged.deserialize(record.topic(), bytes);
      Instant at = record.timestamp() == null ? event.getReceivedAt() : Instant.ofEpochMilli(record.timestamp());
      keep(event.getEmailId(), Kind.TRIAGED, event.getReply(), at);
    } else {
      throw new DataException("The topic " + record.topic() + " is neither " + DraftSinkSettings.TRIAGED + " nor " + DraftSinkSettings.DRAFTED + ".");
    }
  }

  private void keep(String emailId, Kind kind, ReplyDraft reply, Instant at) throws ProtocolException, IOException, MessagingException {
    if (reply == null || !DraftFolder.isOf(settings, emailId)) {
      return;
    }
    if (session == null) {
      open();
    }
    if (drafts == null) {
      drafts = new DraftFolder(settings, session);
    }
    if (!drafts.keep(emailId, kind, reply.getText(), at)) {
      LOG.info("No draft for {}: its message is in none of {}", emailId, settings.folders());
    }
  }

  private void open() throws ProtocolException, IOException {
    try {
      session = ImapSession.open(settings.imap(), secrets);
      require(DraftSinkSettings.DRAFTS, settings.drafts());
      for (String folder : settings.folders()) {
        require(MailSourceSettings.FOLDERS, folder);
      }
    } catch (CommandFailedException | BadCommandException e) {
      throw new ProtocolException(e.getMessage(), e); // nothing that is wrong with a draft
    }
    refusals = 0;
  }

  private void require(String setting, String folder) throws ProtocolException {
    if (!session.exists(folder)) {
      throw new ConnectException(setting + " must be of " + settings.imap().mailbox() + ", which has no folder " + folder + ": make it, or name another.");
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // Connect waits for it before it commits
  private void report(SinkRecord record, Exception e) {
    ErrantRecordReporter reporter = context.errantRecordReporter();
    if (reporter == null) {
      throw new ConnectException(e.getMessage(), e);
    }
    reporter.report(record, e);
  }
}

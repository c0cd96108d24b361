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
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts reply drafts into one mailbox. It never sends anything. */
public final class MailDraftSinkTask extends SinkTask {
  private static final Logger LOG = LoggerFactory.getLogger(MailDraftSinkTask.class);

  private final Function<DraftSinkSettings, EventSerdes> registry;
  private DraftSinkSettings settings;
  private Deserializer<EmailTriaged> triaged;
  private Deserializer<EmailDrafted> drafted;
  private Secrets secrets;
  private ImapSession session;

  /** For Connect. */
  public MailDraftSinkTask() {
    this(settings -> EventSerdes.connect(settings.registry(), false));
  }

  MailDraftSinkTask(Function<DraftSinkSettings, EventSerdes> registry) {
    this.registry = registry;
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
  public void put(Collection<SinkRecord> records) {
    for (SinkRecord record : records) {
      try {
        keep(record);
      } catch (RegistryUnavailableException e) {
        throw new RetriableException(e.getMessage(), e);
      } catch (LoginRefusedException e) {
        throw new ConnectException(e.getMessage(), e);
      } catch (ProtocolException | IOException e) {
        stop();
        throw new RetriableException("The mailbox " + settings.imap().mailbox() + " takes no draft now: " + e.getMessage(), e);
      } catch (RejectedRecordException | DataException | MessagingException e) {
        report(record, e);
      }
    }
  }

  @Override
  public void stop() {
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
      session = ImapSession.open(settings.imap(), secrets);
    }
    if (!new DraftFolder(settings, session).keep(emailId, kind, reply.getText(), at)) {
      LOG.info("No draft for {}: its message is in none of {}", emailId, settings.folders());
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

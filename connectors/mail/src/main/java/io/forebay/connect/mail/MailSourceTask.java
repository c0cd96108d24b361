package io.forebay.connect.mail;

import io.forebay.blobs.FileBlobStore;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.InboundEmail;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.TransactionContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** Reads some folders of a mailbox, each on a thread of its own, so that one that is slow holds no other up. */
public final class MailSourceTask extends SourceTask {
  private static final long STOP_MILLIS = 5_000;

  private final Function<MailSourceSettings, EventSerdes> registry;
  private final Handover handover = new Handover();
  private final Map<FolderPosition.Place, FolderReader> readers = new HashMap<>();
  private final List<Thread> threads = new ArrayList<>();

  /** For Connect. */
  public MailSourceTask() {
    this(settings -> EventSerdes.connect(settings.registry(), settings.autoRegister()));
  }

  MailSourceTask(Function<MailSourceSettings, EventSerdes> registry) {
    this.registry = registry;
  }

  @Override
  public String version() {
    return Version.TEXT;
  }

  @Override
  public void start(Map<String, String> properties) {
    MailSourceSettings settings = MailSourceSettings.of(properties);
    EventSerdes serdes = registry.apply(settings);
    OffsetStorageReader offsets = context.offsetStorageReader();
    switch (settings.store()) {
      case MAILDIR, EML -> start(settings, new FilesReader(settings, offsets, records(settings, serdes), handover));
      case MBOX -> start(settings, new MboxStoreReader(settings, offsets, records(settings, serdes), handover));
      case IMAP -> startFolders(settings, offsets, serdes);
    }
  }

  private void startFolders(MailSourceSettings settings, OffsetStorageReader offsets, EventSerdes serdes) {
    Secrets secrets = Secrets.of(settings.imap());
    for (String folder : settings.folders()) {
      var place = new FolderPosition.Place(settings.mailbox(), folder);
      var left = FolderPosition.of(offsets.offset(place.partition()));
      readers.put(place, new FolderReader(settings, place, left, secrets, records(settings, serdes), handover));
    }
    readers.values().forEach(reader -> start(settings, reader));
  }

  private void start(MailSourceSettings settings, ReadingLoop.Reader reader) {
    threads.add(Thread.ofVirtual().name("mail-reader-" + threads.size()).start(new ReadingLoop(reader, settings.backoffMax(), handover)));
  }

  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    List<SourceRecord> batch = handover.take();
    TransactionContext transaction = context.transactionContext();
    if (batch != null && transaction != null) {
      transaction.commitTransaction(batch.getLast());
    }
    return batch;
  }

  @Override
  public void commitRecord(SourceRecord record, RecordMetadata metadata) {
    FolderReader reader = readers.get(FolderPosition.Place.of(record.sourcePartition()));
    FolderPosition message = FolderPosition.of(record.sourceOffset());
    if (reader != null && message != null) {
      reader.settle(message, metadata != null); // Connect says null of what a transform, a converter or the producer has dropped
    }
  }

  @Override
  public void stop() {
    threads.forEach(Thread::interrupt);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MILLIS);
    for (Thread thread : threads) {
      try {
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static MailRecords records(MailSourceSettings settings, EventSerdes serdes) {
    return new MailRecords(settings, serdes.of(InboundEmail.class).serializer(), blobs(settings));
  }

  private static FileBlobStore blobs(MailSourceSettings settings) {
    try {
      return settings.blobs() == null ? null : new FileBlobStore(settings.blobs());
    } catch (IOException e) {
      throw new ConnectException(MailSourceSettings.BLOBS + " cannot be used: " + settings.blobs() + ".", e);
    }
  }
}

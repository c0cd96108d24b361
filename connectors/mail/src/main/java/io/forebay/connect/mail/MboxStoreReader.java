package io.forebay.connect.mail;

import io.forebay.mailfiles.MboxMessage;
import io.forebay.mailfiles.MboxReader;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads an mbox from where it was left, and what is appended to it.
 *
 * <p>A file that was cut, replaced or rewritten is read from its beginning: messages that were read before have the ids that they had. The last message waits
 * until the file has not changed for a second, because more of it may come. Holds one batch of messages.
 */
final class MboxStoreReader implements ReadingLoop.Reader {
  private static final Logger LOG = LoggerFactory.getLogger(MboxStoreReader.class);

  private final MailSourceSettings settings;
  private final MailRecords records;
  private final Handover out;
  private final Map<String, String> partition;
  private MboxPosition position;

  MboxStoreReader(MailSourceSettings settings, OffsetStorageReader offsets, MailRecords records, Handover out) {
    this.settings = settings;
    this.records = records;
    this.out = out;
    partition = Map.of("mbox", settings.path().toString());
    position = MboxPosition.of(offsets.offset(partition));
  }

  @Override
  public String place() {
    return "The mbox " + settings.path();
  }

  @Override
  public void read(Runnable alive) throws IOException, InterruptedException {
    Path path = settings.path();
    long lengthRead = -1;
    Instant changedRead = null;
    while (true) {
      var found = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      Instant changed = found.lastModifiedTime().toInstant();
      if (found.size() != lengthRead || !changed.equals(changedRead)) {
        boolean settled = FilesReader.isSettled(changed, Instant.now());
        readNew(settled, changed);
        if (settled) {
          lengthRead = found.size();
          changedRead = changed;
        }
      }
      alive.run();
      Thread.sleep(settings.pollInterval());
    }
  }

  private void readNew(boolean settled, Instant changed) throws IOException, InterruptedException {
    try (FileChannel file = FileChannel.open(settings.path(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      if (!position.isIn(file)) {
        LOG.warn("The mbox {} was cut, replaced or rewritten: it is read from its beginning", settings.path());
        position = MboxPosition.START;
      }
      file.position(position.bytes());
      var mbox = new MboxReader(Channels.newInputStream(file), position.bytes(), records.bytesWanted());
      var batch = new Batch(settings, out, record -> position = MboxPosition.of(record.sourceOffset()));
      try {
        for (MboxMessage message = mbox.next(); message != null && (settled || !message.last()); message = mbox.next()) {
          byte[] content = records.beginningOf(message.raw().array(), message.bytes());
          var listed = new FoundMessage(0, message.bytes(), message.receivedAt().orElse(changed));
          batch.add(records.of(listed, content, partition, MboxPosition.in(file, message.end()).offset()), content.length);
        }
      } catch (IOException | RuntimeException e) {
        batch.flush(); // what came before it does not wait for the mend
        throw e;
      }
      batch.flush();
    }
  }
}

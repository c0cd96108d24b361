package io.forebay.connect.mail;

import io.forebay.connect.mail.MailSourceSettings.Store;
import io.forebay.mailfiles.MailFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a Maildir or a folder of {@code .eml} files, a message a file, and looks again for new ones.
 *
 * <p>Names of files have no order in time, so each file has an offset of its own. Holds the names of all files and one batch of messages.
 */
final class FilesReader implements ReadingLoop.Reader {
  private static final Logger LOG = LoggerFactory.getLogger(FilesReader.class);
  private static final Duration SETTLED = Duration.ofSeconds(1);
  private static final Duration CLOCKS_APART_MAX = Duration.ofMinutes(10);

  private static final String FILE = "file";
  private static final Map<String, Integer> READ = Map.of("read", 1);

  private final MailSourceSettings settings;
  private final OffsetStorageReader offsets;
  private final MailRecords records;
  private final Handover out;
  private final Set<String> known = new HashSet<>();
  private final Set<Path> unread = new HashSet<>();
  private final Set<Path> told = new HashSet<>();

  FilesReader(MailSourceSettings settings, OffsetStorageReader offsets, MailRecords records, Handover out) {
    this.settings = settings;
    this.offsets = offsets;
    this.records = records;
    this.out = out;
  }

  @Override
  public String place() {
    return "The store " + settings.path();
  }

  @Override
  public void read(Runnable alive) throws IOException, InterruptedException {
    while (true) {
      unread.clear();
      Map<String, Path> files = files();
      List<String> fresh = files.keySet().stream().filter(name -> !known.contains(name)).toList();
      for (int from = 0; from < fresh.size(); from += settings.pageMessages()) {
        deliver(fresh.subList(from, Math.min(fresh.size(), from + settings.pageMessages())), files);
      }
      known.retainAll(files.keySet());
      told.retainAll(unread);
      alive.run();
      Thread.sleep(settings.pollInterval());
    }
  }

  private void deliver(List<String> names, Map<String, Path> files) throws IOException, InterruptedException {
    Map<Map<String, String>, Map<String, Object>> read = offsets.offsets(names.stream().map(this::partition).toList());
    var batch = new Batch(settings, out, record -> known.add(String.valueOf(record.sourcePartition().get(FILE))));
    try {
      for (String name : names) {
        Message message = read.get(partition(name)) == null ? message(files.get(name)) : null;
        if (message != null) {
          byte[] content = message.content().array();
          batch.add(records.of(message.listed(), content, partition(name), READ), content.length);
        } else if (read.get(partition(name)) != null) {
          known.add(name);
        }
      }
    } catch (IOException | RuntimeException e) {
      batch.flush(); // what came before it does not wait for the mend
      throw e;
    }
    batch.flush();
  }

  private record Message(FoundMessage listed, ByteBuffer content) {}

  /** Null where there is nothing to send yet: the file may still be written, is gone, or cannot be read. */
  private Message message(Path file) {
    try {
      Instant changed = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
      return isSettled(changed, Instant.now()) ? new Message(new FoundMessage(0, Files.size(file), changed), ByteBuffer.wrap(content(file))) : null;
    } catch (IOException e) {
      tell(file, e);
      return null;
    }
  }

  /** A file that was written later may still be written; one whose date is far ahead is only dated wrong. */
  static boolean isSettled(Instant changed, Instant now) {
    return !changed.isAfter(now.minus(SETTLED)) || changed.isAfter(now.plus(CLOCKS_APART_MAX));
  }

  /** Once while it lasts. */
  private void tell(Path file, IOException why) {
    if (why instanceof NoSuchFileException) {
      return; // moved or deleted since it was listed
    }
    unread.add(file);
    if (told.add(file)) {
      LOG.warn("{} cannot be read and waits until it can: {}", file, why.toString());
    }
  }

  /** Sorted: Connect finds an offset by the bytes of its partition, and {@code Map.of} has another order in every process. */
  private Map<String, String> partition(String name) {
    return new TreeMap<>(Map.of("store", settings.path().toString(), FILE, name));
  }

  private byte[] content(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return records.wantsWhole(Files.size(file)) ? in.readAllBytes() : in.readNBytes(MailRecords.RAW_BYTES_MAX);
    }
  }

  /** By the names that their offsets have. */
  private Map<String, Path> files() throws IOException {
    Map<String, Path> files = new LinkedHashMap<>();
    if (settings.store() == Store.EML) {
      MailFiles.emls(settings.path(), this::tell).forEach(file -> files.put(settings.path().relativize(file).toString(), file));
    } else {
      MailFiles.maildir(settings.path()).forEach(file -> files.put(MailFiles.maildirName(file), file));
    }
    return files;
  }
}

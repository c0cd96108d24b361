package io.forebay.connect.mail;

import io.forebay.connect.mail.MailSourceSettings.Store;
import io.forebay.mailfiles.MailFiles;
import java.io.IOException;
import java.io.InputStream;
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
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * Reads a Maildir or a folder of {@code .eml} files, a message a file, and looks again for new ones.
 *
 * <p>Names of files have no order in time, so each file has an offset of its own. Holds the names of all files and one batch of messages.
 */
final class FilesReader implements ReadingLoop.Reader {
  /** A file that was written later may still be written. */
  static final Duration SETTLED = Duration.ofSeconds(1);

  private static final String FILE = "file";
  private static final Map<String, Integer> READ = Map.of("read", 1);

  private final MailSourceSettings settings;
  private final OffsetStorageReader offsets;
  private final MailRecords records;
  private final Handover out;
  private final Set<String> known = new HashSet<>();

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
      Map<String, Path> files = files();
      List<String> fresh = files.keySet().stream().filter(name -> !known.contains(name)).toList();
      for (int from = 0; from < fresh.size(); from += settings.pageMessages()) {
        deliver(fresh.subList(from, Math.min(fresh.size(), from + settings.pageMessages())), files);
      }
      known.retainAll(files.keySet());
      alive.run();
      Thread.sleep(settings.pollInterval());
    }
  }

  private void deliver(List<String> names, Map<String, Path> files) throws IOException, InterruptedException {
    Map<Map<String, String>, Map<String, Object>> read = offsets.offsets(names.stream().map(this::partition).toList());
    var batch = new Batch(settings, out, record -> known.add(String.valueOf(record.sourcePartition().get(FILE))));
    for (String name : names) {
      if (read.get(partition(name)) != null) {
        known.add(name);
        continue;
      }
      Path file = files.get(name);
      try {
        Instant changed = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
        if (!changed.isAfter(Instant.now().minus(SETTLED))) { // else the next round
          byte[] content = content(file);
          SourceRecord record = records.of(new FoundMessage(0, Files.size(file), changed), content, partition(name), READ);
          batch.add(record, content.length);
        }
      } catch (NoSuchFileException e) {
        continue; // moved or deleted since it was listed
      }
    }
    batch.flush();
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
      MailFiles.emls(settings.path()).forEach(file -> files.put(settings.path().relativize(file).toString(), file));
    } else {
      MailFiles.maildir(settings.path()).forEach(file -> files.put(MailFiles.maildirName(file), file));
    }
    return files;
  }
}

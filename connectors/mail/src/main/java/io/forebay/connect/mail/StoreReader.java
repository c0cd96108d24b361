package io.forebay.connect.mail;

import io.forebay.connect.mail.MailSourceSettings.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a Maildir or a folder of {@code .eml} files, a message a file, and looks again for new ones until it is interrupted.
 *
 * <p>Names of files have no order in time, so each file has an offset of its own. Holds the names of all files and one batch of messages.
 */
final class StoreReader implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(StoreReader.class);
  private static final int DEPTH_MAX = 10;
  private static final Duration SETTLED = Duration.ofSeconds(1);
  private static final Map<String, Integer> READ = Map.of("read", 1);

  private final MailSourceSettings settings;
  private final OffsetStorageReader offsets;
  private final MailRecords records;
  private final BlockingQueue<List<SourceRecord>> batches;
  private final Consumer<RuntimeException> failure;
  private Set<String> known = new HashSet<>();

  StoreReader(
      MailSourceSettings settings,
      OffsetStorageReader offsets,
      MailRecords records,
      BlockingQueue<List<SourceRecord>> batches,
      Consumer<RuntimeException> failure) {
    this.settings = settings;
    this.offsets = offsets;
    this.records = records;
    this.batches = batches;
    this.failure = failure;
  }

  @Override
  public void run() {
    try {
      while (true) {
        Map<String, Path> files = new LinkedHashMap<>();
        try {
          list(files);
          List<String> fresh = files.keySet().stream().filter(name -> !known.contains(name)).toList();
          for (int from = 0; from < fresh.size(); from += settings.pageMessages()) {
            deliver(fresh.subList(from, Math.min(fresh.size(), from + settings.pageMessages())), files);
          }
          known.retainAll(files.keySet());
        } catch (IOException | UncheckedIOException e) {
          LOG.warn("The store {} cannot be read ({}); trying again", settings.path(), e.toString());
        }
        Thread.sleep(settings.pollInterval());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure.accept(new ConnectException("The store " + settings.path() + " cannot be read: " + e.getMessage(), e));
    }
  }

  private void deliver(List<String> names, Map<String, Path> files) throws IOException, InterruptedException {
    Map<Map<String, String>, Map<String, Object>> read = offsets.offsets(names.stream().map(this::partition).toList());
    List<SourceRecord> batch = new ArrayList<>();
    List<String> taken = new ArrayList<>();
    long bytes = 0;
    for (String name : names) {
      if (read.get(partition(name)) != null) {
        known.add(name);
        continue;
      }
      Path file = files.get(name);
      Instant changed = changed(file);
      if (changed == null || changed.isAfter(Instant.now().minus(SETTLED))) {
        continue; // gone, or still being written: the next round
      }
      byte[] content = content(file);
      if (content == null) {
        continue;
      }
      var found = new FoundMessage(0, Files.size(file), changed);
      if (bytes > 0 && bytes + content.length > settings.pageBytes()) {
        hand(batch, taken);
        bytes = 0;
      }
      batch.add(records.of(found, content, partition(name), READ));
      taken.add(name);
      bytes += content.length;
    }
    hand(batch, taken);
  }

  private void hand(List<SourceRecord> batch, List<String> names) throws InterruptedException {
    if (!batch.isEmpty()) {
      batches.put(List.copyOf(batch));
      known.addAll(names);
      batch.clear();
      names.clear();
    }
  }

  /** Sorted: Connect finds an offset by the bytes of its partition, and {@code Map.of} has another order in every process. */
  private Map<String, String> partition(String name) {
    return new TreeMap<>(Map.of("store", settings.path().toString(), "file", name));
  }

  private static Instant changed(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private byte[] content(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return records.wantsWhole(Files.size(file)) ? in.readAllBytes() : in.readNBytes(MailRecords.RAW_BYTES_MAX);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private void list(Map<String, Path> files) throws IOException {
    if (settings.store() == Store.EML) {
      try (Stream<Path> walked = Files.walk(settings.path(), DEPTH_MAX)) {
        walked.filter(StoreReader::isEml).sorted().forEach(file -> files.put(settings.path().relativize(file).toString(), file));
      }
      return;
    }
    for (String folder : List.of("cur", "new")) {
      try (Stream<Path> listed = Files.list(settings.path().resolve(folder))) {
        listed.filter(StoreReader::isVisible).sorted().forEach(file -> files.put(unique(file), file));
      }
    }
  }

  /** A Maildir's name without its flags, which change. */
  private static String unique(Path file) {
    return file.getFileName().toString().split(":", 2)[0];
  }

  private static boolean isEml(Path file) {
    return isVisible(file) && file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".eml");
  }

  private static boolean isVisible(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && !file.getFileName().toString().startsWith(".");
  }
}

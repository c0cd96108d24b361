package io.forebay.connect.screens;

import io.forebay.blobs.FileBlobStore;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.RegistryUnavailableException;
import io.forebay.schemas.ScreenObserved;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.TransactionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks through the folder again and again, and makes an event of each screenshot that was not read before.
 *
 * <p>Each screenshot has an offset of its own, because names have no order in time. Holds the names of all files, and one batch of events.
 */
public final class ScreenSourceTask extends SourceTask {
  private static final Logger LOG = LoggerFactory.getLogger(ScreenSourceTask.class);
  private static final long NAP_MILLIS = 500;
  private static final int ASKED_MAX = 500;
  private static final int BATCH_BYTES_MAX = 4 << 20;
  private static final int TOLD_AT_ONCE_MAX = 10;

  private final Function<ScreenSettings, EventSerdes> registry;
  private final InstantSource clock;
  private final Deque<Screenshot> waiting = new ArrayDeque<>();
  private final Map<String, Screenshot> read = new HashMap<>();
  private final Queue<Arrived> acknowledged = new ConcurrentLinkedQueue<>();
  private final Set<String> told = new HashSet<>();

  private record Arrived(String name, Map<String, ?> offset) {}

  private ScreenSettings settings;
  private ScreenFolder folder;
  private ScreenRecords records;
  private Instant nextLook = Instant.MIN;

  /** For Connect. */
  public ScreenSourceTask() {
    this(settings -> EventSerdes.connect(settings.registry(), settings.autoRegister()), InstantSource.system());
  }

  ScreenSourceTask(Function<ScreenSettings, EventSerdes> registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
  }

  @Override
  public String version() {
    return Version.TEXT;
  }

  @Override
  public void start(Map<String, String> properties) {
    settings = ScreenSettings.of(properties);
    try {
      folder = new ScreenFolder(settings.folder());
    } catch (IOException e) {
      throw new ConnectException(ScreenSettings.FOLDER + " cannot be read: " + settings.folder() + ".", e);
    }
    try {
      records = new ScreenRecords(settings, folder, registry.apply(settings).of(ScreenObserved.class).serializer(), new FileBlobStore(settings.blobs()));
    } catch (IOException e) {
      throw new ConnectException(ScreenSettings.BLOBS + " cannot be used: " + settings.blobs() + ".", e);
    }
  }

  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    List<SourceRecord> batch = new ArrayList<>();
    try {
      deleteAcknowledged();
      if (waiting.isEmpty() && !nextLook.isAfter(clock.instant())) {
        look();
        nextLook = clock.instant().plus(settings.pollInterval());
      }
      fill(batch);
    } catch (IOException | RegistryUnavailableException e) {
      LOG.warn("The folder {} cannot be read on ({}); trying again in {}", settings.folder(), e.toString(), settings.pollInterval());
      nextLook = clock.instant().plus(settings.pollInterval());
      waiting.clear();
    }
    if (batch.isEmpty()) {
      Thread.sleep(Math.min(NAP_MILLIS, settings.pollInterval().toMillis()));
      return null;
    }
    TransactionContext transaction = context.transactionContext();
    if (transaction != null) {
      transaction.commitTransaction(batch.getLast());
    }
    return batch;
  }

  private void look() throws IOException {
    ScreenFolder.Look look = folder.look(clock.instant(), settings.waitMax());
    tell(look.alone());
    Map<String, Screenshot> present = new LinkedHashMap<>();
    look.ready().forEach(screenshot -> present.put(screenshot.name(), screenshot));
    read.keySet().retainAll(present.keySet());
    List<Screenshot> fresh = present.values().stream().filter(screenshot -> !isKnown(screenshot)).toList();
    for (int from = 0; from < fresh.size(); from += ASKED_MAX) {
      List<Screenshot> some = fresh.subList(from, Math.min(fresh.size(), from + ASKED_MAX));
      Map<Map<String, String>, Map<String, Object>> offsets =
          context.offsetStorageReader().offsets(some.stream().map(screenshot -> screenshot.partition(settings.folder())).toList());
      for (Screenshot screenshot : some) {
        Map<String, Object> offset = offsets.get(screenshot.partition(settings.folder()));
        if (screenshot.isRead(offset)) {
          read.put(screenshot.name(), screenshot);
          acknowledge(screenshot.name(), offset); // a crash came between the acknowledgement and the deletion
        } else {
          waiting.add(screenshot);
        }
      }
    }
  }

  private boolean isKnown(Screenshot screenshot) {
    Screenshot known = read.get(screenshot.name());
    return known != null && known.changed().equals(screenshot.changed());
  }

  private void fill(List<SourceRecord> batch) throws IOException {
    long bytes = 0;
    while (!waiting.isEmpty() && batch.size() < settings.batchMax() && bytes < BATCH_BYTES_MAX) {
      Screenshot next = waiting.peek();
      try {
        SourceRecord record = record(next);
        if (record != null) {
          batch.add(record);
          bytes += ((byte[]) record.value()).length;
        }
      } catch (BadObservationException e) {
        if (batch.isEmpty()) {
          throw new ConnectException("The screenshot " + next.sidecar() + " cannot be sent: " + e.getMessage() + "; mend it or move it away.", e);
        }
        return; // what came before it goes first
      }
      waiting.remove();
      read.put(next.name(), next);
    }
  }

  /** Null where there is nothing to send: its files are gone, or it is bad and nobody wants bad ones. */
  private SourceRecord record(Screenshot screenshot) throws IOException, BadObservationException {
    try {
      return records.of(screenshot);
    } catch (NoSuchFileException e) {
      return null;
    } catch (BadObservationException e) {
      if (!settings.tolerant()) {
        throw e;
      }
      LOG.warn("The screenshot {} is passed over: {}", screenshot.sidecar(), e.getMessage());
      return settings.deadLetters() == null ? null : dead(screenshot, e);
    }
  }

  private SourceRecord dead(Screenshot screenshot, BadObservationException why) throws IOException {
    try {
      return records.dead(screenshot, why);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private void tell(Collection<String> alone) {
    told.retainAll(alone);
    List<String> fresh = alone.stream().filter(told::add).toList();
    if (!fresh.isEmpty()) {
      LOG.warn(
          "{} files of {} wait for their sidecar or picture, for example {}", fresh.size(), settings.folder(), fresh.subList(0, Math.min(TOLD_AT_ONCE_MAX, fresh.size())));
    }
  }

  @Override
  public void commitRecord(SourceRecord record, RecordMetadata metadata) {
    acknowledge(String.valueOf(record.sourcePartition().get("file")), record.sourceOffset());
  }

  private void acknowledge(String name, Map<String, ?> offset) {
    if (settings.delete() && !Screenshot.isDead(offset)) {
      acknowledged.add(new Arrived(name, offset));
    }
  }

  private void deleteAcknowledged() throws IOException {
    for (Arrived arrived = acknowledged.poll(); arrived != null; arrived = acknowledged.poll()) {
      Screenshot known = read.get(arrived.name());
      if (known != null && known.isRead(arrived.offset())) {
        folder.delete(known);
      }
    }
  }

  @Override
  public void stop() {
    // Nothing is open between two polls.
  }
}

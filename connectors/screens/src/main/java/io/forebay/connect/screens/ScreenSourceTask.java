package io.forebay.connect.screens;

import io.forebay.blobs.FileBlobStore;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.RegistryUnavailableException;
import io.forebay.schemas.ScreenObserved;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.TransactionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks through a place again and again, and makes an event of each screenshot that was not read before.
 *
 * <p>A virtual thread reads while Connect's waits for it, so that {@link #stop} ends a read that hangs. Some screenshots are fetched ahead, in parallel, and
 * go out in their order. State is handed over between the two threads: one of them works at a time.
 */
public final class ScreenSourceTask extends SourceTask {
  private static final Logger LOG = LoggerFactory.getLogger(ScreenSourceTask.class);
  private static final long NAP_MILLIS = 500;
  private static final long PATIENCE_SECONDS = 5;
  private static final int FETCHED_AHEAD_MAX = 8;
  private static final int BATCH_BYTES_MAX = 4 << 20;
  private static final int TOLD_AT_ONCE_MAX = 10;

  private final Function<ScreenSettings, EventSerdes> registry;
  private final InstantSource clock;
  private final Deque<Screenshot> waiting = new ArrayDeque<>();
  private final Deque<Fetch> fetching = new ArrayDeque<>(FETCHED_AHEAD_MAX);
  private final Set<String> told = new HashSet<>();

  private record Fetch(Screenshot screenshot, Future<ScreenObserved> event) {}

  private ScreenSettings settings;
  private ScreenPlace place;
  private ScreenRecords records;
  private ExecutorService threads;
  private Future<List<SourceRecord>> reading;
  private Instant nextLook = Instant.MIN;
  private volatile boolean stopped;

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
    place = place();
    threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      records = new ScreenRecords(settings, place, registry.apply(settings).of(ScreenObserved.class).serializer(), new FileBlobStore(settings.blobs()));
    } catch (IOException e) {
      throw new ConnectException(ScreenSettings.BLOBS + " cannot be used: " + settings.blobs() + ".", e);
    }
  }

  private ScreenPlace place() {
    if (settings.bucket() != null) {
      try {
        return new BucketPlace(settings.bucket(), settings.waitMax(), context.offsetStorageReader());
      } catch (IOException e) {
        throw new ConnectException(BucketSettings.AUTHORITY + " cannot be read: " + settings.bucket().authority() + ".", e);
      }
    }
    try {
      return new FolderPlace(settings.folder(), settings.delete(), settings.waitMax(), context.offsetStorageReader(), clock);
    } catch (IOException e) {
      throw new ConnectException(ScreenSettings.FOLDER + " cannot be read: " + settings.folder() + ".", e);
    }
  }

  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    if (stopped || (reading == null && isIdle() && nextLook.isAfter(clock.instant()))) {
      return nap();
    }
    if (reading == null) {
      reading = threads.submit(this::next);
    }
    List<SourceRecord> batch;
    try {
      batch = reading.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return null;
    } catch (ExecutionException e) {
      if (stopped) {
        return null;
      }
      throw failure(e.getCause());
    }
    reading = null;
    if (batch.isEmpty()) {
      return nap();
    }
    TransactionContext transaction = context.transactionContext();
    if (transaction != null) {
      transaction.commitTransaction(batch.getLast());
    }
    return batch;
  }

  private List<SourceRecord> nap() throws InterruptedException {
    Thread.sleep(Math.min(NAP_MILLIS, settings.pollInterval().toMillis()));
    return null;
  }

  private ConnectException failure(Throwable cause) {
    return switch (cause) {
      case ConnectException told -> told;
      case BucketRefusedException no -> new ConnectException("The " + place + " cannot be read: " + no.getMessage() + "; look at " + no.setting() + ".");
      default -> new ConnectException("The " + place + " cannot be read: " + cause, cause);
    };
  }

  private boolean isIdle() {
    return waiting.isEmpty() && fetching.isEmpty();
  }

  private List<SourceRecord> next() throws BucketRefusedException {
    List<SourceRecord> batch = new ArrayList<>();
    try {
      if (isIdle()) {
        look();
      }
      fill(batch);
    } catch (IOException | RegistryUnavailableException e) {
      if (!stopped) {
        LOG.warn("The {} cannot be read on ({}); trying again in {}", place, e.toString(), settings.pollInterval());
      }
      nextLook = clock.instant().plus(settings.pollInterval());
      forget();
    }
    return batch;
  }

  private void look() throws IOException, BucketRefusedException {
    ScreenPlace.Look look = place.look();
    tell(look.alone());
    waiting.addAll(look.ready());
    nextLook = clock.instant().plus(settings.pollInterval());
  }

  private void forget() {
    fetching.forEach(fetch -> fetch.event().cancel(true));
    fetching.clear();
    waiting.clear();
  }

  private void fill(List<SourceRecord> batch) throws IOException, BucketRefusedException {
    long bytes = 0;
    while (!isIdle() && batch.size() < settings.batchMax() && bytes < BATCH_BYTES_MAX) {
      while (fetching.size() < FETCHED_AHEAD_MAX && !waiting.isEmpty()) {
        Screenshot next = waiting.remove();
        fetching.add(new Fetch(next, threads.submit(() -> records.observe(next))));
      }
      Fetch first = fetching.peek();
      try {
        SourceRecord record = record(first);
        if (record != null) {
          batch.add(record);
          bytes += ((byte[]) record.value()).length;
        }
      } catch (BadObservationException e) {
        if (batch.isEmpty()) {
          String sidecar = place.where(first.screenshot().sidecar().name());
          throw new ConnectException("The screenshot " + sidecar + " cannot be sent: " + e.getMessage() + "; mend it or move it away.", e);
        }
        return; // what came before it goes first
      } catch (BucketRefusedException e) {
        if (batch.isEmpty()) {
          throw e;
        }
        return;
      }
      fetching.remove();
    }
  }

  /** Null where there is nothing to send: its files are gone, or it is bad and nobody wants bad ones. */
  private SourceRecord record(Fetch fetch) throws IOException, BadObservationException, BucketRefusedException {
    Screenshot screenshot = fetch.screenshot();
    try {
      return records.of(screenshot, result(fetch));
    } catch (NoSuchFileException e) {
      return pass(screenshot);
    } catch (BadObservationException e) {
      if (!settings.tolerant()) {
        throw e;
      }
      LOG.warn("The screenshot {} is passed over: {}", place.where(screenshot.sidecar().name()), e.getMessage());
      return settings.deadLetters() == null ? pass(screenshot) : dead(screenshot, e);
    }
  }

  /** Passes one over; {@code null}, for there is no record of it. */
  private SourceRecord pass(Screenshot screenshot) {
    place.take(screenshot, true);
    return null;
  }

  private SourceRecord dead(Screenshot screenshot, BadObservationException why) throws IOException, BucketRefusedException {
    try {
      return records.dead(screenshot, why);
    } catch (NoSuchFileException e) {
      return pass(screenshot);
    }
  }

  private static ScreenObserved result(Fetch fetch) throws IOException, BadObservationException, BucketRefusedException {
    try {
      return fetch.event().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped");
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failed -> throw failed;
        case BadObservationException bad -> throw bad;
        case BucketRefusedException refused -> throw refused;
        case RuntimeException unforeseen -> throw unforeseen;
        default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  private void tell(Collection<String> alone) {
    told.retainAll(alone);
    List<String> fresh = alone.stream().filter(told::add).toList();
    if (!fresh.isEmpty()) {
      LOG.warn("{} files of {} wait for their sidecar or picture, for example {}", fresh.size(), place, fresh.subList(0, Math.min(TOLD_AT_ONCE_MAX, fresh.size())));
    }
  }

  @Override
  public void commitRecord(SourceRecord record, RecordMetadata metadata) {
    if (metadata == null) {
      LOG.warn("A transform or converter dropped the record of session {}; its files stay", record.key());
    } else {
      place.acknowledged(record.sourceOffset());
    }
  }

  @Override
  public void stop() {
    stopped = true;
    if (threads != null) {
      threads.shutdownNow(); // a virtual thread that waits for a socket closes it
    }
    if (place != null) {
      place.close();
    }
  }
}

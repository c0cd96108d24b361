package io.forebay.connect.screens;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * A bucket, with one offset for all that is in it.
 *
 * <p>A bucket lists by name and cannot by time. So each look goes through all keys, page by page, and keeps those pairs that were written first of those not
 * taken yet: whatever names are like, they come in the order in which the store got them, and the {@link ReadWindow} suffices to know them. What was written since
 * the look began waits for the next one, so that nothing is overtaken by what the listing met later.
 */
final class BucketPlace implements ScreenPlace {
  /** Most that one look brings. */
  static final int READY_MAX = 50_000;

  private static final int ALONE_MAX = 1_000;

  private final BucketSettings settings;
  private final Bucket bucket;
  private final Duration waitMax;
  private final OffsetStorageReader offsets;
  private final int readyMax;
  private ReadWindow window;

  /**
   * @param waitMax how old an object without its other half may be before it is told
   * @throws IOException if a file that the settings name cannot be read
   */
  BucketPlace(BucketSettings settings, Duration waitMax, OffsetStorageReader offsets) throws IOException {
    this(settings, waitMax, offsets, READY_MAX);
  }

  BucketPlace(BucketSettings settings, Duration waitMax, OffsetStorageReader offsets, int readyMax) throws IOException {
    this.settings = settings;
    this.bucket = Bucket.open(settings);
    this.waitMax = waitMax;
    this.offsets = offsets;
    this.readyMax = readyMax;
  }

  @Override
  public Look look() throws IOException, BucketRefusedException {
    if (window == null) {
      window = new ReadWindow(offsets.offset(partition()), settings.lateMax());
    }
    Bucket.Page page = bucket.page(null);
    var found = new Found(page.at());
    var pairs = new PairFinder(found::take);
    while (true) {
      for (Bucket.Listed object : page.objects()) {
        pairs.add(object.file(), object.changed());
      }
      if (page.next() == null) {
        break;
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("stopped");
      }
      page = bucket.page(page.next());
    }
    pairs.end();
    return found.look();
  }

  /** The first ones of what a look meets. */
  private final class Found {
    private final Instant began;
    private final PriorityQueue<Screenshot> first = new PriorityQueue<>(Screenshot.ORDER.reversed());
    private final List<String> alone = new ArrayList<>();

    Found(Instant began) {
      this.began = began;
    }

    void take(Screenshot.Half half) {
      if (half.isWhole()) {
        Screenshot whole = half.whole();
        if (whole.changed().isBefore(began) && !window.holds(whole)) {
          first.add(whole);
          if (first.size() > readyMax) {
            first.remove();
          }
        }
      } else if (half.changed().isBefore(began.minus(waitMax)) && alone.size() < ALONE_MAX) {
        alone.add(half.alone());
      }
    }

    Look look() {
      return new Look(first.stream().sorted(Screenshot.ORDER).toList(), alone);
    }
  }

  @Override
  public byte[] read(StoredFile file, int bytesMax) throws IOException, BadObservationException, BucketRefusedException {
    return bucket.read(file, bytesMax);
  }

  @Override
  public Map<String, String> partition(Screenshot screenshot) {
    return partition();
  }

  private Map<String, String> partition() {
    return new TreeMap<>(Map.of("bucket", settings.bucket(), "prefix", settings.prefix()));
  }

  @Override
  public Map<String, ?> take(Screenshot screenshot, boolean dead) {
    window.add(screenshot);
    return window.offset();
  }

  @Override
  public void acknowledged(Map<String, ?> offset) {
    // Nothing is done to what was read.
  }

  @Override
  public String where(String name) {
    return bucket.where(name);
  }

  @Override
  public String kind() {
    return "bucket";
  }

  @Override
  public String toString() {
    return "bucket " + settings.bucket();
  }

  @Override
  public void close() {
    bucket.close();
  }
}

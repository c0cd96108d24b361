package io.forebay.cli;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** How much memory this process has, looked at each second while it is open. */
final class MemorySamples implements AutoCloseable {
  private static final double MEGA = 1e6;

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("memory").factory());
  private final List<Sample> samples = new ArrayList<>();
  private final long startNanos = System.nanoTime();

  private record Sample(long atNanos, double residentMb) {
    boolean isIn(Duration from, Duration to) {
      return atNanos >= from.toNanos() && atNanos < to.toNanos();
    }
  }

  MemorySamples() {
    var _ = clock.scheduleAtFixedRate(this::look, 0, 1, TimeUnit.SECONDS);
  }

  private synchronized void look() {
    double resident = PeakMemory.resident(ProcessHandle.current().pid()).orElse(0) / MEGA;
    samples.add(new Sample(System.nanoTime() - startNanos, resident));
  }

  /** Since the first look. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  /** Mean resident set in a time since the beginning, megabytes; 0 where the system does not tell or nobody looked then. */
  synchronized double residentMb(Duration from, Duration to) {
    return samples.stream().filter(sample -> sample.isIn(from, to)).mapToDouble(Sample::residentMb).average().orElse(0);
  }

  /** Heap that is in use once all garbage has been collected, megabytes. */
  static double liveHeapMb() {
    var heap = ManagementFactory.getMemoryMXBean();
    heap.gc();
    return heap.getHeapMemoryUsage().getUsed() / MEGA;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}

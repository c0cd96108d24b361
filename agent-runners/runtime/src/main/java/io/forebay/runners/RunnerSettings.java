package io.forebay.runners;

import io.forebay.runtime.Check;
import io.forebay.runtime.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How a runner runs.
 *
 * @param capabilities what it does of what its handlers can do; empty: all of it
 * @param maxInFlight actions that it works on at a time; each is one virtual thread and its input
 * @param hold how long new records wait for the outcomes of those that came before; then the lease alone covers what still runs
 * @param drainTimeout how long a stop waits for the actions that run
 * @param stopTimeout how long an interrupted handler may take before it counts as stuck
 * @param blobDir where large things are kept
 */
public record RunnerSettings(
    @Setting("What it does of what its handlers can do; everything unless given.") List<String> capabilities,
    @Setting("Actions that it works on at a time; 1024 unless given.") Integer maxInFlight,
    @Setting("How long a record stays locked while its action runs, and new ones wait for it; PT0.005S unless given.") Duration hold,
    @Setting("How long a stop waits for the actions that run; PT30S unless given.") Duration drainTimeout,
    @Setting("How long an interrupted handler may take before it counts as stuck; PT5S unless given.") Duration stopTimeout,
    @Setting("Where large things are kept; the folder forebay-blobs unless given.") Path blobDir) {

  public RunnerSettings {
    capabilities = capabilities == null ? List.of() : List.copyOf(capabilities);
    maxInFlight = Check.between("max-in-flight", maxInFlight == null ? 1024 : maxInFlight, 1, 100_000);
    hold = Check.between("hold", hold == null ? Duration.ofMillis(5) : hold, Duration.ZERO, Duration.ofDays(7));
    drainTimeout = Check.between("drain-timeout", drainTimeout == null ? Duration.ofSeconds(30) : drainTimeout, Duration.ZERO, Duration.ofDays(1));
    stopTimeout = Check.between("stop-timeout", stopTimeout == null ? Duration.ofSeconds(5) : stopTimeout, Duration.ofMillis(100), Duration.ofMinutes(5));
    blobDir = blobDir == null ? Path.of("forebay-blobs") : blobDir;
  }

  public static RunnerSettings defaults() {
    return new RunnerSettings(null, null, null, null, null, null);
  }

  /** The same, doing only this. */
  public RunnerSettings doing(List<String> only) {
    return new RunnerSettings(only, maxInFlight, hold, drainTimeout, stopTimeout, blobDir);
  }

  public RunnerSettings withMaxInFlight(int max) {
    return new RunnerSettings(capabilities, max, hold, drainTimeout, stopTimeout, blobDir);
  }

  public RunnerSettings withHold(Duration held) {
    return new RunnerSettings(capabilities, maxInFlight, held, drainTimeout, stopTimeout, blobDir);
  }

  public RunnerSettings withDrainTimeout(Duration timeout) {
    return new RunnerSettings(capabilities, maxInFlight, hold, timeout, stopTimeout, blobDir);
  }

  public RunnerSettings withStopTimeout(Duration timeout) {
    return new RunnerSettings(capabilities, maxInFlight, hold, drainTimeout, timeout, blobDir);
  }

  public RunnerSettings withBlobDir(Path folder) {
    return new RunnerSettings(capabilities, maxInFlight, hold, drainTimeout, stopTimeout, folder);
  }

  /** What one poll asks for; Kafka answers with whole batches, so it can be more. */
  int pollRecordsMax() {
    return Math.clamp(maxInFlight, 1, 256);
  }
}

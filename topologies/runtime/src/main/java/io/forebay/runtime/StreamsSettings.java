package io.forebay.runtime;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a topology runs as a process.
 *
 * @param threads stream threads, 1 to 256
 * @param commitInterval time between commits, hence between a result being written and being readable
 * @param stateDir folder of the state stores; what is lost there is rebuilt from Kafka
 * @param storeMemory of all state stores of the process together, outside the heap
 * @param standbys copies of each state store that other processes keep up to date, 0 to 3; with one, whoever takes over need not read the state first
 */
public record StreamsSettings(
    @Setting("Stream threads; 2 unless given.") Integer threads,
    @Setting("Time between commits: results become readable with the next one; PT0.05S unless given.") Duration commitInterval,
    @Setting("Folder of the state stores; rebuilt from Kafka when lost. The dev stack uses its data directory.") Path stateDir,
    @Setting("Memory of all state stores together, outside the heap; 128MiB unless given.") ByteSize storeMemory,
    @Setting("Copies of the state that other processes keep up to date, so that they take over at once, 0 to 3; 0 unless given.") Integer standbys) {

  public StreamsSettings {
    threads = Check.between("threads", threads == null ? 2 : threads, 1, 256);
    commitInterval =
        Check.between(
            "commit-interval",
            commitInterval == null ? Duration.ofMillis(50) : commitInterval,
            Duration.ofMillis(1),
            Duration.ofMinutes(1));
    stateDir = stateDir == null ? Path.of(".forebay", "state") : stateDir;
    storeMemory = Check.atLeast("store-memory", storeMemory == null ? ByteSize.mebibytes(128) : storeMemory, ByteSize.mebibytes(8));
    standbys = Check.between("standbys", standbys == null ? 0 : standbys, 0, 3);
  }

  public static StreamsSettings defaults() {
    return new StreamsSettings(null, null, null, null, null);
  }

  public StreamsSettings withStateDir(Path directory) {
    return new StreamsSettings(threads, commitInterval, directory, storeMemory, standbys);
  }

  public StreamsSettings withStandbys(int count) {
    return new StreamsSettings(threads, commitInterval, stateDir, storeMemory, count);
  }
}

package io.forebay.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A PostgreSQL with logical replication on a free port of 127.0.0.1, for tests and benchmarks; it can be killed and started again where it
 * was.
 *
 * <p>It writes through as PostgreSQL does by itself, so what was committed is there after a kill. Its binaries are a jar of their own, one for
 * each system, which has to be on the class path. Database, user and password are {@value #NAME}.
 */
public final class PostgresServer implements AutoCloseable {
  /** Of the database, of its owner, and the password. */
  public static final String NAME = "postgres";

  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final Duration DIE_MAX = Duration.ofSeconds(30);

  private final Path folder;
  private final int port;
  private EmbeddedPostgres server;

  private PostgresServer(Path folder, EmbeddedPostgres server) {
    this.folder = folder;
    this.server = server;
    this.port = server.getPort();
  }

  /**
   * Starts one in a folder, which is made unless it is there, and keeps its data there.
   *
   * @throws StackStartException when it does not start, in one sentence
   */
  public static PostgresServer start(Path folder) {
    return new PostgresServer(folder, start(folder, 0));
  }

  /** Port 0 takes any free one. */
  private static EmbeddedPostgres start(Path folder, int port) {
    try {
      File log = Files.createDirectories(folder).resolve("postgres.log").toFile();
      var builder =
          EmbeddedPostgres.builder()
              .setDataDirectory(folder.resolve("data"))
              .setCleanDataDirectory(false)
              .setPGStartupWait(START_MAX)
              .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log))
              .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log))
              .setServerConfig("wal_level", "logical")
              .setServerConfig("max_wal_senders", "8")
              .setServerConfig("max_replication_slots", "8")
              // The library would have it faster than it is.
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("fsync", "on");
      return (port == 0 ? builder : builder.setPort(port)).start();
    } catch (IOException | IllegalStateException e) {
      throw new StackStartException("PostgreSQL did not start in %s (%s); see postgres.log there.".formatted(folder, e.getMessage()), e);
    }
  }

  /** On 127.0.0.1; the same after a restart. */
  public int port() {
    return port;
  }

  /** A new connection, which is the caller's. */
  public Connection connect() throws SQLException {
    return server.getPostgresDatabase().getConnection();
  }

  /** Kills every process of it with SIGKILL, and returns when they are gone. */
  public void kill() throws IOException, InterruptedException {
    long postmaster = postmaster();
    List<ProcessHandle> all = ProcessHandle.of(postmaster).stream().flatMap(process -> Stream.concat(Stream.of(process), process.descendants())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle process : all) {
      try {
        process.onExit().get(DIE_MAX.toSeconds(), TimeUnit.SECONDS);
      } catch (TimeoutException | java.util.concurrent.ExecutionException e) {
        throw new IOException("PostgreSQL's process " + process.pid() + " does not end.", e);
      }
    }
  }

  /**
   * Starts it again after {@link #kill()}, on the same port with the same data.
   *
   * @throws StackStartException when it does not start, in one sentence
   */
  public void startAgain() throws IOException {
    server.close();
    server = start(folder, port);
  }

  /** Its process, of which all others of it are children. */
  private long postmaster() throws IOException {
    try (Stream<String> lines = Files.lines(folder.resolve("data").resolve("postmaster.pid"))) {
      return lines.findFirst().map(line -> Long.parseLong(line.strip())).orElseThrow(() -> new IOException("PostgreSQL in " + folder + " does not run."));
    }
  }

  /** Stops it; its folder stays. */
  @Override
  public void close() throws IOException {
    server.close();
  }
}

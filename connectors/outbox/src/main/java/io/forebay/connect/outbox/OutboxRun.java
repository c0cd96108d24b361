package io.forebay.connect.outbox;

import io.debezium.connector.postgresql.PostgresConnector;
import io.debezium.connector.postgresql.PostgresConnectorTask;
import io.forebay.schemas.EventSerdes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of Debezium's source task, from the committed offset until it is told to stop or fails.
 *
 * <p>The contract of Connect's source tasks, with one difference: records and offset are one transaction, and only once it is committed
 * does the database hear that it may forget its log up to there. So no crash loses a row, and none repeats one that was read from the log.
 */
final class OutboxRun implements AutoCloseable {
  /** An open transaction keeps everybody's later records on the topic from those who read committed. */
  private static final Duration HOLD_MAX = Duration.ofSeconds(10);

  /** So many rows at once have gathered while others were sent: more are coming than transactions of their own could take. */
  private static final int CROWD_ROWS = 16;

  /** How long a crowd may hold up its first row. */
  private static final Duration CROWD_MAX = Duration.ofMillis(100);

  private static final Logger LOG = LoggerFactory.getLogger(OutboxRun.class);

  private final OffsetLog log;
  private final RowTasks rows;
  private final IngestCounts counts;
  private final int rowsMax;
  private final PostgresConnectorTask task = new PostgresConnectorTask();
  private SourceOffsets offsets;
  private SourceRecord last;
  private boolean isTaskStarted;
  private long heldSince;
  private long heldTasks;
  private long heldDead;

  private OutboxRun(OffsetLog log, RowTasks rows, IngestCounts counts, int rowsMax) {
    this.log = log;
    this.rows = rows;
    this.counts = counts;
    this.rowsMax = rowsMax;
  }

  static OutboxRun start(OutboxConfig config, EventSerdes serdes, IngestCounts counts) {
    OffsetLog log = OffsetLog.open(config);
    OutboxRun run = new OutboxRun(log, new RowTasks(config, serdes), counts, config.outbox().batchRows());
    try {
      Map<String, String> settings = taskSettings(config);
      run.isTaskStarted = true;
      run.offsets = new SourceOffsets(settings, log.read());
      run.task.initialize(run.offsets);
      run.task.start(settings);
      return run;
    } catch (RuntimeException e) {
      run.close();
      throw e;
    }
  }

  private static Map<String, String> taskSettings(OutboxConfig config) {
    var connector = new PostgresConnector();
    connector.start(ConnectorSettings.connector(config));
    try {
      return connector.taskConfigs(1).getFirst();
    } finally {
      connector.stop();
    }
  }

  /** Works until told to stop; what has been begun is finished. */
  void work(AtomicBoolean stopping) throws InterruptedException {
    while (!stopping.get()) {
      List<SourceRecord> changes = poll();
      if (changes != null && !changes.isEmpty()) {
        take(changes);
      }
      if (last != null && isOver(changes == null ? 0 : changes.size())) {
        commit();
      }
    }
  }

  /** Debezium asks to be polled again while it connects anew. */
  private List<SourceRecord> poll() throws InterruptedException {
    try {
      return task.poll();
    } catch (RetriableException e) {
      LOG.warn("The database cannot be read just now ({}); trying again", e.getClass().getSimpleName());
      return List.of();
    }
  }

  private void take(List<SourceRecord> changes) {
    if (last == null) {
      log.begin();
      heldSince = System.nanoTime();
    }
    for (SourceRecord change : changes) {
      rows.of(change).ifPresent(this::send);
    }
    last = changes.getLast();
  }

  /** Whether the transaction ends here: with what has come, unless it is a crowd or in the middle of a snapshot, which would be begun anew. */
  private boolean isOver(int came) {
    long heldNanos = System.nanoTime() - heldSince;
    if (isInSnapshot(last.sourceOffset())) {
      return heldNanos > HOLD_MAX.toNanos();
    }
    return came < CROWD_ROWS || heldTasks + heldDead >= rowsMax || heldNanos > CROWD_MAX.toNanos();
  }

  private void send(RowTasks.Sent sent) {
    log.send(sent.record());
    if (sent instanceof RowTasks.Sent.Dead(var _, String why)) {
      heldDead++;
      LOG.warn("A row went to the dead letters: {}", why);
    } else {
      heldTasks++;
    }
  }

  private void commit() throws InterruptedException {
    log.commit(last.sourcePartition(), last.sourceOffset());
    counts.add(heldTasks, heldDead);
    heldTasks = 0;
    heldDead = 0;
    offsets.committed(last.sourcePartition(), last.sourceOffset());
    task.commitRecord(last, null);
    task.commit();
    last = null;
  }

  private static boolean isInSnapshot(Map<String, ?> offset) {
    return offset.containsKey("snapshot") && !Boolean.TRUE.equals(offset.get("last_snapshot_record"));
  }

  @Override
  public void close() {
    try {
      if (isTaskStarted) {
        task.stop();
      }
    } finally {
      rows.close();
      log.close();
    }
  }
}

package io.forebay.connect.outbox;

import io.debezium.connector.postgresql.PostgresConnector;
import io.debezium.connector.postgresql.PostgresConnectorTask;
import io.forebay.schemas.EventSerdes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private static final Logger LOG = LoggerFactory.getLogger(OutboxRun.class);

  private final OffsetLog log;
  private final RowTasks rows;
  private final IngestCounts counts;
  private final PostgresConnectorTask task = new PostgresConnectorTask();
  private boolean isTaskStarted;

  private OutboxRun(OffsetLog log, RowTasks rows, IngestCounts counts) {
    this.log = log;
    this.rows = rows;
    this.counts = counts;
  }

  static OutboxRun start(OutboxConfig config, EventSerdes serdes, IngestCounts counts) {
    OffsetLog log = OffsetLog.open(config);
    OutboxRun run = new OutboxRun(log, new RowTasks(config, serdes), counts);
    try {
      Map<String, String> settings = taskSettings(config);
      run.isTaskStarted = true;
      run.task.initialize(new SourceOffsets(settings, log.read()));
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
        pass(changes);
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

  private void pass(List<SourceRecord> changes) throws InterruptedException {
    log.begin();
    long tasks = 0;
    long dead = 0;
    for (SourceRecord change : changes) {
      Optional<RowTasks.Sent> sent = rows.of(change);
      if (sent.isPresent()) {
        log.send(sent.get().record());
        if (sent.get() instanceof RowTasks.Sent.Dead(var _, String why)) {
          dead++;
          LOG.warn("A row went to the dead letters: {}", why);
        } else {
          tasks++;
        }
      }
    }
    SourceRecord last = changes.getLast();
    log.commit(last.sourcePartition(), last.sourceOffset());
    counts.add(tasks, dead);
    for (SourceRecord change : changes) {
      task.commitRecord(change, null);
    }
    task.commit();
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

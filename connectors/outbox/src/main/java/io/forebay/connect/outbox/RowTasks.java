package io.forebay.connect.outbox;

import io.debezium.transforms.outbox.EventRouter;
import io.forebay.connect.transforms.ToRunTask;
import io.forebay.schemas.EventSerdes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;

/** Makes changes of the outbox records to be sent: commands, or dead letters of rows that cannot be one. One thread at a time. */
final class RowTasks implements AutoCloseable {
  private final OutboxConfig config;
  private final EventRouter<SourceRecord> router = new EventRouter<>();
  private final ToRunTask<SourceRecord> transform;
  private final DeadRow deadRow;
  private final String tableTopic;

  /** What became of a change. */
  sealed interface Sent {
    ProducerRecord<byte[], byte[]> record();

    record Task(ProducerRecord<byte[], byte[]> record) implements Sent {}

    record Dead(ProducerRecord<byte[], byte[]> record, String why) implements Sent {}
  }

  RowTasks(OutboxConfig config, EventSerdes serdes) {
    this.config = config;
    this.deadRow = new DeadRow(config);
    this.tableTopic = config.outbox().name() + "." + config.outbox().table();
    this.transform = new ToRunTask<>(serdes);
    router.configure(ConnectorSettings.router(config));
    transform.configure(ConnectorSettings.transform(config));
  }

  /**
   * The record of a change; empty where it asks for nothing: heartbeats, rows that go.
   *
   * @throws OutboxFailedException where the row cannot be a task and no error is tolerated
   * @throws RetriableException where the registry does not answer
   */
  Optional<Sent> of(SourceRecord change) {
    if (!tableTopic.equals(change.topic()) || change.value() == null) {
      return Optional.empty();
    }
    SourceRecord routed;
    try {
      routed = router.apply(change);
    } catch (RuntimeException e) {
      // Its message may hold what the row says.
      return Optional.of(
          dead(
              change,
              EventRouter.class,
              e,
              "the outbox event router refuses it (%s); it wants the columns %s, %s and %s, the first two not null"
                  .formatted(e.getClass().getSimpleName(), column("id"), column("agent"), column("input"))));
    }
    if (routed == null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(transform.apply(routed)).map(RowTasks::task);
    } catch (RetriableException e) {
      throw e;
    } catch (RuntimeException e) {
      return Optional.of(dead(change, ToRunTask.class, e, e.getMessage()));
    }
  }

  private String column(String field) {
    return config.outbox().column(field);
  }

  private static Sent task(SourceRecord task) {
    var headers = new RecordHeaders();
    task.headers().forEach(header -> headers.add(header.key(), header.value().toString().getBytes(StandardCharsets.UTF_8)));
    byte[] key = ((String) task.key()).getBytes(StandardCharsets.UTF_8);
    return new Sent.Task(new ProducerRecord<>(task.topic(), null, task.timestamp(), key, (byte[]) task.value(), headers));
  }

  private Sent dead(SourceRecord change, Class<?> stage, RuntimeException e, String why) {
    if (config.outbox().errorsTolerance() == OutboxSettings.Tolerance.NONE) {
      throw new OutboxFailedException(
          "A row of %s at %s cannot be a task: %s Set outbox.errors-tolerance to all to put such rows into %s."
              .formatted(config.outbox().table(), change.sourceOffset().get("lsn"), why.endsWith(".") ? why : why + ".", config.deadLetters().name()),
          e);
    }
    return new Sent.Dead(deadRow.of(change, stage, e), why);
  }

  @Override
  public void close() {
    router.close();
    transform.close();
  }
}

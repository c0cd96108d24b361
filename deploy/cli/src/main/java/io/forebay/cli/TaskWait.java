package io.forebay.cli;

import io.forebay.schemas.RunTask;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskEventType;
import io.forebay.schemas.TaskFinished;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Waits for the result of one task, and shows what happens in it meanwhile. */
final class TaskWait implements AutoCloseable {
  /** Events become readable with the result, but are read from another topic. */
  private static final int LAST_POLLS_MAX = 10;

  private final String kafka;
  private final String taskId;
  private final TopicReader<byte[]> results;
  private final TopicReader<byte[]> events;
  private final Decoder<TaskFinished> finished;
  private final Decoder<TaskEvent> happened;
  private Instant start;
  private boolean toldEnd;

  private TaskWait(Connection connection, String taskId, TopicReader<byte[]> results, TopicReader<byte[]> events) {
    kafka = connection.kafka();
    this.taskId = taskId;
    this.results = results;
    this.events = events;
    finished = Decoder.of(connection.serdes(), TaskFinished.class);
    happened = Decoder.of(connection.serdes(), TaskEvent.class);
  }

  /**
   * Opens the topics; a result that comes after this is not missed.
   *
   * @throws CommandFailedException if there is no such topic or Kafka does not answer
   */
  static TaskWait open(Connection connection, String taskId) {
    try (var _ = connection.admin()) {
      var results = new TopicReader<>(connection.kafka(), connection.topics().tasksResults(), new ByteArrayDeserializer(), false);
      try {
        return new TaskWait(connection, taskId, results, new TopicReader<>(connection.kafka(), connection.topics().tasksEvents(), new ByteArrayDeserializer(), false));
      } catch (RuntimeException e) {
        results.close();
        throw e;
      }
    }
  }

  /**
   * Waits.
   *
   * @param request is sent by {@code ask}, which may be called again: under the same id it is the same task
   * @param story shows what happens; null: nobody reads along
   * @return empty where no result came in time
   */
  Optional<TaskFinished> await(RunTask request, Runnable ask, Duration timeout, PrintWriter story) {
    return new ResultWait(timeout, ResultWait.ASK_AGAIN).await(ask, () -> poll(request.getTenant()), () -> show(story)).map(result -> last(result, story));
  }

  /** What happened before the result is shown before it. */
  private TaskFinished last(TaskFinished result, PrintWriter story) {
    for (int polls = 0; story != null && !toldEnd && polls < LAST_POLLS_MAX; polls++) {
      show(story);
    }
    return result;
  }

  private Optional<TaskFinished> poll(String tenant) {
    try {
      for (var record : results.poll()) {
        var found = Decoder.key(record).equals(taskId) ? finished.value(record) : Optional.<TaskFinished>empty();
        if (found.filter(result -> result.getTenant().equals(tenant)).isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    } catch (KafkaException e) {
      throw KafkaFailures.sentence(kafka, e);
    }
  }

  private void show(PrintWriter story) {
    if (story == null) {
      return;
    }
    try {
      for (var record : events.poll()) {
        if (Decoder.key(record).equals(taskId)) {
          happened.value(record).ifPresent(event -> print(event, story));
        }
      }
    } catch (KafkaException e) {
      throw KafkaFailures.sentence(kafka, e);
    }
  }

  private void print(TaskEvent event, PrintWriter story) {
    start = start == null ? event.getAt() : start;
    toldEnd |= event.getType() == TaskEventType.TASK_FINISHED;
    story.println(TaskText.line(event, start));
    story.flush();
  }

  @Override
  public void close() {
    results.close();
    events.close();
  }
}

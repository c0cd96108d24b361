package io.forebay.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskEventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads whole stories of tasks from {@code tasks.events}: committed events only, up to what is there now. */
final class TaskStories {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private TaskStories() {}

  /**
   * Stories of tasks of an agent that began after a time and have ended, in the order of their ends.
   *
   * @param countMax tasks; reading stops there
   */
  static SequencedMap<String, List<TaskEvent>> read(Connection connection, String agent, Instant from, int countMax) {
    var topic = connection.topics().tasksEvents();
    var decoder = Decoder.of(connection.serdes(), TaskEvent.class);
    try (var _ = connection.admin();
        var consumer = TopicReader.consumer(connection.kafka(), new ByteArrayDeserializer())) {
      var partitions = TopicReader.partitions(consumer, connection.kafka(), topic.name());
      consumer.assign(partitions);
      var ends = consumer.endOffsets(partitions);
      seek(consumer, partitions, ends, from);
      Map<String, List<TaskEvent>> open = new HashMap<>();
      var ended = new LinkedHashMap<String, List<TaskEvent>>();
      long movedNanos = System.nanoTime();
      while (ended.size() < countMax && partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
        var records = consumer.poll(TopicReader.POLL);
        for (var record : records) {
          decoder.value(record).ifPresent(event -> take(event, agent, open, ended));
        }
        movedNanos = records.isEmpty() ? movedNanos : System.nanoTime();
        TopicReader.requireMovement(connection.kafka(), topic.name(), movedNanos);
      }
      return ended;
    } catch (KafkaException e) {
      throw KafkaFailures.sentence(connection.kafka(), e);
    }
  }

  private static void seek(KafkaConsumer<?, ?> consumer, List<TopicPartition> partitions, Map<TopicPartition, Long> ends, Instant from) {
    var asked = new HashMap<TopicPartition, Long>();
    partitions.forEach(partition -> asked.put(partition, from.toEpochMilli()));
    consumer
        .offsetsForTimes(asked)
        .forEach((partition, found) -> consumer.seek(partition, found == null ? ends.get(partition) : found.offset()));
  }

  private static void take(TaskEvent event, String agent, Map<String, List<TaskEvent>> open, Map<String, List<TaskEvent>> ended) {
    if (event.getType() == TaskEventType.TASK_STARTED && isOf(event, agent)) {
      open.put(event.getTaskId(), new ArrayList<>());
    }
    List<TaskEvent> story = open.get(event.getTaskId());
    if (story != null) {
      story.add(event);
      if (event.getType() == TaskEventType.TASK_FINISHED) {
        ended.put(event.getTaskId(), open.remove(event.getTaskId()));
      }
    }
  }

  private static boolean isOf(TaskEvent event, String agent) {
    try {
      return JSON.readTree(event.getData()).path("agent").asText().equals(agent);
    } catch (JsonProcessingException _) {
      return false; // written by somebody else than the tasks topology
    }
  }
}

package io.forebay.cli;

import io.forebay.schemas.EventSchemas;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.QueryTasks;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskQuery;
import io.forebay.schemas.TaskSummary;
import io.forebay.schemas.TasksDescribed;
import io.forebay.schemas.TopicSpec;
import io.forebay.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Asks the tasks topology what it knows. Every partition is asked and answers for itself, read before it is committed: what is asked is how things stand this moment.
 *
 * <p>One thread at a time.
 */
final class TaskQuestions implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String kafka;
  private final TopicSpec topic;
  private final int partitions;
  private final KafkaProducer<String, QueryTasks> producer;
  private final KafkaConsumer<byte[], byte[]> answers;
  private final Decoder<TasksDescribed> decoder;

  private TaskQuestions(
      String kafka, TopicSpec topic, int partitions, KafkaProducer<String, QueryTasks> producer, KafkaConsumer<byte[], byte[]> answers, Decoder<TasksDescribed> decoder) {
    this.kafka = kafka;
    this.topic = topic;
    this.partitions = partitions;
    this.producer = producer;
    this.answers = answers;
    this.decoder = decoder;
  }

  /**
   * Opens both ways.
   *
   * @throws CommandFailedException if Kafka does not answer or a topic does not exist
   */
  static TaskQuestions open(Connection connection) {
    try (var _ = connection.admin()) {
      return open(connection.kafka(), connection.topics(), connection.serdes());
    }
  }

  /** The same where Kafka is known to be there. */
  static TaskQuestions open(String kafka, Topics topics, EventSerdes serdes) {
    EventSchemas.published(QueryTasks.class); // Avro's builders work only once it is initialised
    var consumer = new KafkaConsumer<>(KafkaClients.uncommittedConsumer(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      var from = TopicReader.partitions(consumer, kafka, topics.tasksAnswers().name());
      int asked = TopicReader.partitions(consumer, kafka, topics.tasksQueries().name()).size();
      consumer.assign(from);
      consumer.seekToEnd(from);
      from.forEach(consumer::position);
      var serializer = serdes.of(QueryTasks.class).serializer();
      var producer = new KafkaProducer<>(KafkaClients.promptProducer(kafka), new StringSerializer(), serializer);
      return new TaskQuestions(kafka, topics.tasksQueries(), asked, producer, consumer, Decoder.of(serdes, TasksDescribed.class));
    } catch (RuntimeException e) {
      consumer.close();
      throw e instanceof KafkaException ? KafkaFailures.sentence(kafka, e) : e;
    }
  }

  /**
   * The tasks that match, the newest first.
   *
   * @param query its id is set here
   */
  Found list(QueryTasks.Builder query) {
    var tasks = new ArrayList<TaskSummary>();
    boolean more = false;
    for (TasksDescribed answer : ask(query.setKind(TaskQuery.LIST))) {
      tasks.addAll(answer.getTasks());
      more |= answer.getMore();
    }
    tasks.sort(Comparator.comparing(TaskSummary::getRequestedAt).reversed().thenComparing(TaskSummary::getTaskId));
    boolean cut = tasks.size() > query.getLimit();
    return new Found(cut ? List.copyOf(tasks.subList(0, query.getLimit())) : tasks, more || cut);
  }

  /**
   * Tasks.
   *
   * @param more whether some were left out
   */
  record Found(List<TaskSummary> tasks, boolean more) {}

  /** A task and all its events; no task where there is none. */
  record Story(Optional<TaskSummary> task, List<TaskEvent> events) {}

  Optional<TaskSummary> get(String taskId) {
    return ask(QueryTasks.newBuilder().setKind(TaskQuery.GET).setTaskId(taskId)).stream().flatMap(answer -> answer.getTasks().stream()).findFirst();
  }

  Story history(String taskId) {
    var events = new ArrayList<TaskEvent>();
    Optional<TaskSummary> task = Optional.empty();
    boolean more = true;
    while (more) {
      more = false;
      int countBefore = events.size();
      long after = events.isEmpty() ? 0 : events.getLast().getSequence();
      for (TasksDescribed answer : ask(QueryTasks.newBuilder().setKind(TaskQuery.HISTORY).setTaskId(taskId).setAfterSequence(after))) {
        task = task.isPresent() ? task : answer.getTasks().stream().findFirst();
        events.addAll(answer.getEvents());
        more |= answer.getMore();
      }
      more &= events.size() > countBefore;
    }
    return new Story(task, events);
  }

  /**
   * Waits until every partition knows a version of an agent.
   *
   * @throws CommandFailedException after this time
   */
  void awaitKnown(String agent, int version, Duration timeout) {
    long startNanos = System.nanoTime();
    while (!ask(QueryTasks.newBuilder().setKind(TaskQuery.AGENT).setAgent(agent).setVersion(version)).stream().allMatch(TasksDescribed::getKnown)) {
      if (System.nanoTime() - startNanos > timeout.toNanos()) {
        throw new CommandFailedException(
            "The agent " + agent + " in version " + version + " was written, but the tasks topology cannot use it: its log says why, for example a capability that it does not know.");
      }
      answers.poll(TopicReader.POLL); // a pause: nothing that is still waited for can come
    }
  }

  /** Asks every partition and waits for all answers. */
  private List<TasksDescribed> ask(QueryTasks.Builder query) {
    String id = UUID.randomUUID().toString();
    QueryTasks question = query.setQueryId(id).build();
    try {
      for (int partition = 0; partition < partitions; partition++) {
        var _ = producer.send(new ProducerRecord<>(topic.name(), partition, id, question));
      }
      producer.flush();
      Map<Integer, TasksDescribed> answered = new HashMap<>();
      long startNanos = System.nanoTime();
      while (answered.size() < partitions) {
        for (var record : answers.poll(TopicReader.POLL)) {
          if (Decoder.key(record).equals(id)) {
            decoder.value(record).ifPresent(answer -> answered.put(answer.getPartition(), answer));
          }
        }
        if (System.nanoTime() - startNanos > PATIENCE.toNanos()) {
          var silent = IntStream.range(0, partitions).filter(partition -> !answered.containsKey(partition)).boxed().toList();
          throw new CommandFailedException(
              "The tasks topology has not answered within %s for its partitions %s; see forebay health whether it runs against Kafka at %s.".formatted(PATIENCE, silent, kafka));
        }
      }
      return answered.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(Map.Entry::getValue).toList();
    } catch (KafkaException e) {
      throw KafkaFailures.sentence(kafka, e);
    }
  }

  @Override
  public void close() {
    producer.close();
    answers.close();
  }
}

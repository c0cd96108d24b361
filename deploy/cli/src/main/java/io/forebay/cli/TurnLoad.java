package io.forebay.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.forebay.runtime.ConfigSection;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.StateSerde;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskEventType;
import io.forebay.schemas.TaskPhase;
import io.forebay.schemas.TaskStory;
import io.forebay.schemas.TaskSummary;
import io.forebay.schemas.Topics;
import io.forebay.scriptedmodel.Question;
import io.forebay.scriptedmodel.Reply;
import io.forebay.scriptedmodel.ScriptedModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Measures what each of many turns with a model costs in state and on its changelog: what it adds, or all that was said before. */
final class TurnLoad {
  private static final String AGENT = "bench-turns";
  private static final int TURNS = 100;
  private static final int COMPARED = 10;
  private static final int TURN_CHARS = 8 << 10;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final String DEFINITION =
      """
      agent: bench-turns
      limits: {steps: 1000, history-bytes: 67108864}
      nodes:
        think:
          reason:
            prompt: Go on until you have said enough.
            turns: 200
            tools:
              - name: note
                description: Takes a note.
                action: core.echo
                arguments: {type: object, required: [text], properties: {text: {type: string}}}
                input: {text: noted}
      """;

  private final DevStack stack;
  private final QueuedLoad.Figures figures;
  private final Topics topics = Topics.defaults();

  private TurnLoad(DevStack stack, QueuedLoad.Figures figures) {
    this.stack = stack;
    this.figures = figures;
  }

  /** Measures with a stack and a scripted model of its own. */
  static void measure(Consumer<String> say, QueuedLoad.Figures figures) {
    say.accept("a task of %d turns with a scripted model ...".formatted(TURNS));
    try (var model = ScriptedModel.start(0, TurnLoad::answer)) {
      var handlers =
          ConfigSection.empty("handlers")
              .withDefault("llm.base-url", model.url().toString())
              .withDefault("llm.model", ScriptedModel.MODEL)
              .withDefault("llm.embedding-model", ScriptedModel.MODEL);
      try (var stack = DevStack.start(DevStack.Options.throwAway().withHandlers(handlers))) {
        new TurnLoad(stack, figures).measure();
      }
    }
  }

  /** Takes one note of 8 KiB after the other, and then says as much. */
  private static Reply answer(Question question) {
    int turn = question.toolResults().size() + 1;
    String words = ("Turn " + turn + " goes on and on. ").repeat(TURN_CHARS).substring(0, TURN_CHARS);
    return turn < TURNS ? Reply.tool("note", JsonNodeFactory.instance.objectNode().put("text", words)) : Reply.text(words);
  }

  private void measure() {
    var serdes = EventSerdes.connect(stack.registry(), false);
    BenchAgents.apply(stack.bootstrapServers(), topics, serdes, Map.of(AGENT, DEFINITION));
    QueuedLoad.send(stack.bootstrapServers(), TaskLoad.of(topics, serdes, AGENT, 1), 0, 1);
    TaskSummary summary = awaitEnd(serdes);
    if (summary.getResult().getReason() != null) {
      throw new CommandFailedException("The task of many turns ended with " + summary.getResult().getReason() + ": " + summary.getResult().getMessage());
    }
    figures.add("task of %d turns with %,d characters each, its story".formatted(TURNS, TURN_CHARS), (double) summary.getBytes(), "bytes");
    var starts = new TreeMap<Long, Integer>();
    var stories = changelog("stories", TurnLoad::startedTurn);
    stories.forEach(entry -> entry.turn().ifPresent(turn -> starts.put(entry.at(), turn)));
    add("in the state store", stories, starts);
    var all = new ArrayList<>(stories);
    all.addAll(changelog("heads", _ -> Optional.empty()));
    all.addAll(changelog("timers", _ -> Optional.empty()));
    add("on the changelogs", all, starts);
  }

  private TaskSummary awaitEnd(EventSerdes serdes) {
    try (var questions = TaskQuestions.open(stack.bootstrapServers(), topics, serdes)) {
      long startNanos = System.nanoTime();
      while (System.nanoTime() - startNanos < PATIENCE.toNanos()) {
        Optional<TaskSummary> summary = questions.get("0");
        if (summary.isPresent() && summary.get().getPhase() == TaskPhase.FINISHED) {
          return summary.get();
        }
        LockSupport.parkNanos(LOOK.toNanos());
      }
    }
    throw new CommandFailedException("The task of many turns did not end within " + PATIENCE.toMinutes() + " minutes.");
  }

  /**
   * A write to a store.
   *
   * @param at time of what it was written for, in milliseconds since 1970-01-01
   * @param turn that it begins; empty: none
   */
  private record Entry(long at, int bytes, Optional<Integer> turn) {}

  /** All writes to a store; this is the only task there is. Entries of stories are written once each, so this is also what the store holds. */
  private List<Entry> changelog(String store, Function<byte[], Optional<Integer>> turn) {
    String topic = topics.tasksApplication() + "-" + store + "-changelog";
    var entries = new ArrayList<Entry>();
    try (var consumer = TopicReader.consumer(stack.bootstrapServers(), new ByteArrayDeserializer())) {
      var partitions = TopicReader.partitions(consumer, stack.bootstrapServers(), topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
        for (var record : consumer.poll(TopicReader.POLL)) {
          boolean deletes = record.value() == null;
          int bytes = record.key().length + (deletes ? 0 : record.value().length);
          entries.add(new Entry(record.timestamp(), bytes, deletes ? Optional.empty() : turn.apply(record.value())));
        }
      }
    }
    return entries;
  }

  private static Optional<Integer> startedTurn(byte[] story) {
    return StateSerde.of(TaskStory.class).deserializer().deserialize("", story).getEvents().stream()
        .filter(event -> event.getType() == TaskEventType.STEP_STARTED)
        .map(TaskEvent::getStep)
        .filter(step -> step.matches("think/turn-\\d+"))
        .map(step -> Integer.parseInt(step.substring(step.lastIndexOf('-') + 1)))
        .findFirst();
  }

  private void add(String where, List<Entry> entries, NavigableMap<Long, Integer> starts) {
    long[] bytes = new long[TURNS + 1];
    for (Entry entry : entries) {
      var turn = starts.floorEntry(entry.at());
      bytes[turn == null ? 0 : turn.getValue()] += entry.bytes();
    }
    double first = mean(bytes, 1);
    double last = mean(bytes, TURNS - COMPARED + 1);
    figures.add("a turn %s, mean of the first %d".formatted(where, COMPARED), first, "bytes");
    figures.add("a turn %s, mean of the last %d".formatted(where, COMPARED), last, "bytes");
    figures.add("the last to the first, %s (at most 1.2)".formatted(where), last / first, "");
  }

  private static double mean(long[] bytes, int from) {
    return Arrays.stream(bytes, from, from + COMPARED).average().orElse(0);
  }
}

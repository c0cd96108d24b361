package io.forebay.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.schemas.EventSchemas;
import io.forebay.schemas.RunTask;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskEventType;
import io.forebay.schemas.TaskSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Begins a new task where another was. */
@Command(
    name = "fork",
    description = "Begin a new task with what another had done before a step; the other stays as it is.",
    mixinStandardHelpOptions = true)
final class TasksForkCommand implements Callable<Integer> {
  /** What a record of 1 MiB has room for beside its headers. */
  static final int BYTES_MAX = 900 << 10;

  private static final int PRIORITY_DEFAULT = 5;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Mixin private Output output;
  @Mixin private Connection connection;
  @Mixin private TasksSubmitCommand.Waiting waiting;

  @Parameters(paramLabel = "ID", description = "The task to fork.")
  private String taskId;

  @Option(names = "--at", required = true, paramLabel = "STEP", description = "The step that is done anew, as forebay tasks history shows it; what came before counts as done.")
  private String step;

  @Option(names = "--id", paramLabel = "ID", description = "Id of the new task; default: a new one.")
  private String id;

  @Option(names = "--set", paramLabel = "NAME=JSON", description = "Give a name another value first; may be repeated.")
  private Map<String, String> values = Map.of();

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    TasksSubmitCommand.requireId(id, command);
    EventSchemas.published(RunTask.class); // Avro's builders work only once it is initialised
    TaskQuestions.Story story;
    try (var questions = TaskQuestions.open(connection)) {
      story = questions.history(taskId);
    }
    TaskSummary task = story.task().orElseThrow(() -> TasksLookCommand.unknown(taskId));
    var history = new ArrayList<>(before(story.events(), step));
    values.forEach((name, json) -> history.add(set(task, name, JsonInput.read("--set " + name, json, System.in))));
    RunTask request = request(task, story.events().getFirst(), history, id == null ? TasksSubmitCommand.newId() : id);
    requireFits(request, step);
    return TasksSubmitCommand.send(request, connection, waiting, output, command);
  }

  /**
   * What happened before a step began.
   *
   * @throws CommandFailedException if it never did
   */
  static List<TaskEvent> before(List<TaskEvent> events, String step) {
    for (int i = 0; i < events.size(); i++) {
      TaskEvent event = events.get(i);
      if (event.getType() == TaskEventType.STEP_STARTED && step.equals(event.getStep())) {
        return events.subList(0, i);
      }
    }
    throw new CommandFailedException("The task never began a step " + SafeText.of(step) + "; forebay tasks history shows those that it did.");
  }

  /** Asks for the same with the same limits, for the same tenant; a deadline or a schedule are the other's own. */
  static RunTask request(TaskSummary task, TaskEvent first, List<TaskEvent> history, String id) {
    JsonNode start = start(first);
    JsonNode limits = start.path("limits");
    return RunTask.newBuilder()
        .setTaskId(id)
        .setTenant(task.getTenant())
        .setAgent(task.getAgent())
        .setVersion(task.getVersion())
        .setInput(start.path("input").toString())
        .setPriority(start.path("priority").asInt(PRIORITY_DEFAULT))
        .setLabels(task.getLabels())
        .setTokensMax(limits.has("tokens") ? limits.path("tokens").asLong() : null)
        .setCostMicroUsdMax(limits.has("costMicroUsd") ? limits.path("costMicroUsd").asLong() : null)
        .setParent(task.getTaskId())
        .setHistory(history)
        .setRequestedAt(Instant.now())
        .build();
  }

  /**
   * Refuses what no record can hold.
   *
   * @throws CommandFailedException above {@value #BYTES_MAX} bytes
   */
  static void requireFits(RunTask request, String step) {
    try {
      int bytes = request.toByteBuffer().remaining();
      if (bytes > BYTES_MAX) {
        throw new CommandFailedException(
            "What %s did before %s has %d bytes, and a record holds %d; fork it at an earlier step.".formatted(SafeText.of(request.getParent()), SafeText.of(step), bytes, BYTES_MAX));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a record in memory is written nowhere", e);
    }
  }

  /** What the other task was started with; its first event tells. */
  private static JsonNode start(TaskEvent first) {
    try {
      return JSON.readTree(first.getData());
    } catch (JsonProcessingException e) {
      throw new CommandFailedException("The story of " + SafeText.of(first.getTaskId()) + " does not tell what it was given.", e);
    }
  }

  static TaskEvent set(TaskSummary task, String name, String json) {
    return TaskEvent.newBuilder()
        .setTaskId(task.getTaskId())
        .setTenant(task.getTenant())
        .setSequence(0L)
        .setAt(Instant.now())
        .setType(TaskEventType.VALUE_SET)
        .setData("{\"name\":" + JSON.getNodeFactory().textNode(name) + ",\"value\":" + json + "}")
        .build();
  }
}

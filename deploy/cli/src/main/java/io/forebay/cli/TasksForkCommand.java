package io.forebay.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.schemas.EventSchemas;
import io.forebay.schemas.RunTask;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskEventType;
import io.forebay.schemas.TaskSummary;
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
  /** What a record of 1 MiB has room for, in characters of which each may take three bytes at most and usually takes one. */
  private static final int HISTORY_LENGTH_MAX = 700 << 10;

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
    EventSchemas.published(RunTask.class); // Avro's builders work only once it is initialised
    TaskQuestions.Story story;
    try (var questions = TaskQuestions.open(connection)) {
      story = questions.history(taskId);
    }
    TaskSummary task = story.task().orElseThrow(() -> TasksLookCommand.unknown(taskId));
    var history = new ArrayList<>(before(story.events(), step));
    values.forEach((name, json) -> history.add(set(task, name, JsonInput.read("--set " + name, json, System.in))));
    int length = history.stream().mapToInt(event -> 200 + (event.getData() == null ? 0 : event.getData().length())).sum();
    if (length > HISTORY_LENGTH_MAX) {
      throw new CommandFailedException("What " + SafeText.of(taskId) + " did before " + SafeText.of(step) + " is too much for one record; fork it at an earlier step.");
    }
    RunTask request =
        RunTask.newBuilder()
            .setTaskId(id == null ? TasksSubmitCommand.newId() : id)
            .setTenant(task.getTenant())
            .setAgent(task.getAgent())
            .setVersion(task.getVersion())
            .setInput(input(story.events()))
            .setLabels(task.getLabels())
            .setParent(taskId)
            .setHistory(history)
            .setRequestedAt(Instant.now())
            .build();
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

  /** What the other task was given; its first event tells. */
  private static String input(List<TaskEvent> events) {
    try {
      return JSON.readTree(events.getFirst().getData()).path("input").toString();
    } catch (JsonProcessingException e) {
      throw new CommandFailedException("The story of " + SafeText.of(events.getFirst().getTaskId()) + " does not tell what it was given.", e);
    }
  }

  private static TaskEvent set(TaskSummary task, String name, String json) {
    return TaskEvent.newBuilder()
        .setTaskId(task.getTaskId())
        .setTenant(task.getTenant())
        .setSequence(0L)
        .setAt(Instant.now())
        .setType(TaskEventType.VALUE_SET)
        .setData("{\"name\":\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\",\"value\":" + json + "}")
        .build();
  }
}

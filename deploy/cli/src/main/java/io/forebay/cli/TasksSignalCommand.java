package io.forebay.cli;

import io.forebay.schemas.EventSchemas;
import io.forebay.schemas.SignalTask;
import io.forebay.schemas.TaskPhase;
import io.forebay.schemas.TaskSignal;
import io.forebay.schemas.TaskSummary;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Steps into a task. */
@Command(
    name = "signal",
    description = "Step into a task: a message that it waits for, an answer to an approval, pause, resume, cancel.",
    mixinStandardHelpOptions = true)
final class TasksSignalCommand implements Callable<Integer> {
  @Mixin private Output output;
  @Mixin private Connection connection;

  @Parameters(index = "0", paramLabel = "ID", description = "The task.")
  private String taskId;

  @Parameters(index = "1", paramLabel = "SIGNAL", description = "${COMPLETION-CANDIDATES}.")
  private TaskSignal signal;

  @Option(names = "--name", paramLabel = "NAME", description = "With message its name; with approve and reject the step, where more than one waits.")
  private String name;

  @Option(names = "--payload", paramLabel = "JSON", description = "What comes with it: JSON, @FILE or - for standard input.")
  private String payload;

  @Option(names = "--role", paramLabel = "ROLE", description = "With approve and reject, as whom.")
  private String role;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why.")
  private String reason;

  /** Cancels a task. */
  @Command(name = "cancel", description = "End a task, its children and its actions.", mixinStandardHelpOptions = true)
  static final class Cancel implements Callable<Integer> {
    @Mixin private Output output;
    @Mixin private Connection connection;

    @Parameters(paramLabel = "ID", description = "The task.")
    private String taskId;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; shows in the result.")
    private String reason;

    @Override
    public Integer call() {
      send(connection, output, taskId, SignalTask.newBuilder().setSignal(TaskSignal.CANCEL).setReason(reason));
      return 0;
    }
  }

  /** What was sent. */
  record Sent(String taskId, String signal) {}

  @Override
  public Integer call() {
    EventSchemas.published(SignalTask.class); // Avro's builders work only once it is initialised
    var builder =
        SignalTask.newBuilder()
            .setSignal(signal)
            .setName(name)
            .setPayload(payload == null ? null : JsonInput.read("--payload", payload, System.in))
            .setRole(role)
            .setReason(reason);
    send(connection, output, taskId, builder);
    return 0;
  }

  /** Sends to a task that there is and that has not ended. */
  private static void send(Connection connection, Output output, String taskId, SignalTask.Builder signal) {
    TaskSummary task;
    try (var questions = TaskQuestions.open(connection)) {
      task = questions.get(taskId).orElseThrow(() -> TasksLookCommand.unknown(taskId));
    }
    if (task.getPhase() == TaskPhase.FINISHED) {
      throw new CommandFailedException(SafeText.of(taskId) + " has ended already: " + TaskText.ending(task.getResult()));
    }
    SignalTask built =
        signal
            .setSignalId(UUID.randomUUID().toString())
            .setTaskId(taskId)
            .setTenant(task.getTenant())
            .setBy(System.getProperty("user.name", ""))
            .setAt(Instant.now())
            .build();
    TaskSender.send(connection, connection.topics().tasksSignals(), SignalTask.class, taskId, built, List.of());
    output.answer(new Sent(taskId, built.getSignal().name()), () -> "Sent " + built.getSignal() + " to " + SafeText.of(taskId));
  }
}

package io.forebay.cli;

import io.forebay.schemas.EventSchemas;
import io.forebay.schemas.QueryTasks;
import io.forebay.schemas.TaskPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Commands that show tasks, from the state of the tasks topology. */
final class TasksLookCommand {
  private TasksLookCommand() {}

  /** Shows one task. */
  @Command(name = "get", description = "Show how a task stands.", mixinStandardHelpOptions = true)
  static final class Get implements Callable<Integer> {
    @Mixin private Output output;
    @Mixin private Connection connection;

    @Parameters(paramLabel = "ID", description = "The task.")
    private String taskId;

    @Override
    public Integer call() {
      try (var questions = TaskQuestions.open(connection)) {
        var task = questions.get(taskId).orElseThrow(() -> unknown(taskId));
        output.answer(AvroJson.of(task), () -> TaskText.of(task));
        return 0;
      }
    }
  }

  /** Lists tasks. */
  @Command(name = "list", description = "List tasks, the newest first.", mixinStandardHelpOptions = true)
  static final class ListTasks implements Callable<Integer> {
    private static final int LIMIT_MAX = 1_000;

    @Mixin private Output output;
    @Mixin private Connection connection;
    @Spec private CommandSpec command;

    @Option(names = "--state", split = ",", paramLabel = "PHASE", description = "Only in these: ${COMPLETION-CANDIDATES}.")
    private List<TaskPhase> phases = List.of();

    @Option(names = "--agent", paramLabel = "A", description = "Only of this agent.")
    private String agent;

    @Option(names = "--tenant", paramLabel = "T", description = "Only of this tenant.")
    private String tenant;

    @Option(names = "--label", paramLabel = "NAME=VALUE", description = "Only with this label; may be repeated.")
    private Map<String, String> labels = Map.of();

    @Option(names = "--stuck", description = "Only those in which nothing has happened for longer than their agent allows.")
    private boolean stuck;

    @Option(names = "--since", paramLabel = "DURATION", converter = DurationConverter.class, description = "Only those asked for within this time: 1h.")
    private Duration since;

    @Option(names = "--until", paramLabel = "DURATION", converter = DurationConverter.class, description = "Only those asked for before this time ago.")
    private Duration until;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "At most so many, up to 1000; default: ${DEFAULT-VALUE}.")
    private int limit;

    @Override
    public Integer call() {
      if (limit < 1 || limit > LIMIT_MAX) {
        throw new ParameterException(command.commandLine(), "--limit must be from 1 to " + LIMIT_MAX + ", got " + limit + ".");
      }
      if (since != null && until != null && until.compareTo(since) >= 0) {
        throw new ParameterException(command.commandLine(), "--until must be less than --since, or no time lies between them.");
      }
      EventSchemas.published(QueryTasks.class); // Avro's builders work only once it is initialised
      try (var questions = TaskQuestions.open(connection)) {
        var found = questions.list(query());
        output.answer(found.tasks().stream().map(AvroJson::of).toList(), () -> text(found));
        return 0;
      }
    }

    private QueryTasks.Builder query() {
      return QueryTasks.newBuilder()
          .setPhases(phases)
          .setAgent(agent)
          .setTenant(tenant)
          .setLabels(labels)
          .setStuck(stuck)
          .setFrom(since == null ? null : Instant.now().minus(since))
          .setTo(until == null ? null : Instant.now().minus(until))
          .setLimit(limit);
    }

    private static String text(TaskQuestions.Found found) {
      if (found.tasks().isEmpty()) {
        return found.more() ? "The tasks topology has too many questions to answer; try again." : "There are no such tasks.";
      }
      return TaskText.table(found.tasks(), Instant.now()) + (found.more() ? System.lineSeparator() + "There are more; --limit shows them." : "");
    }
  }

  /** Prints the story of a task. */
  @Command(name = "history", description = "Print everything that happened in a task, in order.", mixinStandardHelpOptions = true)
  static final class History implements Callable<Integer> {
    @Mixin private Output output;
    @Mixin private Connection connection;

    @Parameters(paramLabel = "ID", description = "The task.")
    private String taskId;

    @Override
    public Integer call() {
      try (var questions = TaskQuestions.open(connection)) {
        var story = questions.history(taskId);
        if (story.events().isEmpty()) {
          throw unknown(taskId);
        }
        if (output.isJson()) {
          story.events().forEach(event -> output.answer(AvroJson.of(event), () -> ""));
        } else {
          output.answer(story.events(), () -> TaskText.story(story.events()));
        }
        return 0;
      }
    }
  }

  static CommandFailedException unknown(String taskId) {
    return new CommandFailedException(
        "There is no task " + SafeText.of(taskId) + ", or no longer: finished ones are forgotten after tasks.retention; tasks.events keeps their stories for 30 days.");
  }
}

package io.forebay.cli;

import io.forebay.schemas.EventSchemas;
import io.forebay.schemas.RunTask;
import io.forebay.schemas.ScheduleOverlap;
import io.forebay.schemas.TaskFinished;
import io.forebay.schemas.TaskSchedule;
import io.forebay.schemas.TaskStatus;
import io.forebay.schemas.TaskSummary;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives an agent a task, and waits for its result where that is wanted. */
@Command(
    name = "submit",
    description = {
      "Give an agent a task. With --wait show what happens and print what it answers; exits with 1 if the task did not complete.",
      "TRACEPARENT and TRACESTATE of the environment go with it."
    },
    mixinStandardHelpOptions = true)
final class TasksSubmitCommand implements Callable<Integer> {
  private static final int PRIORITY_MAX = 9;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:@/-]{1,200}");
  private static final Pattern TENANT = Pattern.compile("[a-z0-9._-]{1,64}");
  private static final int MICRO_DIGITS = 6;

  @Mixin private Output output;
  @Mixin private Connection connection;
  @Mixin private Waiting waiting;

  @Parameters(paramLabel = "AGENT[/VERSION]", converter = AgentChoice.Converter.class, description = "Who shall do it; without a version the newest.")
  private AgentChoice agent;

  @Option(names = "--input", paramLabel = "JSON", defaultValue = "{}", description = "What it is given: JSON, @FILE or - for standard input; default: ${DEFAULT-VALUE}.")
  private String input;

  @Option(names = "--id", paramLabel = "ID", description = "The same id twice is one task; default: a new one.")
  private String id;

  @Option(names = "--tenant", paramLabel = "T", defaultValue = "default", description = "Whose work it is; default: ${DEFAULT-VALUE}.")
  private String tenant;

  @Option(names = "--priority", paramLabel = "N", defaultValue = "5", description = "0 to 9; higher goes first; default: ${DEFAULT-VALUE}.")
  private int priority;

  @Option(names = "--label", paramLabel = "NAME=VALUE", description = "To find it by; may be repeated.")
  private Map<String, String> labels = Map.of();

  @Option(names = "--not-before", paramLabel = "TIME", converter = MomentConverter.class, description = "Do not start before: 5m, or 2027-01-31T09:00:00Z.")
  private Instant notBefore;

  @Option(names = "--deadline", paramLabel = "TIME", converter = MomentConverter.class, description = "It expires if it has not ended by then.")
  private Instant deadline;

  @Option(names = "--tokens-max", paramLabel = "N", description = "Input and output tokens of everything that it does.")
  private Long tokensMax;

  @Option(names = "--cost-usd-max", paramLabel = "USD", description = "Cost of everything that it does.")
  private BigDecimal costUsdMax;

  @ArgGroup(exclusive = false)
  private Schedule schedule;

  @Spec private CommandSpec command;

  /** When it is to be run again and again. */
  static final class Schedule {
    @Option(names = "--cron", paramLabel = "FIELDS", required = true, description = "Run it again and again: minute, hour, day of month, month, day of week.")
    private String cron;

    @Option(names = "--time-zone", paramLabel = "ZONE", defaultValue = "UTC", description = "Zone of --cron; default: ${DEFAULT-VALUE}.")
    private String timeZone;

    @Option(names = "--overlap", paramLabel = "POLICY", defaultValue = "SKIP", description = "Where the last run has not ended: ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    private ScheduleOverlap overlap;
  }

  /** How long somebody waits. */
  static final class Waiting {
    @Option(names = "--wait", description = "Wait for the result; what happens is told meanwhile.")
    private boolean wait;

    @Option(
        names = "--timeout",
        paramLabel = "DURATION",
        defaultValue = "5m",
        converter = DurationConverter.class,
        description = "With --wait, give up after so long; the task goes on. Default: ${DEFAULT-VALUE}.")
    private Duration timeout;
  }

  /** What was asked for. */
  record Submitted(String taskId, String topic) {}

  @Override
  public Integer call() {
    EventSchemas.published(RunTask.class); // Avro's builders work only once it is initialised
    requireBounds();
    return send(request(), connection, waiting, output, command);
  }

  private void requireBounds() {
    requireId(id, command);
    require(TENANT.matcher(tenant).matches(), "--tenant must have 1 to 64 lower-case letters, digits, dots, hyphens and underscores, got " + tenant, command);
    require(priority >= 0 && priority <= PRIORITY_MAX, "--priority must be from 0 to " + PRIORITY_MAX + ", got " + priority, command);
    require(tokensMax == null || tokensMax >= 0, "--tokens-max must be at least 0, got " + tokensMax, command);
    require(costUsdMax == null || isMicroUsd(costUsdMax), "--cost-usd-max must be at least 0, with 6 digits after the point at most, got " + costUsdMax, command);
  }

  /** Refuses as wrong usage what no task may be called; null: it gets a new id. */
  static void requireId(String id, CommandSpec command) {
    require(id == null || ID.matcher(id).matches(), "--id must have 1 to 200 letters, digits and . _ : @ / -, got " + id, command);
  }

  private static boolean isMicroUsd(BigDecimal usd) {
    BigDecimal micros = usd.stripTrailingZeros();
    return micros.signum() >= 0 && micros.scale() <= MICRO_DIGITS && micros.precision() - micros.scale() <= 12;
  }

  private static void require(boolean holds, String sentence, CommandSpec command) {
    if (!holds) {
      throw new ParameterException(command.commandLine(), sentence + ".");
    }
  }

  /** Sends a request and waits where that is wanted. */
  static int send(RunTask request, Connection connection, Waiting waiting, Output output, CommandSpec command) {
    var topics = connection.topics();
    Runnable ask = () -> TaskSender.send(connection, topics.tasksRequests(), RunTask.class, request.getTaskId(), request, traceHeaders(System.getenv()));
    if (!waiting.wait) {
      ask.run();
      output.answer(
          new Submitted(request.getTaskId(), topics.tasksResults().name()),
          () -> "Submitted %s; its result comes on %s, and forebay tasks get %s tells how it stands".formatted(request.getTaskId(), topics.tasksResults().name(), request.getTaskId()));
      return 0;
    }
    try (var wait = TaskWait.open(connection, request.getTaskId())) {
      var before = ended(request, connection);
      if (before.isPresent()) {
        return answer(request, before, waiting, output);
      }
      var story = output.isJson() ? null : command.commandLine().getErr();
      return answer(request, wait.await(request, ask, waiting.timeout, story), waiting, output);
    }
  }

  /** The result of a task of this id that ended long ago: it is not told again, and waiting for it would be in vain. */
  private static Optional<TaskFinished> ended(RunTask request, Connection connection) {
    try (var questions = TaskQuestions.open(connection)) {
      var task = questions.get(request.getTaskId());
      if (task.filter(known -> !known.getTenant().equals(request.getTenant())).isPresent()) {
        throw new CommandFailedException("The id " + SafeText.of(request.getTaskId()) + " is taken by a task of another tenant, " + SafeText.of(task.get().getTenant()) + ".");
      }
      return task.map(TaskSummary::getResult);
    }
  }

  private static int answer(RunTask request, Optional<TaskFinished> result, Waiting waiting, Output output) {
    var finished =
        result.orElseThrow(
            () ->
                new CommandFailedException(
                    "There is no result of %s within %s; it goes on, and forebay tasks get %s tells how it stands.".formatted(request.getTaskId(), waiting.timeout, request.getTaskId())));
    boolean completed = finished.getStatus() == TaskStatus.COMPLETED;
    if (completed || output.isJson()) {
      output.answer(AvroJson.of(finished), () -> ActionText.output(finished.getOutput()));
    }
    if (!completed) {
      throw new CommandFailedException(finished.getTaskId() + " " + TaskText.ending(finished));
    }
    return 0;
  }

  private RunTask request() {
    Instant now = Instant.now();
    return RunTask.newBuilder()
        .setTaskId(id == null ? newId() : id)
        .setTenant(tenant)
        .setAgent(agent.name())
        .setVersion(agent.version())
        .setInput(JsonInput.read("--input", input, System.in))
        .setPriority(priority)
        .setNotBefore(notBefore)
        .setDeadline(deadline)
        .setSchedule(schedule == null ? null : new TaskSchedule(schedule.cron, schedule.timeZone, schedule.overlap))
        .setLabels(labels)
        .setTokensMax(tokensMax)
        .setCostMicroUsdMax(costUsdMax == null ? null : costUsdMax.movePointRight(MICRO_DIGITS).longValueExact())
        .setRequestedAt(now)
        .build();
  }

  static String newId() {
    return TimeOrderedId.at(Instant.now(), new SecureRandom());
  }

  private static List<Header> traceHeaders(Map<String, String> environment) {
    var headers = new ArrayList<Header>();
    for (String name : List.of("traceparent", "tracestate")) {
      String value = environment.getOrDefault(name.toUpperCase(Locale.ROOT), "");
      if (!value.isEmpty()) {
        headers.add(new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8)));
      }
    }
    return headers;
  }
}

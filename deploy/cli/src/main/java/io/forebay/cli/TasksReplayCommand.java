package io.forebay.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.schemas.AgentDefinition;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskEventType;
import io.forebay.tasks.AgentTest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs past tasks through another definition, in memory, with what their actions answered then. */
@Command(
    name = "replay",
    description = {
      "Run past tasks of an agent through another definition, with what their actions, children and people answered then, and compare. Nothing is asked of anybody.",
      "Exits with 1 if a task would have come to another result."
    },
    mixinStandardHelpOptions = true)
final class TasksReplayCommand implements Callable<Integer> {
  private static final int SHOWN_MAX = 50;

  /** Reason of an action that a recording has no answer for. */
  private static final String NOT_RECORDED = "NOT_RECORDED";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Mixin private Output output;
  @Mixin private Connection connection;

  @Option(names = "--agent", required = true, paramLabel = "A", description = "Whose tasks.")
  private String agent;

  @Option(names = "--from", paramLabel = "DURATION", defaultValue = "24h", converter = DurationConverter.class, description = "Tasks that began within this time; default: ${DEFAULT-VALUE}.")
  private Duration from;

  @Option(names = "--shadow", required = true, paramLabel = "VERSION|FILE", description = "The definition that they are run through: a version of the agent, or a file.")
  private String shadow;

  @Option(names = "--limit", paramLabel = "N", defaultValue = "1000", description = "At most so many tasks; default: ${DEFAULT-VALUE}.")
  private int limit;

  /** How a replay compares. SAME: same status and output. OTHER: it came to another result. UNANSWERED: it asked for something that the task never asked for. */
  enum Verdict {
    SAME,
    OTHER,
    UNANSWERED
  }

  /**
   * One task.
   *
   * @param then how it ended
   * @param now how it ends with the other definition
   */
  record Compared(String taskId, Verdict verdict, String then, String now) {}

  /** All of them. */
  record Report(int tasks, Map<Verdict, Long> verdicts, List<Compared> differences) {}

  @Override
  public Integer call() {
    var agents = new AgentTopic(connection).read();
    String source = source(agents);
    var stories = TaskStories.read(connection, agent, Instant.now().minus(from), limit);
    var compared = stories.values().stream().map(story -> compare(story, source, agents)).toList();
    var verdicts = new EnumMap<Verdict, Long>(Verdict.class);
    compared.forEach(one -> verdicts.merge(one.verdict(), 1L, Long::sum));
    var report = new Report(compared.size(), verdicts, compared.stream().filter(one -> one.verdict() != Verdict.SAME).toList());
    output.answer(report, () -> text(report));
    return report.differences().isEmpty() ? 0 : 1;
  }

  private String source(SortedMap<String, List<AgentDefinition>> agents) {
    if (!shadow.matches("[0-9]{1,9}")) {
      var read = AgentSource.readAll(List.of(Path.of(shadow)), connection.topics().allCapabilities()).getFirst();
      if (!read.agent().name().equals(agent)) {
        throw new CommandFailedException("The file " + shadow + " defines " + read.agent().name() + ", not " + agent + ".");
      }
      return read.text();
    }
    int version = Integer.parseInt(shadow);
    return agents.getOrDefault(agent, List.of()).stream()
        .filter(definition -> definition.getVersion() == version)
        .findFirst()
        .map(AgentDefinition::getSource)
        .orElseThrow(() -> new CommandFailedException("There is no agent " + SafeText.of(agent) + " in version " + version + "; forebay agents list shows those there are."));
  }

  private Compared compare(List<TaskEvent> story, String source, SortedMap<String, List<AgentDefinition>> agents) {
    TaskEvent first = story.getFirst();
    TaskEvent last = story.getLast();
    String then = ending(last);
    var test = AgentTest.of(source);
    agents.forEach(
        (name, versions) -> {
          if (!name.equals(agent)) {
            test.with(versions.getLast().getSource());
          }
        });
    connection.topics().allCapabilities().forEach(capability -> test.action(capability, _ -> Map.of()));
    try {
      var replayed = test.recorded(story).at(first.getAt()).run(json(first).path("input").toString());
      String now = ending(replayed.events().getLast());
      boolean unanswered = replayed.events().stream().anyMatch(event -> NOT_RECORDED.equals(event.getReason()));
      Verdict verdict = unanswered ? Verdict.UNANSWERED : now.equals(then) ? Verdict.SAME : Verdict.OTHER;
      return new Compared(first.getTaskId(), verdict, then, now);
    } catch (AssertionError e) {
      throw new CommandFailedException("The definition cannot be run: " + e.getMessage(), e);
    }
  }

  private static String ending(TaskEvent event) {
    if (event.getType() != TaskEventType.TASK_FINISHED) {
      return "never ends";
    }
    return (event.getReason() == null ? "completed" : event.getReason()) + " " + (event.getData() == null ? "" : json(event).toString());
  }

  private static JsonNode json(TaskEvent event) {
    try {
      return JSON.readTree(event.getData());
    } catch (JsonProcessingException e) {
      throw new CommandFailedException("The story of " + SafeText.of(event.getTaskId()) + " cannot be read: " + e.getMessage(), e);
    }
  }

  private String text(Report report) {
    if (report.tasks() == 0) {
      return "No task of " + SafeText.of(agent) + " began and ended within " + from + ".";
    }
    var lines = new ArrayList<String>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d tasks: %,d the same, %,d with another result, %,d that ask for something new",
            report.tasks(),
            report.verdicts().getOrDefault(Verdict.SAME, 0L),
            report.verdicts().getOrDefault(Verdict.OTHER, 0L),
            report.verdicts().getOrDefault(Verdict.UNANSWERED, 0L)));
    report.differences().stream()
        .limit(SHOWN_MAX)
        .forEach(
            one -> {
              lines.add(SafeText.of(one.taskId()) + "  " + one.verdict().name().toLowerCase(Locale.ROOT));
              lines.add("  then  " + SafeText.of(one.then()));
              lines.add("  now   " + SafeText.of(one.now()));
            });
    return String.join(System.lineSeparator(), lines);
  }
}

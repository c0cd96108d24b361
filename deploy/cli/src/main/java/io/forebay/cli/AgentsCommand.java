package io.forebay.cli;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.forebay.schemas.AgentDefinition;
import io.forebay.schemas.EventSchemas;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Parent of the commands about agents. */
@Command(
    name = "agents",
    description = "Definitions of agents: validate, apply, list, show and compare them.",
    mixinStandardHelpOptions = true,
    subcommands = {
      AgentsCommand.Validate.class,
      AgentsCommand.Apply.class,
      AgentsCommand.ListAgents.class,
      AgentsCommand.Show.class,
      AgentsCommand.Diff.class,
      AgentsExampleCommand.class
    })
final class AgentsCommand {

  /** Reads files without a Kafka. */
  @Command(
      name = "validate",
      description = "Exit with 1 if anything is wrong with the files, and say in which line and what is allowed; needs no Kafka.",
      mixinStandardHelpOptions = true)
  static final class Validate implements Callable<Integer> {
    @Mixin private Output output;
    @Mixin private Connection connection;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Definitions: YAML, one agent a file.")
    private List<Path> files;

    @Override
    public Integer call() {
      var names = AgentSource.readAll(files, connection.topics().allCapabilities()).stream().map(source -> source.agent().name()).toList();
      output.answer(names, () -> "Nothing is wrong with " + String.join(", ", names));
      return 0;
    }
  }

  /** Brings definitions to the tasks topology. */
  @Command(
      name = "apply",
      description = {
        "Make the definitions of files known: a new version of each agent whose definition differs from its newest.",
        "Nothing is applied if anything is wrong with one of them. Tasks that run stay on the version that they began with."
      },
      mixinStandardHelpOptions = true)
  static final class Apply implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Mixin private Output output;
    @Mixin private Connection connection;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Definitions: YAML, one agent a file.")
    private List<Path> files;

    @Option(names = "--no-wait", description = "Do not wait until the tasks topology knows the new versions.")
    private boolean noWait;

    /**
     * What became of a definition.
     *
     * @param version it has now
     * @param changed whether this is a new version
     */
    record Applied(String agent, int version, boolean changed) {}

    @Override
    public Integer call() {
      EventSchemas.published(AgentDefinition.class); // Avro's builders work only once it is initialised
      var sources = AgentSource.readAll(files, connection.topics().allCapabilities());
      var topic = new AgentTopic(connection);
      var known = topic.read();
      var applied = new ArrayList<Applied>();
      var changed = new ArrayList<AgentDefinition>();
      for (AgentSource source : sources) {
        var versions = known.getOrDefault(source.agent().name(), List.of());
        int newest = versions.isEmpty() ? 0 : versions.getLast().getVersion();
        boolean same = newest > 0 && versions.getLast().getSha256().equals(source.sha256());
        if (!same) {
          changed.add(source.version(newest + 1));
        }
        applied.add(new Applied(source.agent().name(), same ? newest : newest + 1, !same));
      }
      topic.write(changed);
      if (!noWait) {
        await(changed);
      }
      output.answer(applied, () -> applied.stream().map(Apply::text).collect(Collectors.joining(System.lineSeparator())));
      return 0;
    }

    private void await(List<AgentDefinition> definitions) {
      if (definitions.isEmpty()) {
        return;
      }
      try (var questions = TaskQuestions.open(connection)) {
        for (AgentDefinition definition : definitions) {
          questions.awaitKnown(definition.getName(), definition.getVersion(), PATIENCE);
        }
      }
    }

    private static String text(Applied applied) {
      return "%s  version %d%s".formatted(applied.agent(), applied.version(), applied.changed() ? "" : ", unchanged");
    }
  }

  /** Lists agents. */
  @Command(name = "list", description = "List the agents with their newest version.", mixinStandardHelpOptions = true)
  static final class ListAgents implements Callable<Integer> {
    @Mixin private Output output;
    @Mixin private Connection connection;

    /** An agent. */
    record Listed(String agent, int version, int versions, String appliedBy, Instant appliedAt) {}

    @Override
    public Integer call() {
      var listed =
          new AgentTopic(connection)
              .read().values().stream()
                  .map(versions -> new Listed(versions.getLast().getName(), versions.getLast().getVersion(), versions.size(), versions.getLast().getAppliedBy(), versions.getLast().getAppliedAt()))
                  .toList();
      output.answer(listed, () -> text(listed));
      return 0;
    }

    private static String text(List<Listed> listed) {
      if (listed.isEmpty()) {
        return "There are no agents; forebay agents apply FILE makes one known.";
      }
      var table = new TextTable("agent", "version", "versions", "applied", "by");
      listed.forEach(agent -> table.add(SafeText.of(agent.agent()), agent.version(), agent.versions(), agent.appliedAt(), SafeText.of(agent.appliedBy())));
      return table.toString();
    }
  }

  /** Prints a definition. */
  @Command(name = "show", description = "Print a definition as it was applied.", mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {
    @Mixin private Output output;
    @Mixin private Connection connection;

    @Parameters(paramLabel = "AGENT[/VERSION]", converter = AgentChoice.Converter.class, description = "Its name, and a version that is not the newest.")
    private AgentChoice agent;

    @Override
    public Integer call() {
      var definition = new AgentTopic(connection).find(agent.name(), agent.version());
      output.answer(AvroJson.of(definition), () -> lines(definition.getSource()).stream().map(line -> SafeText.of(line, 1_000)).collect(Collectors.joining(System.lineSeparator())));
      return 0;
    }
  }

  /** Compares definitions. */
  @Command(
      name = "diff",
      description = "Compare two versions of an agent, or a file with the newest version of its agent; exits with 1 if they differ.",
      mixinStandardHelpOptions = true)
  static final class Diff implements Callable<Integer> {
    private static final int CONTEXT_LINES = 3;

    @Mixin private Output output;
    @Mixin private Connection connection;

    @Parameters(paramLabel = "AGENT|FILE", description = "Name of an agent, or a file with a definition.")
    private String what;

    @Option(names = "--from", paramLabel = "N", description = "Version to compare with; default: the one before the newest, or the newest for a file.")
    private Integer from;

    @Option(names = "--to", paramLabel = "N", description = "Version that is compared; default: the newest.")
    private Integer to;

    /** How they differ, as a unified diff. */
    record Difference(String from, String to, List<String> lines) {}

    @Override
    public Integer call() {
      var topic = new AgentTopic(connection);
      Difference difference = Files.isRegularFile(Path.of(what)) ? ofFile(topic) : ofVersions(topic);
      output.answer(
          difference,
          () -> difference.lines().isEmpty() ? "They do not differ." : difference.lines().stream().map(line -> SafeText.of(line, 1_000)).collect(Collectors.joining(System.lineSeparator())));
      return difference.lines().isEmpty() ? 0 : 1;
    }

    private Difference ofFile(AgentTopic topic) {
      var source = AgentSource.readAll(List.of(Path.of(what)), connection.topics().allCapabilities()).getFirst();
      var before = topic.find(source.agent().name(), from);
      return difference(name(before), what, before.getSource(), source.text());
    }

    private Difference ofVersions(AgentTopic topic) {
      var after = topic.find(what, to);
      var before = topic.find(what, from == null ? Math.max(1, after.getVersion() - 1) : from);
      return difference(name(before), name(after), before.getSource(), after.getSource());
    }

    private static String name(AgentDefinition definition) {
      return definition.getName() + " version " + definition.getVersion();
    }

    private static Difference difference(String from, String to, String before, String after) {
      var patch = DiffUtils.diff(lines(before), lines(after));
      return new Difference(from, to, UnifiedDiffUtils.generateUnifiedDiff(from, to, lines(before), patch, CONTEXT_LINES));
    }
  }

  private static List<String> lines(String text) {
    return text.lines().toList();
  }
}

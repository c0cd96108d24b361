package io.forebay.cli;

import io.forebay.cli.TopicSetup.Found;
import io.forebay.schemas.TopicTable;
import io.forebay.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Parent of the commands about topics. */
@Command(
    name = "topics",
    description = "List the topic catalogue, or bring a cluster to it.",
    mixinStandardHelpOptions = true,
    subcommands = {TopicsCommand.ListTopics.class, TopicsCommand.Apply.class})
final class TopicsCommand {

  /** Where the catalogue is compared or put. */
  static final class Catalogue {
    @Mixin private Connection connection;

    @Option(
        names = "--partitions",
        paramLabel = "N",
        defaultValue = "${env:FOREBAY_TOPICS_PARTITIONS:-4}",
        description = "Partitions of every event topic, as in the setting topics.partitions; default: ${DEFAULT-VALUE}.")
    private int partitions;

    Topics topics() {
      return connection.topics(partitions);
    }
  }

  /** Shows the catalogue beside the cluster. */
  @Command(
      name = "list",
      description = {
        "Show the catalogue of topics and how the cluster has them: exists, missing, or differs in what.",
        "With --json a second document tells how the runners' share group is set."
      },
      mixinStandardHelpOptions = true)
  static final class ListTopics implements Callable<Integer> {
    @Mixin private Output output;
    @Mixin private Catalogue catalogue;

    @Option(names = "--markdown", description = "Print the catalogue as a Markdown table; needs no Kafka.")
    private boolean markdown;

    /**
     * A topic of the answer.
     *
     * @param kept how long records stay: {@code 7 d}, {@code compact}
     * @param state exists, missing or differs
     * @param differences what the cluster has otherwise: setting, or {@code partitions} → cluster's value
     */
    record Row(
        String name,
        String key,
        String value,
        int partitions,
        String kept,
        String classification,
        String state,
        Map<String, String> differences) {

      static Row of(Found found) {
        var spec = found.spec();
        var differences = new TreeMap<>(found.differences());
        if (found.hasOtherPartitions()) {
          differences.put("partitions", String.valueOf(found.partitions()));
        }
        return new Row(
            spec.name(),
            spec.key(),
            spec.value().map(Class::getSimpleName).orElse("raw bytes"),
            spec.partitions(),
            spec.kept(),
            spec.classification().name().toLowerCase(Locale.ROOT),
            !found.exists() ? "missing" : differences.isEmpty() ? "exists" : "differs",
            differences);
      }
    }

    @Override
    public Integer call() {
      Topics topics = catalogue.topics();
      if (markdown) {
        String table = TopicTable.markdown(topics);
        output.answer(Map.of("markdown", table), table::stripTrailing);
        return 0;
      }
      try (var admin = catalogue.connection.admin()) {
        var setup = new TopicSetup(admin, catalogue.connection.kafka());
        var rows = setup.look(topics).stream().map(Row::of).toList();
        output.answer(rows, () -> text(rows));
        var group = setup.lookAtRunners(topics);
        if (!group.differences().isEmpty() || output.isJson()) {
          output.answer(group, group::problem);
        }
      }
      return 0;
    }

    private static String text(List<Row> rows) {
      var table = new TextTable("topic", "key", "value", "partitions", "kept", "most sensitive", "cluster");
      for (Row row : rows) {
        table.add(row.name(), row.key(), row.value(), row.partitions(), row.kept(), row.classification(), cluster(row));
      }
      return table.toString();
    }

    private static String cluster(Row row) {
      var parts = new ArrayList<String>();
      row.differences().forEach((name, value) -> parts.add(name + "=" + value));
      return parts.isEmpty() ? row.state() : row.state() + ": " + String.join(", ", parts);
    }
  }

  /** Brings the cluster to the catalogue. */
  @Command(
      name = "apply",
      description = {
        "Create the topics that are missing, set what differs, of the runners' share group too; prints what was done.",
        "Deletes nothing and changes no number of partitions."
      },
      mixinStandardHelpOptions = true)
  static final class Apply implements Callable<Integer> {
    @Mixin private Output output;
    @Mixin private Catalogue catalogue;

    @Override
    public Integer call() {
      Topics topics = catalogue.topics();
      try (var admin = catalogue.connection.admin()) {
        List<String> done = new TopicSetup(admin, catalogue.connection.kafka()).apply(topics);
        output.answer(
            Map.of("done", done),
            () -> done.isEmpty() ? "All " + topics.all().size() + " topics are as the catalogue says." : String.join(System.lineSeparator(), done));
      }
      return 0;
    }
  }
}

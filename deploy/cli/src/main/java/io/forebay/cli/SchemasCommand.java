package io.forebay.cli;

import io.forebay.cli.SchemaSetup.Found;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Parent of the commands about schemas. */
@Command(
    name = "schemas",
    description = "List, register and check the schemas of the topics' values.",
    mixinStandardHelpOptions = true,
    subcommands = {SchemasCommand.ListSchemas.class, SchemasCommand.Apply.class, SchemasCommand.Check.class})
final class SchemasCommand {

  /** Shows the catalogue's schemas beside the registry. */
  @Command(
      name = "list",
      description = "Show the subject of every topic and how the registry has it.",
      mixinStandardHelpOptions = true)
  static final class ListSchemas implements Callable<Integer> {
    @Mixin private Output output;
    @Mixin private Connection connection;

    @Override
    public Integer call() {
      var found = new SchemaSetup(connection.registry()).look(connection.topics());
      output.answer(found, () -> text(found));
      return 0;
    }

    private static String text(List<Found> found) {
      var table = new TextTable("subject", "record", "id", "versions", "compatible", "rule of the registry");
      for (Found schema : found) {
        table.add(
            schema.subject(),
            schema.type(),
            schema.isRegistered() ? schema.id() : "missing",
            schema.versions(),
            schema.isCompatible() ? "yes" : "no",
            schema.rule().isEmpty() ? "none" : schema.rule());
      }
      return table.toString();
    }
  }

  /** Brings the registry to the catalogue. */
  @Command(
      name = "apply",
      description = {
        "Register the schemas that are missing and set their compatibility; prints what was done.",
        "Where one is incompatible with an earlier version, nothing is registered."
      },
      mixinStandardHelpOptions = true)
  static final class Apply implements Callable<Integer> {
    @Mixin private Output output;
    @Mixin private Connection connection;

    @Override
    public Integer call() {
      List<String> done = new SchemaSetup(connection.registry()).apply(connection.topics());
      output.answer(
          Map.of("done", done),
          () -> done.isEmpty() ? "All schemas are registered." : String.join(System.lineSeparator(), done));
      return 0;
    }
  }

  /** Fails where the registry is not what the catalogue needs. */
  @Command(
      name = "check",
      description = "Exit with 1 if a schema is missing or incompatible with an earlier version, and say which.",
      mixinStandardHelpOptions = true)
  static final class Check implements Callable<Integer> {
    @Mixin private Output output;
    @Mixin private Connection connection;

    @Override
    public Integer call() {
      var found = new SchemaSetup(connection.registry()).look(connection.topics());
      var problems = found.stream().map(Found::problem).filter(problem -> !problem.isEmpty()).toList();
      output.answer(
          Map.of("schemas", found.size(), "problems", problems),
          () -> problems.isEmpty() ? "All " + found.size() + " schemas are registered and compatible." : String.join(System.lineSeparator(), problems));
      if (!problems.isEmpty()) {
        throw new CommandFailedException(
            "%d of %d schemas in the registry at %s are not as they should be.".formatted(problems.size(), found.size(), connection.registry()));
      }
      return 0;
    }
  }
}

package io.forebay.cli;

import io.forebay.schemas.ActionPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Parent of the commands about policies. */
@Command(
    name = "policies",
    description = "Rules for actions: rates, concurrency, retries, breakers, caches, budgets, times. Check, apply, show, delete them.",
    mixinStandardHelpOptions = true,
    subcommands = {
      PoliciesCommand.Apply.class,
      PoliciesCommand.Validate.class,
      PoliciesCommand.ListPolicies.class,
      PoliciesCommand.Show.class,
      PoliciesCommand.Delete.class,
      PoliciesCommand.Example.class
    })
final class PoliciesCommand {

  /** Files that policies are written in. */
  static final class Files {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "YAML; see forebay policies example.")
    private List<Path> files;

    Map<String, ActionPolicy> read() {
      return PolicyFile.readAll(files);
    }
  }

  /** Brings the policies of files to dispatch. */
  @Command(
      name = "apply",
      description = {
        "Put the policies of files in force; prints what changes.",
        "Nothing is applied if anything is wrong with one of them. Policies that no file speaks of stay."
      },
      mixinStandardHelpOptions = true)
  static final class Apply implements Callable<Integer> {
    @Mixin private Output output;
    @Mixin private Connection connection;
    @Mixin private Files files;

    @Option(names = "--dry-run", description = "Only say what would change.")
    private boolean dryRun;

    /**
     * The answer.
     *
     * @param applied false for a dry run, which changes nothing
     */
    record Applied(boolean applied, List<PolicyChange> policies) {}

    @Override
    public Integer call() {
      var wanted = files.read();
      var topic = CompactedTopic.policies(connection);
      var changes = PolicyChange.of(topic.read(), wanted);
      if (!dryRun) {
        var changed = new LinkedHashMap<>(wanted);
        changes.stream().filter(PolicyChange::isNone).forEach(change -> changed.remove(change.pattern()));
        topic.write(List.copyOf(changed.values()));
      }
      output.answer(new Applied(!dryRun, changes), () -> text(changes));
      return 0;
    }

    private String text(List<PolicyChange> changes) {
      long changed = changes.stream().filter(change -> !change.isNone()).count();
      return changes.stream().map(change -> change.text() + System.lineSeparator()).collect(Collectors.joining())
          + (dryRun
              ? "%d of %d would change (a dry run)".formatted(changed, changes.size())
              : "%d of %d changed".formatted(changed, changes.size()));
    }
  }

  /** Reads files without a Kafka. */
  @Command(
      name = "validate",
      description = "Exit with 1 if anything is wrong with the files, and say what, where and what is allowed; needs no Kafka.",
      mixinStandardHelpOptions = true)
  static final class Validate implements Callable<Integer> {
    @Mixin private Output output;
    @Mixin private Files files;

    @Override
    public Integer call() {
      var patterns = List.copyOf(files.read().keySet());
      output.answer(
          Map.of("valid", true, "policies", patterns), () -> patterns.size() == 1 ? "1 policy, valid" : patterns.size() + " policies, all valid");
      return 0;
    }
  }

  /** Shows all policies. */
  @Command(
      name = "list",
      description = "Show the policies in force, as a file that apply would take; with --json a document each.",
      mixinStandardHelpOptions = true)
  static final class ListPolicies implements Callable<Integer> {
    @Mixin private Output output;
    @Mixin private Connection connection;

    @Override
    public Integer call() {
      var policies = CompactedTopic.policies(connection).read().values();
      if (output.isJson()) {
        policies.forEach(policy -> output.answer(AvroJson.of(policy), () -> ""));
      } else {
        output.answer(
            policies, () -> policies.isEmpty() ? "No policies; what forebay policies apply brings is shown here." : PolicyYaml.file(policies).stripTrailing());
      }
      return 0;
    }
  }

  /** Shows one policy. */
  @Command(name = "show", description = "Show the policy of a pattern, as a file that apply would take.", mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {
    @Mixin private Output output;
    @Mixin private Connection connection;

    @Parameters(paramLabel = "PATTERN", description = "For example 'acme/*', quoted for the shell.")
    private String pattern;

    @Override
    public Integer call() {
      var policy = require(CompactedTopic.policies(connection).read(), pattern);
      output.answer(AvroJson.of(policy), () -> PolicyYaml.file(List.of(policy)).stripTrailing());
      return 0;
    }
  }

  /** Takes a policy out of force. */
  @Command(
      name = "delete",
      description = "Take the policy of a pattern out of force; what it said is printed and then follows from wider patterns.",
      mixinStandardHelpOptions = true)
  static final class Delete implements Callable<Integer> {
    @Mixin private Output output;
    @Mixin private Connection connection;

    @Parameters(paramLabel = "PATTERN", description = "For example 'acme/*', quoted for the shell.")
    private String pattern;

    @Override
    public Integer call() {
      var topic = CompactedTopic.policies(connection);
      var change = PolicyChange.between(pattern, require(topic.read(), pattern), null);
      topic.delete(pattern);
      output.answer(change, change::text);
      return 0;
    }
  }

  /** Prints the shipped file. */
  @Command(name = "example", description = "Print a file with every setting explained: three tiers and who has which.", mixinStandardHelpOptions = true)
  static final class Example implements Callable<Integer> {
    @Mixin private Output output;

    @Override
    public Integer call() {
      String example = example();
      output.answer(Map.of("yaml", example), example::stripTrailing);
      return 0;
    }
  }

  /** The shipped file, YAML. */
  static String example() {
    try (InputStream in = PoliciesCommand.class.getResourceAsStream("policies/tiers.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the example of policies from the command's jar", e);
    }
  }

  private static ActionPolicy require(Map<String, ActionPolicy> policies, String pattern) {
    var policy = policies.get(pattern);
    if (policy == null) {
      String known = policies.isEmpty() ? "there are none" : "known are " + policies.keySet().stream().map(SafeText::of).collect(Collectors.joining(", "));
      throw new CommandFailedException("There is no policy for " + pattern + "; " + known + ".");
    }
    return policy;
  }
}

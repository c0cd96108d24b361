package io.forebay.cli;

import io.forebay.schemas.ErrorCode;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that choose the dead-letter topic that a command works on. */
final class DeadLetterSelection {
  @Mixin private Connection connection;

  @Option(
      names = "--application",
      paramLabel = "ID",
      description = "Only the dead letters of this application; default: of every one in the catalogue.")
  private String application;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  Connection connection() {
    return connection;
  }

  /** The chosen applications' ids. */
  List<String> applications() {
    var topics = connection.topics();
    var known = topics.applications();
    if (application == null) {
      return known;
    }
    // An id carries the prefix of its installation; who gives --topic-prefix need not say it twice.
    String id = application.startsWith(topics.prefix()) ? application : topics.prefix() + application;
    if (!known.contains(id)) {
      throw new ParameterException(
          command.commandLine(), "There is no application " + application + "; known are " + String.join(", ", known) + ".");
    }
    return List.of(id);
  }

  /** The dead-letter topics of the chosen applications. */
  List<String> topics() {
    return applications().stream().map(this::topic).toList();
  }

  String topic(String applicationId) {
    return connection.topics().deadLetters(applicationId).name();
  }

  /** Whether a letter has a code; every letter has where none is asked for. */
  static boolean hasCode(DeadLetter letter, ErrorCode code) {
    return code == null || letter.code().filter(code.name()::equals).isPresent();
  }
}

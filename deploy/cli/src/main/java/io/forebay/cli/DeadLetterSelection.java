package io.forebay.cli;

import io.forebay.schemas.ErrorCode;
import io.forebay.schemas.TopicSpec;
import io.forebay.schemas.Topics;
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
      description = "Application whose dead letters are meant; without it, all that the catalogue knows (or the only one).")
  private String application;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  Connection connection() {
    return connection;
  }

  /** Ids of the applications that the catalogue has a dead-letter topic for. */
  static List<String> applications(Topics topics) {
    String suffix = topics.deadLetters("").name();
    return topics.all().stream()
        .map(TopicSpec::name)
        .filter(name -> name.endsWith(suffix))
        .map(name -> name.substring(0, name.length() - suffix.length()))
        .toList();
  }

  /** The chosen applications' ids. */
  List<String> applications() {
    var topics = connection.topics();
    var known = applications(topics);
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

  /**
   * The chosen application's id.
   *
   * @throws ParameterException where there are several to choose from
   */
  String theApplication() {
    var chosen = applications();
    if (chosen.size() > 1) {
      throw new ParameterException(command.commandLine(), "Choose one with --application: " + String.join(", ", chosen) + ".");
    }
    return chosen.getFirst();
  }

  String topic(String applicationId) {
    return connection.topics().deadLetters(applicationId).name();
  }

  /** Whether a letter has a code; every letter has where none is asked for. */
  static boolean hasCode(DeadLetter letter, ErrorCode code) {
    return code == null || letter.code().filter(code.name()::equals).isPresent();
  }
}

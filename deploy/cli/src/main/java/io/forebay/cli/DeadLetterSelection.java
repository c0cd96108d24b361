package io.forebay.cli;

import io.forebay.schemas.ErrorCode;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that choose the dead-letter topic that a command works on. */
final class DeadLetterSelection {
  @Mixin private Connection connection;

  @Option(
      names = "--application",
      paramLabel = "ID",
      description = "Only the dead letters of this application; default: of every one in the catalogue.")
  private String application;

  Connection connection() {
    return connection;
  }

  /** The chosen applications' ids. */
  List<String> applications() {
    if (application == null) {
      return connection.topics().applications();
    }
    return List.of(connection.application(application));
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

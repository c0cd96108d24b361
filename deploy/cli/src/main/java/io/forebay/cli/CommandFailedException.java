package io.forebay.cli;

/** Ends a command with exit code 1; its message is the one sentence that the user reads. */
final class CommandFailedException extends RuntimeException {
  CommandFailedException(String sentence) {
    super(sentence);
  }

  CommandFailedException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}

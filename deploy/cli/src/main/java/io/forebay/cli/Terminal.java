package io.forebay.cli;

/** Whether a person reads along. */
final class Terminal {
  private Terminal() {}

  /** Whether standard input and output are a terminal. */
  @SuppressWarnings("SystemConsoleNull") // null where jdk.console names a provider that has none
  static boolean isPresent() {
    var console = System.console();
    return console != null && console.isTerminal();
  }
}

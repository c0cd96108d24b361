package io.forebay.connect.worker;

import java.util.List;

/** Makes sentences of what Connect throws. */
final class WorkerFailures {
  private static final int CHARACTERS_MAX = 400;

  /** Where Connect's sentence ends: behind it are every plugin that it knows, or where else to ask. */
  private static final List<String> NO_MORE = List.of(", available connectors are:", "You can also find the above list of errors");

  private static final String CAUSED_BY = "Caused by: ";

  private WorkerFailures() {}

  /** What it failed at first, without a full stop. */
  static String sentence(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause().getMessage() != null) {
      cause = cause.getCause();
    }
    return sentence(String.valueOf(cause.getMessage()));
  }

  /** A message on one line, of bounded length, without a full stop. */
  static String sentence(String message) {
    int end = NO_MORE.stream().mapToInt(message::indexOf).filter(at -> at >= 0).min().orElse(message.length());
    String line = String.join(" ", message.substring(0, end).lines().map(String::strip).toList()).strip();
    String bounded = line.length() > CHARACTERS_MAX ? line.substring(0, CHARACTERS_MAX) + " …" : line;
    return bounded.endsWith(".") ? bounded.substring(0, bounded.length() - 1) : bounded;
  }

  /** What a stack trace says first, and what it says at last; empty if there is none. */
  static String ofTrace(String trace) {
    if (trace.isBlank()) {
      return "";
    }
    String first = withoutClass(trace.lines().findFirst().orElse(""));
    String last = trace.lines().filter(line -> line.startsWith(CAUSED_BY)).reduce((one, next) -> next).map(line -> withoutClass(line.substring(CAUSED_BY.length()))).orElse("");
    return last.isEmpty() || first.contains(last) ? first : first + " (" + last + ")";
  }

  private static String withoutClass(String line) {
    int colon = line.indexOf(": ");
    boolean isClass = colon > 0 && line.lastIndexOf(' ', colon - 1) < 0;
    return sentence(isClass ? line.substring(colon + 2) : line);
  }
}

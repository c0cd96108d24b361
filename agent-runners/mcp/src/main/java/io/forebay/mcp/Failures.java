package io.forebay.mcp;

import io.forebay.runners.ActionFailedException;
import java.time.Duration;
import java.util.Collection;

/** What can go wrong with a call, in words that name what, where and what to do. */
final class Failures {
  /** Nothing was done, and a new session may do it. */
  static final String SESSION_OVER = "SESSION_OVER";

  /** The server did nothing, and says why. */
  static final String SERVER_REFUSED = "SERVER_REFUSED";

  private static final int NAMES_MAX = 50;

  private Failures() {}

  static ActionFailedException notConfigured() {
    return ActionFailedException.permanent(
        "MCP_NOT_CONFIGURED", "no MCP server is configured; set handlers.mcp.servers.<name>.command or .url in the runner's configuration");
  }

  static ActionFailedException unknownServer(String server, Collection<String> known) {
    return ActionFailedException.permanent("SERVER_UNKNOWN", "there is no MCP server " + Foreign.sentence(server) + "; there are " + names(known));
  }

  static ActionFailedException unknownTool(String server, String tool, Collection<String> known) {
    return ActionFailedException.permanent(
        "TOOL_UNKNOWN", "the MCP server " + server + " has no tool " + Foreign.sentence(tool) + " for you; there are " + names(known));
  }

  static ActionFailedException badArguments(String server, String tool, String complaint) {
    return ActionFailedException.permanent(
        "BAD_ARGUMENTS", "the arguments are not what the tool " + tool + " of the MCP server " + server + " takes: " + complaint);
  }

  static ActionFailedException resting(String server, Duration rest, String reason) {
    return ActionFailedException.retryable("SERVER_UNAVAILABLE", "the MCP server " + server + " failed and is not started again yet: " + reason).after(rest);
  }

  static ActionFailedException notStarted(String server, Throwable cause) {
    return ActionFailedException.retryable("SERVER_UNAVAILABLE", "the MCP server " + server + " does not start: " + reason(cause)).causedBy(cause);
  }

  static ActionFailedException lost(String server, Throwable cause) {
    return ActionFailedException.retryable("SERVER_LOST", "the MCP server " + server + " went away while it worked: " + reason(cause)).causedBy(cause);
  }

  static ActionFailedException broken(String server, Throwable cause) {
    return ActionFailedException.retryable("TRANSPORT_FAILED", "asking the MCP server " + server + " failed: " + reason(cause)).causedBy(cause);
  }

  static ActionFailedException sessionOver(String server, Throwable cause) {
    return ActionFailedException.retryable(SESSION_OVER, "the MCP server " + server + " has ended the session").causedBy(cause);
  }

  static ActionFailedException timedOut(String server, String what) {
    return ActionFailedException.retryable("TIMEOUT", "the MCP server " + server + " did not answer in time: " + what);
  }

  static ActionFailedException answerTooLarge(String server, String limit) {
    return ActionFailedException.permanent(
        "ANSWER_TOO_LARGE", "the MCP server " + server + " answered more than handlers.mcp.answer-max, " + limit + "; ask it for less");
  }

  static ActionFailedException badAnswer(String server, Throwable cause) {
    return ActionFailedException.permanent("BAD_ANSWER", "the MCP server " + server + " answered what is no MCP: " + reason(cause)).causedBy(cause);
  }

  /** The server's word, which may be anything; never longer than a sentence. */
  static String reason(Throwable cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : Foreign.sentence(cause.getMessage());
  }

  private static String names(Collection<String> known) {
    if (known.isEmpty()) {
      return "none";
    }
    String first = String.join(", ", known.stream().sorted().limit(NAMES_MAX).map(name -> Foreign.shorten(name, 100)).toList());
    return known.size() <= NAMES_MAX ? first : first + " and " + (known.size() - NAMES_MAX) + " more";
  }
}

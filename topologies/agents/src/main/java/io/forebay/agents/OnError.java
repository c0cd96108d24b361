package io.forebay.agents;

/** What becomes of a failure, after retries. */
public sealed interface OnError {
  /** The graph fails with it: a foreach counts it, an agent's own graph ends the task. */
  record Fail() implements OnError {}

  /** The task takes back what is done, the last first, by the {@code compensate} of each completed action; then it fails. */
  record Compensate() implements OnError {}

  /** The graph goes on at another node; {@code error} tells it what went wrong. */
  record GoTo(String node) implements OnError {}

  /** As the graph says; what a node has that says nothing. */
  record Inherit() implements OnError {}
}

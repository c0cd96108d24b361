package io.forebay.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** A step that has started and not ended. */
abstract sealed class OpenStep permits OpenStep.Passing, OpenStep.Outside, OpenStep.Waiting, Reasoning, Gathering {
  private final Scope scope;
  private final String path;
  private final String node;
  private final JsonNode data;
  private final Instant startedAt;

  /**
   * A step.
   *
   * @param scope the graph that it is a step of
   * @param path as events name it
   * @param node of the definition
   * @param data of its STEP_STARTED
   */
  OpenStep(Scope scope, String path, String node, JsonNode data, Instant startedAt) {
    this.scope = scope;
    this.path = path;
    this.node = node;
    this.data = data;
    this.startedAt = startedAt;
  }

  Scope scope() {
    return scope;
  }

  String path() {
    return path;
  }

  String node() {
    return node;
  }

  JsonNode data() {
    return data;
  }

  Instant startedAt() {
    return startedAt;
  }

  /** Name that its answer is bound to; null: it answers nothing. */
  String as() {
    return TaskStart.text(data, "as");
  }

  String kind() {
    return data.path("kind").asText();
  }

  /** Whether it takes another step back. */
  boolean isUndo() {
    return kind().equals(StepKinds.UNDO);
  }

  /** What it waits for, in words. */
  abstract String doing();

  /** A step that goes somewhere at once: a switch, or an end that fails. */
  static final class Passing extends OpenStep {
    Passing(Scope scope, String path, String node, JsonNode data, Instant startedAt) {
      super(scope, path, node, data, startedAt);
    }

    @Override
    String doing() {
      return "decides";
    }
  }

  /** A step that waits for an answer from outside: an action or a child. Each attempt has an id of its own. */
  abstract static sealed class Outside extends OpenStep {
    private final Reasoning reasoning;
    private int attempt = 1;
    private Instant retryAt;
    private Instant askedAt;
    private String id;

    private Outside(Scope scope, String path, String node, JsonNode data, Instant startedAt, Reasoning reasoning) {
      super(scope, path, node, data, startedAt);
      this.reasoning = reasoning;
      askedAt = startedAt;
    }

    /** The reason step that it is a turn or a tool of; null: it is a node's own. */
    Reasoning reasoning() {
      return reasoning;
    }

    int attempt() {
      return attempt;
    }

    String id() {
      return id;
    }

    /** When the attempt was first asked for, or is to be. */
    Instant askedAt() {
      return askedAt;
    }

    /** When the next attempt is due; null: one is under way. */
    Instant retryAt() {
      return retryAt;
    }

    boolean isUnderWay() {
      return retryAt == null;
    }

    /** Which of the tools that a turn asked for; -1: it is none. */
    int toolIndex() {
      return data().path("index").asInt(-1);
    }

    String hash() {
      return data().path("hash").asText();
    }

    void identified(String as) {
      id = as;
    }

    void retries(int nextAttempt, Instant at) {
      attempt = nextAttempt;
      retryAt = at;
      askedAt = at;
    }

    /** The next attempt goes out. */
    void goesOut(Instant at) {
      retryAt = null;
      askedAt = at;
    }
  }

  /** An action: a node's, a question to a model, a tool, or what takes a step back. */
  static final class Asked extends Outside {
    private static final int DOUBLINGS_MAX = 20;
    private Instant askAgainAt;
    private int asks;

    Asked(Scope scope, String path, String node, JsonNode data, Instant startedAt, Reasoning reasoning) {
      super(scope, path, node, data, startedAt, reasoning);
      askAgainAt = startedAt.plus(TaskSettings.defaults().askAgain());
    }

    boolean isTurn() {
      return kind().equals(StepKinds.TURN);
    }

    String capability() {
      return isTurn() ? StepKinds.CHAT : data().path("capability").asText();
    }

    /** When it is to be asked for again, or for the first time in a new attempt. */
    Instant askAgainAt() {
      return askAgainAt;
    }

    @Override
    void retries(int nextAttempt, Instant at) {
      super.retries(nextAttempt, at);
      askAgainAt = at;
      asks = 0;
    }

    @Override
    void goesOut(Instant at) {
      super.goesOut(at);
      askAgainAt = at.plus(TaskSettings.defaults().askAgain());
    }

    /** It was asked for. No event tells: state that is read anew may ask once too often, under the same id. */
    void asked(Instant at, TaskSettings settings) {
      long factor = 1L << Math.min(asks++, DOUBLINGS_MAX);
      var pause = settings.askAgain().multipliedBy(factor);
      askAgainAt = at.plus(pause.compareTo(settings.askAgainMax()) < 0 ? pause : settings.askAgainMax());
    }

    @Override
    String doing() {
      return retryAt() == null ? "waits for " + capability() : "asks for " + capability() + " again at " + retryAt();
    }
  }

  /** Another agent, as a child. */
  static final class Called extends Outside {
    Called(Scope scope, String path, String node, JsonNode data, Instant startedAt, Reasoning reasoning) {
      super(scope, path, node, data, startedAt, reasoning);
    }

    String agent() {
      return data().path("agent").asText();
    }

    @Override
    String doing() {
      return retryAt() == null ? "waits for task " + id() : "calls " + agent() + " again at " + retryAt();
    }
  }

  /** A time, a message or an approval is waited for. */
  static final class Waiting extends OpenStep {
    private final Instant until;

    Waiting(Scope scope, String path, String node, JsonNode data, Instant startedAt) {
      super(scope, path, node, data, startedAt);
      until = TaskStart.instant(data, "until");
    }

    /** When it ends by itself; null: never. */
    Instant until() {
      return until;
    }

    /** The message's name; null: it waits for none. */
    String signal() {
      return TaskStart.text(data(), "signal");
    }

    boolean isApproval() {
      return kind().equals(StepKinds.APPROVAL);
    }

    /** Who may approve; null: anybody. */
    String role() {
      return TaskStart.text(data(), "role");
    }

    @Override
    String doing() {
      String at = until == null ? "" : " until " + until;
      if (isApproval()) {
        return "waits for approval" + (role() == null ? "" : " by " + role()) + at + ": " + Json.shortened(data().path("question").asText(), 200);
      }
      return signal() == null ? "waits" + at : "waits for the signal " + signal() + at;
    }
  }
}

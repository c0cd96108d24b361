package io.forebay.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.forebay.schemas.Usage;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.SequencedMap;
import java.util.TreeMap;

/** A step that has started and not ended. */
abstract sealed class OpenStep {
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
  private OpenStep(Scope scope, String path, String node, JsonNode data, Instant startedAt) {
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

  /** A model with tools: what its last turn answered, and what the tools did. */
  static final class Reasoning extends OpenStep {
    private int turn;
    private boolean turnOpen;
    private JsonNode answer;
    private ToolResult[] results = {};
    private boolean[] begun = {};
    private long tokens;
    private long costMicroUsd;

    /**
     * What a tool answered.
     *
     * @param output JSON; null if it failed
     * @param problem what the model is told of a failure; null if there is none
     */
    record ToolResult(JsonNode output, String problem) {}

    Reasoning(Scope scope, String path, String node, JsonNode data, Instant startedAt) {
      super(scope, path, node, data, startedAt);
    }

    /** Number of the last turn that was started; 0: none. */
    int turn() {
      return turn;
    }

    boolean isTurnOpen() {
      return turnOpen;
    }

    /** What the model answered last; null: nothing yet. */
    JsonNode answer() {
      return answer;
    }

    /** The tools that the last answer asks for. */
    JsonNode toolCalls() {
      return answer.path("toolCalls");
    }

    boolean isToolBegun(int index) {
      return begun[index];
    }

    /** What the tool answered; null: nothing yet. */
    ToolResult toolResult(int index) {
      return results[index];
    }

    boolean isToolOpen() {
      return turn > 0 && !turnOpen && Arrays.asList(results).contains(null);
    }

    long tokens() {
      return tokens;
    }

    long costMicroUsd() {
      return costMicroUsd;
    }

    Instant until() {
      return TaskStart.instant(data(), "until");
    }

    /** What the step answers once no more tools are asked for. */
    JsonNode output() {
      if (answer == null) {
        return NullNode.getInstance();
      }
      return data().path("json").asBoolean() ? answer.path("json") : TextNode.valueOf(answer.path("text").asText());
    }

    void turnStarted() {
      turn++;
      turnOpen = true;
    }

    void answered(JsonNode with) {
      turnOpen = false;
      answer = with;
      int calls = with.path("toolCalls").size();
      results = new ToolResult[calls];
      begun = new boolean[calls];
    }

    void turnEnded() {
      turnOpen = false;
    }

    void toolStarted(int index) {
      begun[index] = true;
    }

    void toolEnded(int index, ToolResult with) {
      begun[index] = true;
      results[index] = with;
    }

    void used(Usage usage) {
      tokens += usage.getInputTokens() + usage.getOutputTokens();
      costMicroUsd += usage.getCostMicroUsd();
    }

    @Override
    String doing() {
      return "thinks, turn " + turn;
    }
  }

  /** The same graph for each item of a list. */
  static final class Gathering extends OpenStep {
    private final JsonNode items;
    private final JsonNode[] outputs;
    private final SequencedMap<Integer, Scope> active = new TreeMap<>();
    private int begun;
    private int succeeded;
    private int failed;
    private String lastFailure = "";
    private Scope upcoming;

    Gathering(Scope scope, String path, String node, JsonNode data, Instant startedAt) {
      super(scope, path, node, data, startedAt);
      items = data.path("items");
      outputs = new JsonNode[items.size()];
    }

    String itemName() {
      return data().path("item").asText();
    }

    JsonNode item(int index) {
      return items.get(index);
    }

    int size() {
      return outputs.length;
    }

    int succeeded() {
      return succeeded;
    }

    int failed() {
      return failed;
    }

    String lastFailure() {
      return lastFailure;
    }

    /** Graphs of items that have begun and not ended, in the order of the list. */
    Collection<Scope> active() {
      return active.values();
    }

    boolean hasMore() {
      return begun < size();
    }

    /** The graph of the next item, before its first step. It counts as begun with its first event. */
    Scope upcoming() {
      if (upcoming == null) {
        upcoming = new Scope(this, begun);
      }
      return upcoming;
    }

    /**
     * The graph of an item that something happens in.
     *
     * @throws IllegalArgumentException if it has ended or its turn has not come
     */
    Scope begin(int index) {
      Scope known = active.get(index);
      if (known != null) {
        return known;
      }
      if (index != begun || !hasMore()) {
        throw new IllegalArgumentException("The item " + index + " of " + path() + " is not under way.");
      }
      Scope next = upcoming();
      upcoming = null;
      begun++;
      active.put(index, next);
      return next;
    }

    void itemCompleted(int index, JsonNode output) {
      begin(index);
      active.remove(index);
      outputs[index] = output;
      succeeded++;
    }

    void itemFailed(int index, String reason, String message) {
      begin(index);
      active.remove(index);
      failed++;
      lastFailure = "item " + index + ": " + reason + (message == null ? "" : ", " + message);
    }

    void itemCancelled(int index) {
      active.remove(index);
    }

    /** What the items answered, in the order of the list; null where one did not. */
    ArrayNode output() {
      ArrayNode list = JsonNodeFactory.instance.arrayNode(size());
      for (JsonNode output : outputs) {
        list.add(output);
      }
      return list;
    }

    @Override
    String doing() {
      return "has done " + (succeeded + failed) + " of " + size();
    }
  }
}

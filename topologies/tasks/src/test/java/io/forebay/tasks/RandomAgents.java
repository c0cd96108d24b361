package io.forebay.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.agents.Agent;
import io.forebay.agents.AgentLimits;
import io.forebay.agents.Expression;
import io.forebay.agents.ExpressionException;
import io.forebay.agents.Graph;
import io.forebay.agents.JsonContract;
import io.forebay.agents.Node;
import io.forebay.agents.Node.ActionCall;
import io.forebay.agents.Node.Common;
import io.forebay.agents.OnError;
import io.forebay.agents.Retry;
import io.forebay.agents.Template;
import io.forebay.agents.Tool;
import io.forebay.schemas.Repeatability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** Agents that nobody would write: any node leads anywhere, loops included, and expressions fail now and then. */
final class RandomAgents {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int DEPTH_MAX = 2;

  private final Random random;
  private int names;

  RandomAgents(long seed) {
    random = new Random(seed);
  }

  /** Two agents; each may call either. */
  Map<String, Agent> agents() {
    var agents = new LinkedHashMap<String, Agent>();
    agents.put("a", agent("a"));
    agents.put("b", agent("b"));
    return agents;
  }

  private Agent agent(String name) {
    var limits =
        new AgentLimits(
            1 + random.nextInt(25),
            Duration.ofMinutes(1 + random.nextInt(600)),
            random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextInt(300)),
            OptionalLong.empty(),
            20_000 + random.nextInt(100_000),
            1 + random.nextInt(4));
    return new Agent(name, "", new Contract(JSON.objectNode(), false), graph(0), maybe(template()), limits, Duration.ofMinutes(1 + random.nextInt(20)));
  }

  private Graph graph(int depth) {
    int size = 1 + random.nextInt(5);
    var own = new ArrayList<String>();
    for (int i = 0; i < size; i++) {
      own.add("n" + ++names);
    }
    var nodes = new LinkedHashMap<String, Node>();
    own.forEach(name -> nodes.put(name, node(name, own, depth)));
    OnError onError = onError(own);
    return new Graph(own.getFirst(), nodes, onError instanceof OnError.Inherit ? new OnError.Fail() : onError);
  }

  private Node node(String name, List<String> own, int depth) {
    var common = new Common(name, maybe(any(own)), name, retry(), onError(own), 1);
    return switch (random.nextInt(depth < DEPTH_MAX ? 11 : 9)) {
      case 0 -> new Node.Switch(common, List.of(new Node.Case(condition(), any(own)), new Node.Case(condition(), any(own))), maybe(any(own)));
      case 1 -> new Node.Wait(common, until(own));
      case 2 -> new Node.Approval(common, template(), maybe("boss"), maybe(Duration.ofMinutes(random.nextInt(60))), maybe(random.nextBoolean()), maybe(any(own)));
      case 3 -> new Node.End(common, maybe(template()), random.nextInt(3) == 0 ? Optional.of(template()) : Optional.empty());
      case 4 -> new Node.Call(common, random.nextBoolean() ? "a" : "b", Optional.empty(), template());
      case 5 -> reason(common);
      case 6, 7, 8 -> new Node.Action(common, call(), maybe(call()));
      default -> foreach(common, depth);
    };
  }

  private Node.Foreach foreach(Common common, int depth) {
    int size = random.nextInt(5);
    Node.Join join = random.nextBoolean() ? new Node.Join.All() : new Node.Join.AtLeast(1 + random.nextInt(3));
    int failures = random.nextInt(3) == 0 ? Integer.MAX_VALUE : random.nextInt(2);
    return new Node.Foreach(common, new Value(list(size), random.nextInt(15) == 0), "item", graph(depth + 1), maybe(template()), 1 + random.nextInt(3), join, failures);
  }

  private static JsonNode list(int size) {
    var list = JSON.arrayNode();
    for (int i = 0; i < size; i++) {
      list.add(i);
    }
    return list;
  }

  private Node.Reason reason(Common common) {
    var tools =
        List.of(
            new Tool("act", "", new Contract(JSON.objectNode(), false), new Tool.Target.Action(call())),
            new Tool("ask", "", new Contract(JSON.objectNode(), random.nextInt(5) == 0), new Tool.Target.Agent("b", Optional.empty())));
    var limits =
        new Node.ReasonLimits(1 + random.nextInt(4), maybe(100L), Optional.empty(), Duration.ofMinutes(1 + random.nextInt(100)), Optional.empty(), Optional.empty());
    Optional<JsonContract> answer = random.nextInt(4) == 0 ? Optional.of(new Contract(JSON.objectNode(), false)) : Optional.empty();
    return new Node.Reason(common, Optional.empty(), Optional.empty(), maybe(template()), template(), random.nextInt(4) == 0 ? List.of() : tools, answer, limits);
  }

  private Node.Until until(List<String> own) {
    return switch (random.nextInt(3)) {
      case 0 -> new Node.Until.Elapsed(new Value(JSON.numberNode(random.nextInt(1000)), random.nextInt(15) == 0));
      case 1 -> new Node.Until.Moment(new Value(JSON.textNode("2026-11-21T1" + random.nextInt(3) + ":00:00Z"), random.nextInt(15) == 0));
      default -> new Node.Until.Message("m", maybe(Duration.ofMinutes(random.nextInt(60))), maybe(any(own)));
    };
  }

  private ActionCall call() {
    return new ActionCall("core.echo", template(), Repeatability.IDEMPOTENT, maybe(template()), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private Retry retry() {
    return random.nextInt(3) == 0 ? new Retry(3, Duration.ofSeconds(random.nextInt(60)), 2, Duration.ofMinutes(5)) : Retry.none();
  }

  private OnError onError(List<String> own) {
    return switch (random.nextInt(8)) {
      case 0 -> new OnError.Compensate();
      case 1, 2 -> new OnError.GoTo(any(own));
      case 3 -> new OnError.Fail();
      default -> new OnError.Inherit();
    };
  }

  private Value template() {
    return new Value(JSON.textNode("v" + random.nextInt(100)), random.nextInt(20) == 0);
  }

  private Value condition() {
    return new Value(random.nextInt(20) == 0 ? JSON.textNode("neither") : JSON.booleanNode(random.nextBoolean()), random.nextInt(20) == 0);
  }

  private String any(List<String> own) {
    return own.get(random.nextInt(own.size()));
  }

  private <T> Optional<T> maybe(T value) {
    return random.nextBoolean() ? Optional.of(value) : Optional.empty();
  }

  /** A template or expression with a value, or with none. */
  private record Value(JsonNode value, boolean fails) implements Template, Expression {
    @Override
    public JsonNode render(Map<String, JsonNode> names) {
      return evaluate(names);
    }

    @Override
    public String source() {
      return "random";
    }

    @Override
    public JsonNode evaluate(Map<String, JsonNode> names) {
      if (fails || !names.containsKey("input")) {
        throw new ExpressionException("It has no value.", null);
      }
      return value;
    }
  }

  private record Contract(ObjectNode schema, boolean refuses) implements JsonContract {
    @Override
    public List<String> problems(JsonNode value) {
      return refuses ? List.of("it is refused") : List.of();
    }
  }
}

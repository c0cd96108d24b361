package io.forebay.agents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.forebay.schemas.Repeatability;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is made of each kind of node. */
class AgentNodesTest {
  private static final Set<String> CAPABILITIES = Set.of("core.echo", "llm.chat", "mcp.call");

  @Test
  void buildsAnAction() {
    Node.Action node =
        (Node.Action)
            node(
                """
                  x:
                    action: core.echo
                    input: {who: "${task.tenant}"}
                    repeatability: ONCE
                    lane: "${task.id}"
                    endpoint: host
                    cache-key: key
                    timeout: PT5S
                    compensate: {action: core.echo, input: {undo: "${output}"}}
                """);

    Node.ActionCall call = node.call();
    assertThat(call.capability()).isEqualTo("core.echo");
    assertThat(rendered(call.input())).hasToString("{\"who\":\"acme\"}");
    assertThat(call.repeatability()).isEqualTo(Repeatability.ONCE);
    assertThat(rendered(call.lane().orElseThrow()).asText()).isEqualTo("task-1");
    assertThat(rendered(call.endpoint().orElseThrow()).asText()).isEqualTo("host");
    assertThat(rendered(call.cacheKey().orElseThrow()).asText()).isEqualTo("key");
    assertThat(call.timeout()).contains(Duration.ofSeconds(5));
    assertThat(rendered(node.compensate().orElseThrow().input())).hasToString("{\"undo\":\"done\"}");
  }

  @Test
  void buildsAnActionWithWhatItLeavesOut() {
    Node.Action node = (Node.Action) node("  x: {action: core.echo}");

    assertThat(rendered(node.call().input())).hasToString("{}");
    assertThat(node.call().repeatability()).isEqualTo(Repeatability.IDEMPOTENT);
    assertThat(node.call().lane()).isEmpty();
    assertThat(node.call().endpoint()).isEmpty();
    assertThat(node.call().cacheKey()).isEmpty();
    assertThat(node.call().timeout()).isEmpty();
    assertThat(node.compensate()).isEmpty();
  }

  @Test
  void buildsAReasonNode() {
    Node.Reason node =
        (Node.Reason)
            node(
                """
                  x:
                    reason:
                      model: large
                      endpoint: there
                      system: be brief
                      prompt: "help ${task.tenant}"
                      answer: {type: object}
                      turns: 3
                      tokens: 1000
                      cost-usd: 0.25
                      duration: PT2M
                      max-output-tokens: 50
                      timeout: PT20S
                """);

    assertThat(node.model()).contains("large");
    assertThat(node.endpoint()).contains("there");
    assertThat(rendered(node.system().orElseThrow()).asText()).isEqualTo("be brief");
    assertThat(rendered(node.prompt()).asText()).isEqualTo("help acme");
    assertThat(node.answer().orElseThrow().schema()).hasToString("{\"type\":\"object\"}");
    assertThat(node.tools()).isEmpty();
    assertThat(node.limits())
        .isEqualTo(new Node.ReasonLimits(3, Optional.of(1000L), Optional.of(250_000L), Duration.ofMinutes(2), Optional.of(50), Optional.of(Duration.ofSeconds(20))));
  }

  @Test
  void buildsAReasonNodeWithWhatItLeavesOut() {
    Node.Reason node = (Node.Reason) node("  x: {reason: {prompt: hello}}");

    assertThat(node.model()).isEmpty();
    assertThat(node.endpoint()).isEmpty();
    assertThat(node.system()).isEmpty();
    assertThat(node.answer()).isEmpty();
    assertThat(node.limits())
        .isEqualTo(new Node.ReasonLimits(10, Optional.empty(), Optional.empty(), Duration.ofHours(1), Optional.empty(), Optional.empty()));
  }

  @Test
  void buildsATool() {
    Tool tool = tool("{name: say, description: says it, arguments: {properties: {a: {type: string}}}, action: core.echo, input: {b: '${args.a}'}}");

    assertThat(tool.name()).isEqualTo("say");
    assertThat(tool.description()).isEqualTo("says it");
    assertThat(tool.arguments().schema()).hasToString("{\"properties\":{\"a\":{\"type\":\"string\"}}}");
    assertThat(rendered(((Tool.Target.Action) tool.target()).call().input())).hasToString("{\"b\":\"given\"}");
  }

  @Test
  void handsAToolWithoutInputItsArguments() {
    Tool tool = tool("{action: core.echo}");

    assertThat(tool.name()).isEqualTo("core_echo");
    assertThat(tool.description()).isEmpty();
    assertThat(tool.arguments().schema()).hasToString("{\"type\":\"object\"}");
    assertThat(rendered(((Tool.Target.Action) tool.target()).call().input())).hasToString("{\"a\":\"given\"}");
  }

  @Test
  void buildsAToolOfAnMcpServer() {
    Tool tool = tool("{mcp: files, tool: read-file, repeatability: REPEATABLE, timeout: PT3S}");

    assertThat(tool.name()).isEqualTo("read-file");
    Tool.Target.Mcp target = (Tool.Target.Mcp) tool.target();
    assertThat(target.server()).isEqualTo("files");
    assertThat(target.tool()).isEqualTo("read-file");
    assertThat(target.call().capability()).isEqualTo("mcp.call");
    assertThat(target.call().repeatability()).isEqualTo(Repeatability.REPEATABLE);
    assertThat(target.call().timeout()).contains(Duration.ofSeconds(3));
    assertThat(rendered(target.call().input())).hasToString("{\"server\":\"files\",\"tool\":\"read-file\",\"arguments\":{\"a\":\"given\"}}");
  }

  @Test
  void buildsAToolThatIsAnAgent() {
    Tool tool = tool("{agent: helper, version: 2}");

    assertThat(tool.name()).isEqualTo("helper");
    assertThat(tool.target()).isEqualTo(new Tool.Target.Agent("helper", Optional.of(2)));
  }

  @Test
  void buildsASwitch() {
    Node.Switch node = (Node.Switch) node("  x: {switch: [{when: 'true', then: y}, {else: z}]}\n  y: {end: }\n  z: {end: }");

    assertThat(node.cases()).extracting(Node.Case::then).containsExactly("y");
    assertThat(node.otherwise()).contains("z");
  }

  @Test
  void buildsACall() {
    Node.Call node = (Node.Call) node("  x: {call: {agent: helper, version: 3, input: {for: '${task.tenant}'}}}");

    assertThat(node.agent()).isEqualTo("helper");
    assertThat(node.version()).contains(3);
    assertThat(rendered(node.input())).hasToString("{\"for\":\"acme\"}");
    assertThat(((Node.Call) node("  x: {call: {agent: helper}}")).version()).isEmpty();
  }

  @Test
  void buildsAWaitForATime() {
    assertThat(rendered(((Node.Until.Elapsed) until("PT1H")).duration()).asText()).isEqualTo("PT1H");
    assertThat(rendered(((Node.Until.Elapsed) until("{duration: '${1 + 1}'}")).duration()).asInt()).isEqualTo(2);
    assertThat(rendered(((Node.Until.Moment) until("{until: '2027-01-31T09:00:00Z'}")).at()).asText()).isEqualTo("2027-01-31T09:00:00Z");
  }

  @Test
  void buildsAWaitForAMessage() {
    assertThat(until("{signal: go}")).isEqualTo(new Node.Until.Message("go", Optional.empty(), Optional.empty()));
    assertThat(until("{signal: go, timeout: PT1M, on-timeout: late}"))
        .isEqualTo(new Node.Until.Message("go", Optional.of(Duration.ofMinutes(1)), Optional.of("late")));
  }

  @Test
  void buildsAnApproval() {
    Node.Approval node =
        (Node.Approval) node("  x: {approval: {question: 'Pay ${task.tenant}?', role: boss, timeout: PT1H, default: reject, on-reject: y}}\n  y: {end: }");

    assertThat(rendered(node.question()).asText()).isEqualTo("Pay acme?");
    assertThat(node.role()).contains("boss");
    assertThat(node.timeout()).contains(Duration.ofHours(1));
    assertThat(node.defaultApproved()).contains(false);
    assertThat(node.onReject()).contains("y");
    assertThat(((Node.Approval) node("  x: {approval: {question: ok, timeout: PT1H, default: approve}}")).defaultApproved()).contains(true);
  }

  @Test
  void buildsAnEnd() {
    assertThat(rendered(((Node.End) node("  x: {end: {output: 1}}")).output().orElseThrow()).asInt()).isEqualTo(1);
    assertThat(rendered(((Node.End) node("  x: {end: {fail: no}}")).failure().orElseThrow()).asText()).isEqualTo("no");
    assertThat(((Node.End) node("  x: {end: }")).output()).isEmpty();
  }

  private static Node node(String nodes) {
    var reading = AgentFile.read("agent: a\nnodes:\n" + nodes, CAPABILITIES);
    assertThat(reading.problems()).isEmpty();
    return reading.agent().orElseThrow().graph().node("x");
  }

  private static Tool tool(String tool) {
    return ((Node.Reason) node("  x: {reason: {prompt: p, tools: [" + tool + "]}}")).tools().getFirst();
  }

  private static Node.Until until(String wait) {
    return ((Node.Wait) node("  x: {wait: " + wait + ", next: end}\n" + (wait.contains("late") ? "  late: {end: }" : ""))).until();
  }

  private static JsonNode rendered(Template template) {
    var json = JsonNodeFactory.instance;
    Map<String, JsonNode> names =
        Map.of(
            "task", json.objectNode().put("id", "task-1").put("tenant", "acme"),
            "output", json.textNode("done"),
            "args", json.objectNode().put("a", "given"));
    return template.render(names);
  }
}

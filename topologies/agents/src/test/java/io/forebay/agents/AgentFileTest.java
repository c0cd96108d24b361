package io.forebay.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AgentFileTest {
  private static final Set<String> CAPABILITIES = Set.of("core.echo", "llm.chat");

  static Stream<Arguments> badNodes() {
    return Stream.of(
        bad("x: 1", "3:6 The node x must hold keys and values."),
        bad("x: {acton: core.echo}", "3:3 The node x must have exactly one of action, reason, switch, foreach, call, wait, approval, end; it has 0."),
        bad("x: {wait: PT1S, end: }", "3:3 The node x must have exactly one of action, reason, switch, foreach, call, wait, approval, end; it has 2."),
        bad("X: {wait: PT1S}", "3:3 A node's name has lower-case letters, digits and hyphens, begins with a letter and is not end; got X."),
        bad("end: {wait: PT1S}", "3:3 A node's name has lower-case letters, digits and hyphens, begins with a letter and is not end; got end."),
        bad("x: {end: , colour: red}", "3:14 The node x has no key colour; allowed are end, on-error."),
        bad("input: {action: core.echo}", "3:10 The name input is taken by the language; give the node another with output."),
        bad("x: {action: core.echo, output: A-b}", "3:34 An output's name has letters, digits and underscores and begins with a lower-case letter; got A-b."),
        bad(
            "x: {action: core.eco}",
            "3:15 There is no capability core.eco; known are core.echo, llm.chat. Those of your own handlers are made known by topics.capabilities."),
        bad("x: {action: [core.echo]}", "3:15 action of the node x must be a text."),
        bad("x: {action: core.echo, repeatability: TWICE}", "3:41 repeatability of the node x must be one of IDEMPOTENT, ONCE, REPEATABLE."),
        bad("x: {action: core.echo, timeout: 5s}", "3:35 timeout of the node x must be an ISO 8601 duration such as PT30S, above zero and at most ten years."),
        bad("x: {action: core.echo, timeout: PT0S}", "3:35 timeout of the node x must be an ISO 8601 duration such as PT30S, above zero and at most ten years."),
        bad("x: {action: core.echo, retry: {attempts: 101}}", "3:44 attempts of retry of the node x must be a whole number from 1 to 100."),
        bad("x: {action: core.echo, retry: {factor: 0.5}}", "3:42 factor of retry of the node x must be a number from 1 to 10."),
        bad("x: {action: core.echo, retry: 3}", "3:33 retry of the node x must hold keys and values; allowed are attempts, factor, pause, pause-max."),
        bad("x: {action: core.echo, next: y}", "3:32 There is no node y in this graph; it has x."),
        bad("x: {action: core.echo, on-error: retry}", "3:36 on-error of the node x must be fail, compensate or {go-to: NODE}."),
        bad("x: {action: core.echo, on-error: {go-to: y}}", "3:36 There is no node y in this graph; it has x."),
        bad("x: {action: core.echo, next: x}", "3:3 From the node x the graph never ends: every way leads back into a circle."),
        bad("x: {end: }\n  y: {wait: PT1S}", "4:3 Nothing leads to the node y."),
        bad("x: {action: core.echo, input: '${y}'}\n  y: {action: core.echo}", "3:3 The node x reads y, which nothing before it binds."),
        bad(
            "x: {action: core.echo, input: '${error.reason}'}",
            "3:3 The node x reads error, but no failure leads to it: there is no on-error with go-to before it."),
        bad("x: {action: core.echo, input: 'a ${task'}", "3:33 input of the node x: an expression that begins with ${ has no } at its end; write $${ for the characters themselves."),
        bad("x: {action: core.echo, input: '${}'}", "3:33 input of the node x: an expression is empty."),
        bad("x: {action: core.echo, input: '${z}'}", "3:33 input of the node x: in the expression z: there is no z; it may read error, input, task, x (at character 1)."),
        bad("x: {action: core.echo, input: '${task.name}'}", "3:33 input of the node x: in the expression task.name: there is no field name; there are agent, id, labels, tenant, version (at character 5)."),
        bad("x: {action: core.echo, input: '${1 + \"a\"}'}", "3:33 input of the node x: in the expression 1 + \"a\": + does not take (int, string) (at character 3)."),
        bad("x: {switch: []}", "3:15 switch of the node x must be a list of {when: …, then: NODE}, at its end perhaps {else: NODE}."),
        bad("x: {switch: [{else: x2}, {when: 'true', then: x2}]}\n  x2: {end: }", "3:16 else must be the last case of the node x."),
        bad("x: {switch: [{when: task.id, then: x2}]}\n  x2: {end: }", "3:23 when of a case of the node x must be true or false, but task.id is string."),
        bad("x: {switch: [{when: 'true'}]}", "3:16 A case of the node x needs the key then."),
        bad("x: {foreach: {in: task.id, nodes: {y: {wait: PT1S}}}}", "3:21 in of foreach of the node x must be a list, but task.id is string."),
        bad("x: {foreach: {in: input, as: map, nodes: {y: {wait: PT1S}}}}", "3:32 as of foreach of the node x must be a name of letters, digits and underscores that the language does not use; got map."),
        bad("x: {foreach: {in: input, as: y, nodes: {y: {wait: PT1S}}}}", "3:32 foreach of the node x calls its item y, and a node within binds the same name."),
        bad("x: {foreach: {in: input, join: most, nodes: {y: {wait: PT1S}}}}", "3:34 join of foreach of the node x must be all, any or {at-least: N}."),
        bad("x: {foreach: {in: input, failures: some, nodes: {y: {wait: PT1S}}}}", "3:38 failures of foreach of the node x must be any, or how many items may fail."),
        bad("x: {foreach: {in: input, nodes: {}}}", "3:35 nodes must hold nodes by name, one at least."),
        bad("x: {foreach: {in: input, nodes: {x: {wait: PT1S}}}}", "3:36 There is a node x in line 3 already; names are unique in the whole agent."),
        bad("x: {call: {input: 1}}", "3:13 call of the node x needs the key agent."),
        bad("x: {call: {agent: b, version: 0}}", "3:33 version of call of the node x must be a whole number from 1 to 2,147,483,647."),
        bad("x: {wait: '${task.id}'}", "3:13 wait of the node x must be an ISO 8601 duration such as PT1H; an expression goes into {duration: …} or {until: …}."),
        bad("x: {wait: {until: '2027-01-31T09:00:00Z', signal: s}}", "3:13 wait of the node x must have exactly one of duration, until and signal."),
        bad("x: {wait: {until: tomorrow}}", "3:21 until of wait of the node x must be an ISO 8601 time such as 2027-01-31T09:00:00Z."),
        bad("x: {wait: {duration: PT1S, timeout: PT1S}}", "3:13 timeout and on-timeout of wait of the node x have a meaning for a signal only."),
        bad("x: {wait: {signal: s, on-timeout: x2}}\n  x2: {end: }", "3:13 on-timeout of wait of the node x has no meaning without a timeout."),
        bad("x: {approval: {role: boss}}", "3:17 approval of the node x needs the key question."),
        bad("x: {approval: {question: ok, default: approve}}", "3:17 default of approval of the node x has no meaning without a timeout."),
        bad("x: {end: {output: 1, fail: no}}", "3:12 end of the node x must have one of output and fail, not both."),
        bad("x: {reason: {model: m}}", "3:15 reason of the node x needs the key prompt."),
        bad("x: {reason: {prompt: p, turns: 0}}", "3:34 turns of reason of the node x must be a whole number from 1 to 1,000."),
        bad("x: {reason: {prompt: p, tools: core.echo}}", "3:34 tools of reason of the node x must be a list of at most 128 tools."),
        bad("x: {reason: {prompt: p, tools: [{name: t}]}}", "3:35 A tool of reason of the node x must have exactly one of action, mcp and agent."),
        bad("x: {reason: {prompt: p, tools: [{name: a b, agent: b}]}}", "3:35 A tool's name has letters, digits, hyphens and underscores, at most 64; got a b."),
        bad("x: {reason: {prompt: p, tools: [{agent: b}, {agent: b}]}}", "3:47 There are two tools with the name b."),
        bad("x: {action: core.echo, compensate: {input: 1}}", "3:38 compensate of the node x needs the key action."),
        bad("x: {action: core.echo, compensate: {action: core.echo, retry: {}}}", "3:58 compensate of the node x has no key retry; allowed are action, cache-key, endpoint, input, lane, repeatability, timeout."),
        bad("x: {action: core.echo, compensate: {action: core.echo, input: '${outptu}'}}", "3:65 input of compensate of the node x: in the expression outptu: there is no outptu; it may read error, input, output, task, x (at character 1)."),
        bad("x: {reason: {prompt: p, tools: [{mcp: files}]}}", "3:35 A tool of reason of the node x needs the key tool."),
        bad("x: {reason: {prompt: p, tools: [{agent: b, input: {}}]}}", "3:46 A tool of reason of the node x has no key input; allowed are agent, arguments, description, name, version."),
        bad("x: {reason: {prompt: p, tools: [{mcp: files, tool: t}]}}", "3:41 There is no capability mcp.call; known are core.echo, llm.chat. Those of your own handlers are made known by topics.capabilities."),
        bad("x: {reason: {prompt: p, tools: [{agent: b, version: 0}]}}", "3:55 version of a tool of reason of the node x must be a whole number from 1 to 2,147,483,647."),
        bad("x: {reason: {prompt: p, answer: {type: 5}}}", "3:35 answer of reason of the node x is no JSON Schema: /type: does not have a value in the enumeration [\"array\", \"boolean\", \"integer\", \"null\", \"number\", \"object\", \"string\"]."),
        bad("x: {call: {agent: b, retry: 1}}", "3:24 call of the node x has no key retry; allowed are agent, input, version."),
        bad("x: {approval: {question: ok, on-reject: y}}", "3:43 There is no node y in this graph; it has x."),
        bad("x: {approval: {question: ok, timeout: PT1S, default: maybe}}", "3:56 default of approval of the node x must be one of APPROVE, REJECT."),
        bad("x: {wait: PT1S}\n  x: {wait: PT1S}", "4:3 The key x is there twice."),
        bad("x: {wait: &a PT1S}", "3:13 Anchors have no meaning here; write the value out where it is needed."),
        bad("? [x]\n  : {wait: PT1S}\n  y: {end: }", "3:5 A key must be a text."));
  }

  private static Arguments bad(String nodes, String problem) {
    return Arguments.of(nodes, problem);
  }

  @ParameterizedTest
  @MethodSource("badNodes")
  void tellsWhatIsWrongWithANodeAndWhere(String nodes, String problem) {
    assertThat(problems("agent: a\nnodes:\n  " + nodes)).isEqualTo(problem);
  }

  static Stream<Arguments> badAgents() {
    return Stream.of(
        bad("", "1:1 The definition is empty."),
        bad("[]", "1:1 The agent must hold keys and values; allowed are agent, description, input, limits, nodes, on-error, output, start, stuck-after."),
        bad("agent: a", "1:1 The agent needs the key nodes."),
        bad("nodes: {x: {end: }}", "1:1 The agent needs the key agent."),
        bad("agent: A\nnodes: {x: {end: }}", "1:8 An agent's name has lower-case letters, digits and hyphens, at most 64, and begins with a letter; got A."),
        bad("agent: a\nstart: y\nnodes: {x: {end: }}", "2:8 There is no node y in this graph; it has x."),
        bad("agent: a\nlimits: {steps: 10001}\nnodes: {x: {end: }}", "2:17 steps of limits of the agent must be a whole number from 1 to 10,000."),
        bad("agent: a\nlimits: {history-bytes: 4095}\nnodes: {x: {end: }}", "2:25 history-bytes of limits of the agent must be a whole number from 4,096 to 67,108,864."),
        bad("agent: a\nlimits: {cost-usd: -1}\nnodes: {x: {end: }}", "2:20 cost-usd of limits of the agent must be a number from 0 to 1,000,000,000."),
        bad("agent: a\nlimits: {parallel: 1001}\nnodes: {x: {end: }}", "2:20 parallel of limits of the agent must be a whole number from 1 to 1,000."),
        bad("agent: a\nstuck-after: soon\nnodes: {x: {end: }}", "2:14 stuck-after of the agent must be an ISO 8601 duration such as PT30S, above zero and at most ten years."),
        bad("agent: a\noutput: '${y}'\nnodes: {x: {end: }}", "2:9 output of the agent: in the expression y: there is no y; it may read error, input, task (at character 1)."));
  }

  @ParameterizedTest
  @MethodSource("badAgents")
  void tellsWhatIsWrongWithAnAgentAndWhere(String yaml, String problem) {
    assertThat(problems(yaml)).isEqualTo(problem);
  }

  @Test
  void tellsEverythingInTheOrderOfTheFile() {
    assertThat(problems("agent: A\nlimits: {steps: 0}\nnodes:\n  x: {action: no}").lines().map(line -> line.substring(0, 3))).containsExactly("1:8", "2:1", "4:1");
  }

  @Test
  void refusesASchemaThatIsNone() {
    assertThat(problems("agent: a\ninput: {type: 5}\nnodes: {x: {end: }}")).startsWith("2:8 input of the agent is no JSON Schema: ");
  }

  @Test
  void refusesAPatternThatCouldTakeExponentialTime() {
    assertThat(problems("agent: a\ninput: {pattern: '(a)\\1'}\nnodes: {x: {end: }}")).startsWith("2:8 input of the agent is no JSON Schema: the pattern (a)\\1 is not RE2's");
  }

  @Test
  void refusesALongDefinition() {
    assertThat(problems("#".repeat(AgentFile.LENGTH_MAX + 1))).isEqualTo("1:1 A definition has at most 262144 characters.");
  }

  @Test
  void refusesAliasesThatGrow() {
    assertThat(problems("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]")).startsWith("1:1 This is not YAML: ");
  }

  @Test
  void refusesAnAliasOfItself() {
    assertThat(problems("a: &a [*a]")).contains("YAML");
  }

  @Test
  void refusesDeepNesting() {
    assertThat(problems("a: " + "[".repeat(10_000))).startsWith("1:1 This is not YAML: ");
  }

  @Test
  void takesFiveHundredNodesAndNoMore() {
    assertThat(problems("agent: a\nnodes:\n" + waits("n", 500))).isEmpty();
    assertThat(problems("agent: a\nnodes:\n" + waits("n", 501))).isEqualTo("3:3 An agent has at most 500 nodes.");
  }

  @Test
  void countsTheNodesOfAllGraphsTogether() {
    String body = waits("m", 250).replace("\n  ", ", ");
    String foreach = "  x: {foreach: {in: input, nodes: {" + body.strip() + "}}}\n";
    assertThat(problems("agent: a\nnodes:\n" + foreach + waits("n", 249))).isEmpty();
    assertThat(problems("agent: a\nnodes:\n" + foreach + waits("n", 250))).isEqualTo("3:35 An agent has at most 500 nodes.");
  }

  @Test
  void compilesAThousandExpressionsAndNoMore() {
    String yaml = "agent: a\nnodes: {x: {end: }}\noutput:\n";
    assertThat(problems(yaml + "  - ${1}\n".repeat(1_000))).isEmpty();
    assertThat(problems(yaml + "  - ${1}\n".repeat(1_001))).isEqualTo("4:3 output of the agent: an agent has at most 1000 expressions.");
  }

  @Test
  void nestsFourForeachAndNoMore() {
    assertThat(problems("agent: a\nnodes: " + nested(4))).isEmpty();
    assertThat(problems("agent: a\nnodes: " + nested(5))).isEqualTo("2:159 At most 4 foreach are inside of one another; put a part into an agent of its own and call it.");
  }

  @Test
  void takesAsManyToolsAsAModelMayBeOffered() {
    assertThat(problems("agent: a\nnodes: {x: {reason: {prompt: p, tools: [" + tools(128) + "]}}}")).isEmpty();
    assertThat(problems("agent: a\nnodes: {x: {reason: {prompt: p, tools: [" + tools(129) + "]}}}"))
        .isEqualTo("2:40 tools of reason of the node x must be a list of at most 128 tools.");
  }

  private static String waits(String name, int count) {
    return IntStream.range(0, count).mapToObj(i -> "  " + name + i + ": {wait: PT1S}\n").collect(Collectors.joining());
  }

  private static String nested(int deep) {
    String within = "{y: {wait: PT1S}}";
    for (int i = deep; i > 0; i--) {
      within = "{x" + i + ": {foreach: {in: input, nodes: " + within + "}}}";
    }
    return within;
  }

  private static String tools(int count) {
    return IntStream.range(0, count).mapToObj(i -> "{agent: b" + i + "}").collect(Collectors.joining(", "));
  }

  @Test
  void readsAnAgentWithWhatItLeavesOut() {
    Agent agent = AgentFile.read("agent: a\nnodes:\n  say-it: {action: core.echo}\n  done: {end: }", CAPABILITIES).agent().orElseThrow();

    assertThat(agent.limits()).isEqualTo(AgentLimits.defaults());
    assertThat(agent.stuckAfter()).isEqualTo(Duration.ofMinutes(10));
    assertThat(agent.graph().start()).isEqualTo("say-it");
    assertThat(agent.graph().onError()).isEqualTo(new OnError.Fail());
    Node.Common common = agent.graph().node("say-it").common();
    assertThat(common.output()).isEqualTo("say_it");
    assertThat(common.next()).contains("done");
    assertThat(common.retry()).isEqualTo(Retry.none());
    assertThat(common.onError()).isEqualTo(new OnError.Inherit());
  }

  @Test
  void readsWhatIsGiven() {
    Agent agent =
        AgentFile.read(
                """
                agent: a
                limits: {steps: 7, cost-usd: 0.5, parallel: 2}
                on-error: compensate
                start: two
                nodes:
                  one: {foreach: {in: input, as: url, max-parallel: 3, join: {at-least: 2}, failures: any, nodes: {page: {action: core.echo, input: "${url}"}}}, next: end}
                  two: {action: core.echo, retry: {attempts: 4, pause: PT2S}, on-error: {go-to: one}, next: one}
                """,
                CAPABILITIES)
            .agent()
            .orElseThrow();

    assertThat(agent.limits().steps()).isEqualTo(7);
    assertThat(agent.limits().costMicroUsd()).hasValue(500_000);
    assertThat(agent.graph().onError()).isEqualTo(new OnError.Compensate());
    assertThat(agent.graph().start()).isEqualTo("two");
    Node.Foreach one = (Node.Foreach) agent.graph().node("one");
    assertThat(one.join()).isEqualTo(new Node.Join.AtLeast(2));
    assertThat(one.common().next()).isEmpty();
    Node.Common two = agent.graph().node("two").common();
    assertThat(two.retry()).isEqualTo(new Retry(4, Duration.ofSeconds(2), 2.0, Duration.ofMinutes(5)));
    assertThat(two.onError()).isEqualTo(new OnError.GoTo("one"));
  }

  @Test
  void allowsACircleThatAWayLeadsOutOf() {
    assertThat(problems("agent: a\nnodes:\n  x: {action: core.echo}\n  y: {switch: [{when: 'x == 1', then: x}]}")).isEmpty();
  }

  private static String problems(String yaml) {
    return AgentFile.read(yaml, CAPABILITIES).problems().stream()
        .map(problem -> problem.line() + ":" + problem.column() + " " + problem.message())
        .collect(Collectors.joining("\n"));
  }
}

package io.forebay.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.TaskStatus;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How graphs go on: from node to node, by switches, errors and ends. */
class FlowTest {
  private static final String THREE =
      """
      agent: three
      nodes:
        first: {action: core.echo, input: {n: "${input.n}"}}
        second: {action: core.echo, input: {n: "${first.n + 1}"}, output: next}
        third: {action: core.echo, input: {n: "${next.n * 10}"}}
      """;

  @Test
  void goesFromNodeToNodeAndAnswersWhatTheLastDid() {
    AgentTest.of(THREE).action("core.echo", input -> input).run("{\"n\": 1}").completes().ran("first", "second", "third").answers("{\"n\": 20}");
  }

  @Test
  void threeStepsAreEightEvents() {
    assertThat(AgentTest.of(THREE).action("core.echo", input -> input).run("{\"n\": 1}").events()).hasSize(8);
  }

  @Test
  void countsTheStepsAndTellsTheLabels() {
    var result = AgentTest.of(THREE).action("core.echo", input -> input).label("team", "blue").run("{\"n\": 1}").result();
    assertThat(result.getSteps()).isEqualTo(3);
    assertThat(result.getLabels()).isEqualTo(Map.of("team", "blue"));
    assertThat(result.getVersion()).isEqualTo(1);
  }

  @Test
  void answersAsTheAgentSays() {
    String agent = THREE.replace("nodes:", "output: {sum: \"${first.n + third.n}\", who: \"${task.agent}\"}\nnodes:");
    AgentTest.of(agent).action("core.echo", input -> input).run("{\"n\": 1}").answers("{\"sum\": 21, \"who\": \"three\"}");
  }

  private static final String ROUTES =
      """
      agent: routes
      nodes:
        route: {switch: [{when: "input.urgent == true", then: alarm}, {else: calm}]}
        alarm: {action: core.echo, input: {rings: true}, next: end}
        calm: {end: {output: {rings: false}}}
      """;

  @Test
  void goesWhereASwitchSays() {
    AgentTest.of(ROUTES).action("core.echo", input -> input).run("{\"urgent\": true}").ran("route", "alarm").answers("{\"rings\": true}");
    AgentTest.of(ROUTES).action("core.echo", input -> input).run("{\"urgent\": false}").ran("route").answers("{\"rings\": false}");
  }

  @Test
  void goesRoundUntilASwitchLeavesTheLoop() {
    AgentTest.of(
            """
            agent: loop
            nodes:
              count: {action: core.echo, input: {n: "${counted == null ? 1 : counted.n + 1}"}, output: counted}
              again: {switch: [{when: "counted.n < 3", then: count}]}
            """)
        .action("core.echo", input -> input)
        .run("{}")
        .ran("count", "again", "count#2", "again#2", "count#3", "again#3")
        .answers("{\"n\": 3}");
  }

  @Test
  void failsAtAnEndThatSaysSo() {
    var story = AgentTest.of("agent: a\nnodes:\n  stop: {end: {fail: \"no ${input.what}\"}}\n").run("{\"what\": \"money\"}");
    assertThat(story.fails("ENDED_AS_FAILURE").result().getMessage()).isEqualTo("no money");
  }

  private static final String RISKY =
      """
      agent: risky
      nodes:
        risk: {action: core.fail, input: {}, on-error: {go-to: tell}, next: end}
        tell: {action: core.echo, input: {text: "${error.node} failed with ${error.reason}: ${error.message}"}}
      """;

  @Test
  void goesElsewhereOnAnErrorAndTellsIt() {
    AgentTest.of(RISKY)
        .action("core.fail", _ -> { throw new FakeFailure("BROKEN", "It broke."); })
        .action("core.echo", input -> input)
        .run("{}")
        .ran("tell")
        .answers("{\"text\": \"risk failed with BROKEN: It broke.\"}");
  }

  @Test
  void failsWithTheReasonOfAnActionThatNobodyHandles() {
    var story = AgentTest.of("agent: risky\nnodes:\n  risk: {action: core.fail, input: {}}\n  tell: {action: core.echo, input: {}}\n")
        .action("core.fail", _ -> { throw new FakeFailure("BROKEN", "It broke."); })
        .run("{}");
    assertThat(story.fails("BROKEN").result().getMessage()).isEqualTo("It broke.");
    assertThat(story.result().getOutput()).isNull();
  }

  @Test
  void treatsAnExpressionWithoutAValueAsAFailureOfItsStep() {
    AgentTest.of(
            """
            agent: divides
            nodes:
              divide: {action: core.echo, input: {n: "${int(1) / int(input.by)}"}, on-error: {go-to: tell}, next: end}
              tell: {action: core.echo, input: {why: "${error.reason}"}}
            """)
        .action("core.echo", input -> input)
        .run("{\"by\": 0}")
        .answers("{\"why\": \"EXPRESSION_FAILED\"}");
  }

  @Test
  void refusesAnInputThatTheAgentDoesNotAllow() {
    String agent = "agent: strict\ninput: {type: object, required: [n], properties: {n: {type: integer}}}\nnodes:\n  stop: {end: {output: \"${input.n}\"}}\n";
    AgentTest.of(agent).run("{\"n\": 7}").answers("7");
    AgentTest.of(agent).run("{\"n\": \"seven\"}").fails("INVALID_INPUT");
    AgentTest.of(agent).run("no json").fails("INVALID_INPUT");
  }

  @Test
  void endsACircleOfErrorsAtTheLimitOfSteps() {
    AgentTest.of(
            """
            agent: circle
            limits: {steps: 7}
            nodes:
              stop: {end: {fail: "never"}, on-error: {go-to: stop}}
            """)
        .run("{}")
        .ends(TaskStatus.OVER_BUDGET, "STEPS");
  }
}

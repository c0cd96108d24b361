package io.forebay.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskEventType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Foreach: how many at a time, when it is done, and what becomes of items that fail. */
class ItemsTest {
  private static String gather(String settings) {
    return """
        agent: gather
        nodes:
          gather:
            foreach: {in: "input.list", as: item, %s nodes: {get: {action: core.echo, input: {item: "${item}", index: "${index}"}}}}
        """
        .formatted(settings);
  }

  private static Object echoOrFail(JsonNode input) {
    if (input.path("item").asText().startsWith("bad")) {
      throw new FakeFailure("BAD", "It is bad.");
    }
    return input;
  }

  private static AgentStory run(String agent, String list) {
    return AgentTest.of(agent).action("core.echo", ItemsTest::echoOrFail).run("{\"list\": " + list + "}");
  }

  @Test
  void answersTheListOfWhatItsItemsAnswered() {
    run(gather(""), "[\"a\", \"b\"]").answers("[{\"item\": \"a\", \"index\": 0}, {\"item\": \"b\", \"index\": 1}]");
    run(gather("output: \"${get.index * 2}\","), "[\"a\", \"b\", \"c\"]").answers("[0, 2, 4]");
    run(gather(""), "[]").answers("[]");
    run(gather(""), "7").fails("EXPRESSION_FAILED");
  }

  @Test
  void tellsWhatItemsAnsweredOnce() {
    var story = run(gather(""), "[\"a\", \"b\"]");
    story.ran("gather[0]/get", "gather[0]", "gather[1]/get", "gather[1]", "gather");
    List<TaskEvent> withoutData =
        story.events().stream().filter(event -> event.getType() == TaskEventType.STEP_COMPLETED && event.getData() == null).toList();
    assertThat(withoutData).extracting(TaskEvent::getStep).containsExactly("gather[0]", "gather[1]", "gather");
  }

  @ParameterizedTest
  @CsvSource({"1, 5", "2, 3", "5, 1", "100, 1"})
  void runsSoManyAtATime(int parallel, int rounds) {
    var story =
        AgentTest.of(gather("max-parallel: " + parallel + ","))
            .action("core.echo", Duration.ofMinutes(1), input -> input)
            .run("{\"list\": [1, 2, 3, 4, 5]}")
            .completes();
    assertThat(story.took()).isEqualTo(Duration.ofMinutes(rounds));
  }

  @Test
  void neverRunsMoreThanTheTaskMay() {
    var story =
        AgentTest.of("limits: {parallel: 2}\n" + gather(""))
            .action("core.echo", Duration.ofMinutes(1), input -> input)
            .run("{\"list\": [1, 2, 3, 4, 5]}")
            .completes();
    assertThat(story.took()).isEqualTo(Duration.ofMinutes(3));
  }

  @Test
  void failsAtTheFirstItemThatFailsUnlessItIsAllowed() {
    var story = run(gather(""), "[\"a\", \"bad\", \"c\"]");
    assertThat(story.fails("ITEMS_FAILED").result().getMessage()).contains("item 1").contains("BAD");
    run(gather("failures: 1,"), "[\"a\", \"bad\", \"c\"]").answers("[{\"item\": \"a\", \"index\": 0}, null, {\"item\": \"c\", \"index\": 2}]");
    run(gather("failures: 1,"), "[\"bad\", \"bad\", \"c\"]").fails("ITEMS_FAILED");
    run(gather("failures: any,"), "[\"bad\", \"bad\"]").answers("[null, null]");
  }

  @Test
  void isDoneWithTheFirstOfAnyAndCancelsTheOthers() {
    var tasks =
        new TestTasks(
                (_, request) -> Optional.of(TestTasks.answerIn(Duration.ofSeconds(request.getActionId().contains("gather[1]") ? 1 : 20), request)),
                gather("join: any,"))
            .begin("{\"list\": [1, 2, 3]}");
    tasks.skip(Duration.ofSeconds(1));
    assertThat(tasks.result().getOutput()).isEqualTo("[null,{\"item\":2,\"index\":1},null]");
    assertThat(tasks.story()).filteredOn(event -> event.getType() == TaskEventType.STEP_CANCELLED).extracting(TaskEvent::getStep).containsExactly("gather[0]", "gather[2]");
    assertThat(tasks.effects()).filteredOn(effect -> effect instanceof Effect.Control).hasSize(2);
    int events = tasks.story().size();
    tasks.skip(Duration.ofMinutes(1));
    assertThat(tasks.story()).hasSize(events);
  }

  @Test
  void isDoneWithSoManyOfAll() {
    run(gather("join: {at-least: 2}, failures: any,"), "[\"bad\", \"b\", \"c\"]").completes();
    run(gather("join: {at-least: 2}, failures: any,"), "[\"bad\", \"bad\", \"c\"]").fails("ITEMS_FAILED");
    run(gather("join: {at-least: 2},"), "[\"a\"]").completes();
  }

  @Test
  void letsAnItemHandleItsOwnFailure() {
    String agent =
        """
        agent: handles
        nodes:
          gather:
            foreach:
              in: "input.list"
              as: item
              nodes:
                get: {action: core.echo, input: {item: "${item}"}, on-error: {go-to: instead}, next: end}
                instead: {end: {output: {instead: "${error.reason}", of: "${item}"}}}
        """;
    run(agent, "[\"a\", \"bad\"]").answers("[{\"item\": \"a\"}, {\"instead\": \"BAD\", \"of\": \"bad\"}]");
  }

  @Test
  void goesThroughListsOfLists() {
    String agent =
        """
        agent: nested
        nodes:
          outer:
            foreach:
              in: "input.list"
              as: row
              max-parallel: 2
              nodes:
                inner: {foreach: {in: "row", as: cell, nodes: {get: {action: core.echo, input: "${cell + ':' + string(index)}"}}}}
        """;
    var story = run(agent, "[[\"a\", \"b\"], [], [\"c\"]]").answers("[[\"a:0\", \"b:1\"], [], [\"c:0\"]]");
    assertThat(story.completed()).contains("outer[0]/inner[1]/get", "outer[2]/inner[0]");
  }

  @Test
  void keepsWhatAnItemBindsToItself() {
    String agent =
        """
        agent: own
        nodes:
          before: {action: core.echo, input: {item: outer}}
          gather:
            foreach: {in: "input.list", as: item, output: "${get.item + before.item}", nodes: {get: {action: core.echo, input: {item: "${item}"}}}}
        """;
    run(agent, "[\"x\", \"y\"]").answers("[\"xouter\", \"youter\"]");
  }
}

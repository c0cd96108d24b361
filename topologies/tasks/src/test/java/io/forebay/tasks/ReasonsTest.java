package io.forebay.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskEventType;
import io.forebay.schemas.TaskStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Models with tools: what they are asked, what they may run, what they are told. */
class ReasonsTest {
  private static final String THINK =
      """
      agent: think
      nodes:
        think:
          reason:
            model: small
            system: "You are ${task.agent}."
            prompt: "Find ${input.what}"
            turns: 3
            tools:
              - name: fetch
                description: Reads a page.
                action: http.request
                arguments: {type: object, required: [url], properties: {url: {type: string}}}
                input: {url: "${args.url}"}
              - {mcp: files, tool: read_file, description: Reads a file., arguments: {type: object}}
              - {agent: helper, description: Helps., arguments: {type: object}}
      """;
  private static final String HELPER = "agent: helper\nnodes:\n  help: {action: core.echo, input: {helped: \"${input.with}\"}}\n";

  private static AgentTest think(FakeModel model) {
    return AgentTest.of(THINK)
        .with(HELPER)
        .model(model)
        .action("core.echo", input -> input)
        .action("http.request", input -> Map.of("status", 200, "body", "page " + input.path("url").asText()))
        .action("mcp.call", _ -> Map.of("content", List.of(Map.of("type", "text", "text", "a file")), "isError", false));
  }

  @Test
  void answersWhatTheModelSays() {
    var story = think(new FakeModel().says("here")).run("{\"what\": \"gold\"}").ran("think/turn-1", "think").answers("\"here\"");
    JsonNode asked = story.inputs("llm.chat").getFirst();
    assertThat(asked.path("model").asText()).isEqualTo("small");
    assertThat(asked.path("system").asText()).isEqualTo("You are think.");
    assertThat(asked.path("messages")).hasToString("[{\"role\":\"user\",\"text\":\"Find gold\"}]");
    assertThat(asked.path("keepContext").asBoolean()).isTrue();
    assertThat(asked.path("tools").findValuesAsText("name")).containsExactly("fetch", "read_file", "helper");
    assertThat(asked.path("tools").get(0).path("parameters").path("required")).hasToString("[\"url\"]");
  }

  @Test
  void runsTheToolsThatTheModelAsksForAndTellsItWhatTheyAnswered() {
    var model = new FakeModel().calls("fetch", "{\"url\": \"a\"}").andCalls("read_file", "{\"path\": \"f\"}").andCalls("helper", "{\"with\": \"it\"}").says("done");
    var story = think(model).run("{\"what\": \"gold\"}").answers("\"done\"");
    assertThat(story.completed())
        .containsExactly("think/turn-1", "think/turn-1/fetch-1", "think/turn-1/read_file-2", "think/turn-1/helper-3", "think/turn-2", "think");
    assertThat(story.inputs("mcp.call").getFirst()).hasToString("{\"server\":\"files\",\"tool\":\"read_file\",\"arguments\":{\"path\":\"f\"}}");
    JsonNode second = story.inputs("llm.chat").get(1);
    assertThat(second.path("context").path("uri").asText()).isEqualTo("memory:1");
    assertThat(second.has("system")).isFalse();
    assertThat(second.path("tools")).hasSize(3);
    assertThat(second.path("messages").findValuesAsText("role")).containsExactly("tool", "tool", "tool");
    assertThat(second.path("messages").findValuesAsText("toolCallId")).containsExactly("call-1", "call-2", "call-3");
    assertThat(second.path("messages").get(0).path("text").asText()).contains("\"status\":200").contains("page a");
    assertThat(second.path("messages").get(1).path("text").asText()).isEqualTo("a file");
    assertThat(second.path("messages").get(2).path("text").asText()).isEqualTo("{\"helped\":\"it\"}");
  }

  @Test
  void neverRepeatsInAnEventWhatOthersTell() {
    var story = think(new FakeModel().calls("fetch", "{\"url\": \"a\"}").says("done")).run("{\"what\": \"gold\"}");
    TaskEvent second =
        story.events().stream().filter(event -> event.getType() == TaskEventType.STEP_STARTED && event.getStep().equals("think/turn-2")).findFirst().orElseThrow();
    assertThat(second.getData()).matches("\\{\"kind\":\"turn\",\"hash\":\"[0-9a-f]{16}\"}");
  }

  @Test
  void runsNothingThatTheDefinitionDoesNotAllowAndTellsTheModel() {
    var model = new FakeModel().calls("rm", "{}").andCalls("fetch", "{\"path\": 7}").says("sorry");
    var story = think(model).run("{\"what\": \"gold\"}").answers("\"sorry\"");
    assertThat(story.inputs("http.request")).isEmpty();
    assertThat(story.events())
        .filteredOn(event -> event.getType() == TaskEventType.STEP_FAILED)
        .extracting(TaskEvent::getReason)
        .containsExactly("UNKNOWN_TOOL", "INVALID_ARGUMENTS");
    JsonNode told = story.inputs("llm.chat").get(1).path("messages");
    assertThat(told.get(0).path("text").asText()).contains("There is no tool rm").contains("fetch, read_file, helper");
    assertThat(told.get(1).path("text").asText()).contains("url");
    assertThat(story.result().getSteps()).isEqualTo(3);
  }

  @Test
  void tellsTheModelThatAToolFailed() {
    var story =
        think(new FakeModel().calls("fetch", "{\"url\": \"a\"}").says("too bad"))
            .action("http.request", _ -> { throw new FakeFailure("HTTP_500", "The server broke."); })
            .run("{\"what\": \"gold\"}")
            .answers("\"too bad\"");
    assertThat(story.inputs("llm.chat").get(1).path("messages").get(0).path("text").asText()).isEqualTo("The tool failed. HTTP_500: The server broke.");
  }

  @Test
  void cutsWhatIsTooLongForAModel() {
    var story =
        think(new FakeModel().calls("fetch", "{\"url\": \"a\"}").says("long")).action("http.request", _ -> "x".repeat(20_000)).run("{\"what\": \"gold\"}");
    assertThat(story.inputs("llm.chat").get(1).path("messages").get(0).path("text").asText()).hasSizeLessThan(16_500).endsWith("the first 16384 of 20000 characters]");
  }

  @Test
  void endsAfterSoManyTurns() {
    var model = new FakeModel().calls("fetch", "{\"url\": \"a\"}").calls("fetch", "{\"url\": \"b\"}").calls("fetch", "{\"url\": \"c\"}").says("never");
    think(model).run("{\"what\": \"gold\"}").fails("TURNS");
  }

  @Test
  void endsAtItsTokensAndItsTime() {
    var story = AgentTest.of(THINK.replace("turns: 3", "tokens: 30")).with(HELPER).action("http.request", input -> input);
    story.model(new FakeModel().calls("fetch", "{\"url\": \"a\"}").says("never")).run("{\"what\": \"x\"}").fails("TOKENS");
    AgentTest.of(THINK.replace("turns: 3", "duration: PT1M"))
        .with(HELPER)
        .action("http.request", Duration.ofMinutes(2), input -> input)
        .model(new FakeModel().calls("fetch", "{\"url\": \"a\"}"))
        .run("{\"what\": \"x\"}")
        .fails("DURATION");
  }

  @Test
  void stopsWhatIsUnderWayWhereItsTimeIsOver() {
    var tasks =
        new TestTasks((_, _) -> Optional.empty(), "agent: a\nnodes:\n  think: {reason: {prompt: hi, duration: PT1M}}\n").begin("{}").skip(Duration.ofMinutes(1));

    assertThat(tasks.result().getReason()).isEqualTo("DURATION");
    assertThat(tasks.effects()).filteredOn(effect -> effect instanceof Effect.Control).hasSize(1);
  }

  @Test
  void holdsTheAnswerAgainstItsSchema() {
    String agent = "agent: json\nnodes:\n  think: {reason: {prompt: hi, answer: {type: object, required: [n], properties: {n: {type: integer}}}}}\n";
    AgentTest.of(agent).model(new FakeModel().says("{\"n\": 3}")).run("{}").answers("{\"n\": 3}");
    AgentTest.of(agent).model(new FakeModel().says("{\"n\": \"three\"}")).run("{}").fails("ANSWER_INVALID");
    AgentTest.of(agent).model(new FakeModel().says("three")).run("{}").fails("ANSWER_INVALID");
  }

  @Test
  void asksTheModelAgainWhereItFails() {
    var asked = new int[1];
    FakeModel model = new FakeModel().says("at last");
    var story =
        AgentTest.of("agent: a\nnodes:\n  think: {reason: {prompt: hi}, retry: {attempts: 2, pause: PT1M}}\n")
            .action(
                "llm.chat",
                input -> {
                  if (asked[0]++ == 0) {
                    throw new FakeFailure("MODEL_BUSY", "Busy.");
                  }
                  return model.next(input);
                })
            .run("{}")
            .answers("\"at last\"");
    assertThat(story.took()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void failsWithTheReasonOfTheModel() {
    AgentTest.of("agent: a\nnodes:\n  think: {reason: {prompt: hi}}\n")
        .action("llm.chat", _ -> { throw new FakeFailure("CONTENT_FILTER", "No."); })
        .run("{}")
        .fails("CONTENT_FILTER");
  }

  @Test
  void runsToolsWithinTheLimitOfTheTask() {
    var model = new FakeModel().calls("fetch", "{\"url\": \"a\"}").andCalls("fetch", "{\"url\": \"b\"}").andCalls("fetch", "{\"url\": \"c\"}").says("done");
    var story =
        AgentTest.of("limits: {parallel: 2}\n" + THINK).with(HELPER).model(model).action("http.request", Duration.ofMinutes(1), input -> input).run("{\"what\": \"x\"}");
    assertThat(story.completes().took()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void countsTurnsAndToolsAsSteps() {
    var model = new FakeModel().calls("fetch", "{\"url\": \"a\"}").says("done");
    think(model).run("{\"what\": \"x\"}").completes();
    AgentTest.of("limits: {steps: 3}\n" + THINK)
        .with(HELPER)
        .model(new FakeModel().calls("fetch", "{\"url\": \"a\"}").says("done"))
        .action("http.request", input -> input)
        .run("{\"what\": \"x\"}")
        .ends(TaskStatus.OVER_BUDGET, "STEPS");
  }

  @Test
  void growsByWhatATurnAddsHoweverManyTurns() {
    var model = new FakeModel();
    for (int i = 0; i < 100; i++) {
      model.calls("fetch", "{\"url\": \"" + (100 + i) + "\"}");
    }
    model.says("done");
    var story =
        AgentTest.of("limits: {steps: 1000, history-bytes: 4000000}\n" + THINK.replace("turns: 3", "turns: 200"))
            .with(HELPER)
            .model(model)
            .action("http.request", _ -> "x".repeat(8192))
            .run("{\"what\": \"x\"}")
            .completes();
    List<Long> sizes = story.events().stream().map(Tally::length).toList();
    long first = sizes.subList(2, 42).stream().mapToLong(Long::longValue).sum();
    long last = sizes.subList(sizes.size() - 44, sizes.size() - 4).stream().mapToLong(Long::longValue).sum();
    assertThat((double) last / first).isBetween(0.9, 1.1);
  }
}

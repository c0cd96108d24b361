package io.forebay.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.agents.ShippedAgents;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskEventType;
import io.forebay.schemas.TaskStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The agents that ship, each from its beginning to its ends. */
class ShippedAgentsTest {
  private static final String MAIL = "{\"subject\": \"Pump\", \"text\": \"When does the pump arrive?\", \"language\": \"en\"}";

  private static final Set<String> CALLS = Set.of("look[0]/prioritise", "look[1]/summarise");

  private static String source(String agent) {
    return ShippedAgents.all().stream().filter(shipped -> shipped.name().equals(agent)).findFirst().orElseThrow().source();
  }

  /** A model that answers JSON by the first words of its system prompt. */
  private static FakeAction model(Map<String, String> answers) {
    return input -> {
      String system = input.path("system").asText();
      String json = answers.entrySet().stream().filter(answer -> system.startsWith(answer.getKey())).findFirst().orElseThrow(() -> new FakeFailure("UNEXPECTED", system)).getValue();
      return Map.of("text", json, "json", Json.readOwn(json), "toolCalls", List.of(), "finishReason", "stop", "model", "fake");
    };
  }

  private static AgentTest crew(Map<String, String> answers) {
    return AgentTest.of(source("email-crew"))
        .with(source("email-classify"))
        .with(source("email-prioritise"))
        .with(source("email-summarise"))
        .with(source("email-respond"))
        .action("llm.chat", model(answers));
  }

  private static Map<String, String> answers(String classification) {
    return Map.of(
        "You classify", classification,
        "You prioritise", "{\"priority\": 7, \"reasons\": [\"a person waits\"]}",
        "You summarise", "{\"summary\": \"Somebody waits for a pump.\"}",
        "You answer", "{\"reply\": \"On Friday.\"}");
  }

  @Test
  void aCrewDraftsAnAnswerWhereAPersonWaits() {
    var story = crew(answers("{\"category\": \"request\", \"spam\": false, \"needsReply\": true}")).run(MAIL);

    story.answers(
        """
        {"category": "request", "priority": 7, "reasons": ["a person waits"], "summary": "Somebody waits for a pump.", "draft": "On Friday."}
        """);
    assertThat(story.inputs("llm.chat")).hasSize(4);
  }

  @Test
  void aCrewDraftsNothingWhereNobodyWaits() {
    var story = crew(answers("{\"category\": \"alert\", \"spam\": false, \"needsReply\": false}")).run(MAIL);

    story.answers(
        """
        {"category": "alert", "priority": 7, "reasons": ["a person waits"], "summary": "Somebody waits for a pump.", "draft": null}
        """);
    assertThat(story.inputs("llm.chat")).extracting(input -> input.get("system").asText()).noneMatch(system -> system.startsWith("You answer"));
  }

  @Test
  void aCrewLooksNoFurtherAtSpam() {
    var story = crew(answers("{\"category\": \"spam\", \"spam\": true, \"needsReply\": true}")).run(MAIL);

    story.answers("{\"category\": \"spam\", \"priority\": 0, \"reasons\": [\"spam\"], \"summary\": \"Pump\", \"draft\": null}");
    assertThat(story.inputs("llm.chat")).hasSize(1);
  }

  @Test
  void aCrewLooksAtPriorityAndSummaryAtTheSameTime() {
    var story = crew(answers("{\"category\": \"alert\", \"spam\": false, \"needsReply\": false}")).run(MAIL);

    List<TaskEventType> ofTheTwo =
        story.events().stream().filter(event -> CALLS.contains(Objects.toString(event.getStep()))).map(TaskEvent::getType).toList();
    assertThat(ofTheTwo).startsWith(TaskEventType.STEP_STARTED, TaskEventType.STEP_STARTED);
  }

  @Test
  void aCrewsWordsOfAModelAreHeldAgainstTheSchema() {
    var answers = answers("{\"category\": \"billing\", \"spam\": \"perhaps\", \"needsReply\": true}");

    AgentTest.of(source("email-classify")).action("llm.chat", model(answers)).run("{\"subject\": \"Pump\", \"text\": \"x\"}").fails("ANSWER_INVALID");
  }

  @Test
  void eachOfTheCrewWorksAlone() {
    var model = model(answers("{\"category\": \"request\", \"spam\": false, \"needsReply\": true}"));

    AgentTest.of(source("email-classify")).action("llm.chat", model).run(MAIL).answers("{\"category\": \"request\", \"spam\": false, \"needsReply\": true}");
    AgentTest.of(source("email-prioritise")).action("llm.chat", model).run(MAIL).answers("{\"priority\": 7, \"reasons\": [\"a person waits\"]}");
    AgentTest.of(source("email-summarise")).action("llm.chat", model).run(MAIL).answers("\"Somebody waits for a pump.\"");
    AgentTest.of(source("email-respond")).action("llm.chat", model).run(MAIL).answers("\"On Friday.\"");
  }

  @Test
  void researchReadsPagesAndFilesAtTheSameTimeAndAnswersWithSources() {
    var story =
        AgentTest.of(source("research"))
            .model(
                new FakeModel()
                    .calls("fetch", "{\"url\": \"https://example.com/delivery\"}")
                    .andCalls("list_files", "{}")
                    .calls("read_file", "{\"path\": \"returns.md\"}")
                    .says("{\"answer\": \"Three days.\", \"sources\": [{\"where\": \"https://example.com/delivery\"}]}"))
            .action("http.request", input -> Map.of("status", 200, "text", "Delivery takes three days."))
            .action("mcp.call", input -> Map.of("isError", false, "content", List.of(Map.of("type", "text", "text", "returns.md"))))
            .run("{\"question\": \"How long does delivery take?\"}");

    story.answers("{\"answer\": \"Three days.\", \"sources\": [{\"where\": \"https://example.com/delivery\"}]}");
    assertThat(story.inputs("http.request").getFirst().get("url").asText()).isEqualTo("https://example.com/delivery");
    assertThat(story.inputs("mcp.call")).extracting(input -> input.get("tool").asText()).containsExactly("list_files", "read_file");
    assertThat(story.inputs("mcp.call").getLast().toString()).isEqualTo("{\"server\":\"files\",\"tool\":\"read_file\",\"arguments\":{\"path\":\"returns.md\"}}");
  }

  @Test
  void researchFetchesOnlyWhatItsSchemaAllows() {
    var story =
        AgentTest.of(source("research"))
            .model(new FakeModel().calls("fetch", "{\"url\": \"file:///etc/passwd\"}").calls("write_file", "{}").says("{\"answer\": \"I may not.\", \"sources\": []}"))
            .action("http.request", input -> Map.of("status", 200))
            .run("{\"question\": \"What is in it?\"}");

    story.completes();
    assertThat(story.inputs("http.request")).isEmpty();
    assertThat(story.inputs("llm.chat").get(1).toString()).contains("The arguments are not as the tool's schema says");
    assertThat(story.inputs("llm.chat").get(2).toString()).contains("There is no tool write_file");
  }

  private static AgentTest approval() {
    return AgentTest.of(source("approval-example")).action("llm.chat", input -> Map.of("text", "Good news.")).action("core.echo", input -> input);
  }

  @Test
  void publishesWhatAManagerApproves() {
    approval()
        .start("{\"topic\": \"pumps\"}")
        .waitsAt("sign-off")
        .approve("manager")
        .ran("draft", "sign-off", "publish")
        .answers("{\"published\": true, \"text\": \"Good news.\", \"by\": \"test\"}");
  }

  @Test
  void publishesNothingThatAManagerRejects() {
    var story = approval().start("{\"topic\": \"pumps\"}").reject("manager");

    story.answers("{\"published\": false, \"text\": \"Good news.\", \"by\": \"test\"}");
    assertThat(story.inputs("core.echo")).isEmpty();
  }

  @Test
  void publishesNothingThatNobodyApprovesInADay() {
    var story = approval().start("{\"topic\": \"pumps\"}").skip(Duration.ofHours(24).minusMillis(1)).waitsAt("sign-off").skip(Duration.ofMillis(1));

    story.completes();
    assertThat(story.output().get("published").asBoolean()).isFalse();
    assertThat(story.inputs("llm.chat")).hasSize(1);
  }

  @Test
  void aPersonWithAnotherRoleApprovesNothing() {
    approval().start("{\"topic\": \"pumps\"}").approve("intern").waitsAt("sign-off");
  }

  private static AgentStory fanOut(int texts, int failing) {
    var failed = new AtomicInteger();
    var input = Json.object();
    var list = input.putArray("texts");
    for (int i = 0; i < texts; i++) {
      list.add(i < failing ? "bad" : "good");
    }
    return AgentTest.of(source("fan-out-example"))
        .action(
            "llm.chat",
            asked -> {
              if (asked.at("/messages/0/text").asText().equals("bad")) {
                throw new FakeFailure("MODEL_REFUSED", "No. " + failed.incrementAndGet());
              }
              return Map.of("text", "About pumps.");
            })
        .run(input.toString());
  }

  @Test
  void leavesAGapWhereATextCannotBeRead() {
    var story = fanOut(3, 1);

    story.answers("{\"sentences\": [null, \"About pumps.\", \"About pumps.\"], \"together\": \"About pumps.\"}");
    assertThat(story.inputs("llm.chat").getLast().at("/messages/0/text").asText()).isEqualTo("The sentences: [null,\"About pumps.\",\"About pumps.\"]");
  }

  @Test
  void standsThreeGapsAndNotFour() {
    fanOut(6, 3).completes();
    assertThat(fanOut(6, 4).result().getStatus()).isEqualTo(TaskStatus.FAILED);
  }

  @Test
  void readsAHundredTexts() {
    assertThat(fanOut(100, 0).completes().output().get("sentences")).hasSize(100);
  }

  private static AgentTest desktop() {
    JsonNode screen = Json.readOwn("{\"elements\": [{\"id\": \"save\", \"text\": \"Save\"}]}");
    return AgentTest.of(source("desktop-example"))
        .action("desktop.observe", input -> screen)
        .action("desktop.click", input -> Map.of())
        .action("desktop.type", input -> Map.of());
  }

  @Test
  void clicksOnlyAfterAPersonHasAgreed() {
    var story =
        desktop()
            .model(new FakeModel().calls("observe", "{}").calls("click", "{\"element\": \"save\"}").says("{\"reached\": true, \"report\": \"Saved.\"}"))
            .start("{\"session\": \"desk-1\", \"goal\": \"Save the file.\"}");

    assertThat(story.waitsAt("agreed").inputs("desktop.click")).isEmpty();
    story.approve("operator").answers("{\"reached\": true, \"report\": \"Saved.\"}");
    assertThat(story.inputs("desktop.click").getFirst().toString()).isEqualTo("{\"session\":\"desk-1\",\"element\":\"save\"}");
  }

  @Test
  void touchesNothingWhereNobodyAgrees() {
    var story = desktop().run("{\"session\": \"desk-1\", \"goal\": \"Save the file.\"}");

    assertThat(story.result().getStatus()).isEqualTo(TaskStatus.FAILED);
    assertThat(story.result().getMessage()).contains("Nobody agreed that the desktop desk-1 is used.");
    assertThat(story.took()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void everyAgentThatShipsIsTriedHere() {
    assertThat(ShippedAgents.all())
        .extracting(ShippedAgents.Shipped::name)
        .containsExactlyInAnyOrder(
            "email-classify", "email-prioritise", "email-summarise", "email-respond", "email-crew", "research", "approval-example", "fan-out-example", "desktop-example");
  }
}

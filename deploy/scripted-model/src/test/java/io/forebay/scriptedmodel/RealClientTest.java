package io.forebay.scriptedmodel;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.llm.ChatHandler;
import io.forebay.llm.EmbedHandler;
import io.forebay.runners.HandlerTestKit;
import io.forebay.schemas.OutcomeKind;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped script as the runner's own client hears it, streamed and at once. */
@Timeout(30)
class RealClientTest {
  private static final String TOOL = "{\"name\":\"look\",\"parameters\":{\"type\":\"object\",\"required\":[\"where\"],\"properties\":{\"where\":{\"type\":\"string\"}}}}";

  @TempDir private Path folder;

  private HandlerTestKit.Outcome ask(String streaming, String... inputs) throws Exception {
    try (var model = ScriptedModel.start(0, Script.shipped());
        var kit = HandlerTestKit.start(new ChatHandler(), Map.of("base-url", model.url().toString(), "model", "scripted", "streaming", streaming), folder)) {
      HandlerTestKit.Outcome outcome = null;
      for (String input : inputs) {
        String context = outcome == null ? "" : outcome.output().path("context").toString();
        String callId = outcome == null ? "" : outcome.output().at("/toolCalls/0/id").asText();
        outcome = kit.run(input.replace("$CONTEXT", context).replace("$CALL", callId));
        assertThat(outcome.kind()).as(outcome.message()).isEqualTo(OutcomeKind.SUCCEEDED);
      }
      return outcome;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void speaks(String streaming) throws Exception {
    var outcome = ask(streaming, "{\"messages\":[{\"role\":\"user\",\"text\":\"Pumps are on sale. Come and see.\"}]}");

    assertThat(outcome.output().get("text").textValue()).isEqualTo("[scripted] Pumps are on sale.");
    assertThat(outcome.output().get("model").textValue()).isEqualTo("scripted");
    assertThat(outcome.usage().getOutputTokens()).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void answersInTheFormThatIsAskedFor(String streaming) throws Exception {
    var outcome =
        ask(
            streaming,
            "{\"messages\":[{\"role\":\"user\",\"text\":\"Is the pump red or green? It is green.\"}],\"responseSchema\":{\"type\":\"object\",\"required\":[\"colour\"],"
                + "\"properties\":{\"colour\":{\"enum\":[\"blue\",\"green\"]}}}}");

    assertThat(outcome.output().at("/json/colour").textValue()).isEqualTo("green");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void asksForAToolAndSaysWhatItAnswered(String streaming) throws Exception {
    var outcome =
        ask(
            streaming,
            "{\"messages\":[{\"role\":\"user\",\"text\":\"Cellar\"}],\"keepContext\":true,\"tools\":[" + TOOL + "]}",
            "{\"context\":$CONTEXT,\"messages\":[{\"role\":\"tool\",\"toolCallId\":\"$CALL\",\"text\":\"There is water.\"}],\"tools\":[" + TOOL + "]}");

    assertThat(outcome.output().get("text").textValue()).isEqualTo("[scripted] There is water.");
  }

  @Test
  void embeds() throws Exception {
    try (var model = ScriptedModel.start(0, Script.shipped());
        var kit = HandlerTestKit.start(new EmbedHandler(), Map.of("base-url", model.url().toString(), "embedding-model", "scripted"), folder)) {
      assertThat(kit.run("{\"texts\":[\"a pump\",\"a cake\"]}").output().get("dimensions").intValue()).isEqualTo(Embedding.DIMENSIONS);
    }
  }
}

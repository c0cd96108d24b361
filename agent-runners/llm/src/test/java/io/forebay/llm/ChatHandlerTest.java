package io.forebay.llm;

import static io.forebay.llm.FakeModelServer.asksFor;
import static io.forebay.llm.FakeModelServer.says;
import static io.forebay.llm.FakeModelServer.saysAndEndsLater;
import static io.forebay.llm.FakeModelServer.saysAndStopsFor;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.runners.ActionFailedException;
import io.forebay.runners.ActionResult;
import io.forebay.schemas.BlobRef;
import io.forebay.schemas.Usage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatHandlerTest {
  private static final String HELLO = "{\"messages\":[{\"role\":\"user\",\"text\":\"Hello\"}]}";
  private static final String CITY_SCHEMA = "{\"type\":\"object\",\"required\":[\"city\"],\"properties\":{\"city\":{\"type\":\"string\"}}}";
  private static final String CITY = "{\"messages\":[{\"role\":\"user\",\"text\":\"Where?\"}],\"responseSchema\":" + CITY_SCHEMA + "}";

  private final FakeModelServer server = new FakeModelServer();
  private final HandlerRig rig = new HandlerRig(new ChatHandler(), TestSettings.at(server.baseUrl()).build());

  @AfterEach
  void close() {
    rig.close();
    server.close();
  }

  @Test
  void answersWithWhatTheModelSays() throws Exception {
    server.then(says("Good", " ", "day"));

    ActionResult result = rig.run(HELLO);

    assertThat(result.output().toString()).isEqualTo("{\"text\":\"Good day\",\"toolCalls\":[],\"finishReason\":\"stop\",\"model\":\"model-1\"}");
    assertThat(result.usage()).isEqualTo(new Usage(10L, 3L, 10 * 2L + 3 * 8L));
  }

  @Test
  void asksInOpenAisWords() throws Exception {
    server.then(says("ok"));

    rig.run(
        """
        {"system": "Be brief.", "temperature": 0.5, "maxOutputTokens": 42, "model": "big-model", "messages": [
          {"role": "user", "text": "What is the weather?"},
          {"role": "assistant", "toolCalls": [{"id": "c1", "name": "weather", "arguments": {"city": "Oslo"}}]},
          {"role": "tool", "toolCallId": "c1", "text": ""}]}
        """);

    FakeModelServer.Request request = server.request();
    assertThat(request.path()).isEqualTo("/v1/chat/completions");
    assertThat(request.authorization()).isEqualTo("Bearer " + TestSettings.KEY);
    assertThat(request.body())
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"model": "big-model", "temperature": 0.5, "max_tokens": 42, "stream": true, "stream_options": {"include_usage": true}, "messages": [
                  {"role": "system", "content": "Be brief."},
                  {"role": "user", "content": "What is the weather?"},
                  {"role": "assistant", "tool_calls": [{"id": "c1", "type": "function", "function": {"name": "weather", "arguments": "{\\"city\\":\\"Oslo\\"}"}}]},
                  {"role": "tool", "tool_call_id": "c1", "content": ""}]}
                """));
  }

  @Test
  void usesTheEndpointsModelAndLimitWhereNoneAreGiven() throws Exception {
    server.then(says("ok"));

    rig.run(HELLO);

    JsonNode body = server.request().body();
    assertThat(body.path("model").asText()).isEqualTo("model-1");
    assertThat(body.path("max_tokens").asInt()).isEqualTo(500);
  }

  @Test
  void answersTheSameWithoutStreaming() throws Exception {
    server.then(says("Good", " ", "day"));

    try (HandlerRig whole = new HandlerRig(new ChatHandler(), TestSettings.at(server.baseUrl()).withoutStreaming().build())) {
      ActionResult result = whole.run(HELLO);

      assertThat(result.output().toString()).isEqualTo("{\"text\":\"Good day\",\"toolCalls\":[],\"finishReason\":\"stop\",\"model\":\"model-1\"}");
      assertThat(result.usage()).isEqualTo(new Usage(10L, 3L, 44L));
      assertThat(server.request().body().path("stream").asBoolean()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void usesItsConnectionAgain(boolean streaming) throws Exception {
    TestSettings settings = TestSettings.at(server.baseUrl());
    try (HandlerRig thrifty = new HandlerRig(new ChatHandler(), (streaming ? settings : settings.withoutStreaming()).build())) {
      server.then(says("one")).then(FakeModelServer.refuses(429, "", "slow down", Map.of())).then(says("two"));

      thrifty.run(HELLO);
      thrifty.failure(HELLO);
      thrifty.run(HELLO);

      int first = server.request().connection();
      assertThat(server.request().connection()).isEqualTo(first);
      assertThat(server.request().connection()).isEqualTo(first);
    }
  }

  @Test
  void waitsForTheEndOfAStreamToUseItsConnectionAgain() throws Exception {
    server.then(saysAndEndsLater("one")).then(says("two"));

    rig.run(HELLO);
    rig.run(HELLO);

    assertThat(server.request().connection()).isEqualTo(server.request().connection());
  }

  @Test
  void tellsHowFarItIs() throws Exception {
    server.then(says("Good", " ", "day"));

    rig.run(HELLO);

    assertThat(rig.progress().getFirst().toString()).isEqualTo("{\"text\":\"Good\"}");
    assertThat(rig.progress()).as("a few a second, however fast the model is").hasSizeLessThan(3);
  }

  @Test
  void passesToolsOnAsTheyAre() throws Exception {
    server.then(asksFor("c7", "weather", "{\"city\":\"Oslo\",\"days\":[1,2]}"));

    ActionResult result =
        rig.run(
            """
            {"messages": [{"role": "user", "text": "Weather?"}],
             "tools": [{"name": "weather", "description": "Tells it.", "parameters": {"type": "object", "patternProperties": {"^c": {"type": "string"}}}}, {"name": "now"}]}
            """);

    assertThat(server.request().body().path("tools"))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                [{"type": "function", "function": {"name": "weather", "description": "Tells it.", "parameters": {"type": "object", "patternProperties": {"^c": {"type": "string"}}}}},
                 {"type": "function", "function": {"name": "now", "parameters": {"type": "object", "properties": {}}}}]
                """));
    assertThat(result.output().path("toolCalls").toString()).isEqualTo("[{\"id\":\"c7\",\"name\":\"weather\",\"arguments\":{\"city\":\"Oslo\",\"days\":[1,2]}}]");
    assertThat(result.output().path("finishReason").asText()).isEqualTo("tool_calls");
    assertThat(result.output().path("text").asText()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"city\":", "[1]", "\"Oslo\"", "{} {}"})
  void refusesArgumentsThatAreNoObject(String arguments) throws Exception {
    server.then(asksFor("c7", "weather", arguments));

    ActionFailedException failure = rig.failure(HELLO);

    assertThat(failure.code()).isEqualTo("INVALID_OUTPUT");
    assertThat(failure.isRetryable()).isTrue();
    assertThat(failure.usage()).as("what it cost all the same").isEqualTo(new Usage(10L, 7L, 76L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"city\":\"Oslo\"}", "```json\n{\"city\":\"Oslo\"}\n```", " {\"city\": \"Oslo\"}\n"})
  void answersWithJsonWhereASchemaIsGiven(String text) throws Exception {
    server.then(says(text));

    ActionResult result = rig.run(CITY);

    assertThat(result.output().path("json").toString()).isEqualTo("{\"city\":\"Oslo\"}");
    assertThat(server.request().body().path("response_format").toString())
        .isEqualTo("{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"answer\",\"strict\":false,\"schema\":" + CITY_SCHEMA + "}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Oslo, I think.", "{\"city\":7}", "{}", "{\"city\":\"Oslo\"} indeed", ""})
  void refusesAnswersThatDoNotMatchTheSchema(String text) throws Exception {
    server.then(says(text));

    ActionFailedException failure = rig.failure(CITY);

    assertThat(failure.code()).isEqualTo("INVALID_OUTPUT");
    assertThat(failure.isRetryable()).isTrue();
    assertThat(failure.usage().getOutputTokens()).isEqualTo(1);
  }

  @Test
  void saysThatJsonWasCutRatherThanTryAgainForTheSame() throws Exception {
    server.then(saysAndStopsFor("length", "{\"city\":\"Os"));

    ActionFailedException failure = rig.failure(CITY);

    assertThat(failure.code()).isEqualTo("OUTPUT_TOO_LONG");
    assertThat(failure.isRetryable()).isFalse();
    assertThat(failure).hasMessageContaining("raise maxOutputTokens");
  }

  @Test
  void tellsThatAnAnswerWasCut() throws Exception {
    server.then(saysAndStopsFor("length", "Once upon"));

    assertThat(rig.run(HELLO).output().path("finishReason").asText()).isEqualTo("length");
  }

  @Test
  void putsImagesInPlaceOfTheirReferences() throws Exception {
    BlobRef image = rig.blobs.put(HandlerRig.TENANT, new byte[] {1, 2, 3}, "image/png");
    server.then(says("a dot"));

    rig.run("{\"messages\":[{\"role\":\"user\",\"text\":\"What?\",\"images\":[" + Json.text(BlobPointer.to(image)) + "]}]}");

    assertThat(server.request().body().at("/messages/0/content"))
        .isEqualTo(
            Json.MAPPER.readTree(
                "[{\"type\":\"text\",\"text\":\"What?\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AQID\",\"detail\":\"auto\"}}]"));
  }

  @Test
  void refusesAnAnswerThatNoRecordHolds() throws Exception {
    server.then(says("x".repeat(800 << 10)));

    ActionFailedException failure = rig.failure(HELLO);

    assertThat(failure.code()).isEqualTo("OUTPUT_TOO_LONG");
    assertThat(failure.isRetryable()).isFalse();
    assertThat(failure.usage().getOutputTokens()).isEqualTo(1);
  }

  @Test
  void refusesImagesOfOtherTypes() throws Exception {
    BlobRef image = rig.blobs.put(HandlerRig.TENANT, new byte[] {1}, "image/svg+xml");

    ActionFailedException failure = rig.failure("{\"messages\":[{\"role\":\"user\",\"images\":[" + Json.text(BlobPointer.to(image)) + "]}]}");

    assertThat(failure.code()).isEqualTo("INVALID_IMAGE");
    assertThat(failure.isRetryable()).isFalse();
    assertThat(server.requestsLeft()).isZero();
  }

  @Test
  void refusesImagesThatAreTooLargeWithoutReadingThem() throws Exception {
    String large = Json.text(new BlobPointer("memory:1", "0".repeat(64), Prompt.IMAGE_BYTES_MAX + 1, "image/png"));

    assertThat(rig.failure("{\"messages\":[{\"role\":\"user\",\"images\":[" + large + "]}]}").code()).isEqualTo("IMAGES_TOO_LARGE");
  }

  @Test
  void refusesMoreImagesThanFitIntoACall() throws Exception {
    String image = Json.text(BlobPointer.to(rig.blobs.put(HandlerRig.TENANT, new byte[6 << 20], "image/jpeg")));

    ActionFailedException failure = rig.failure("{\"messages\":[{\"role\":\"user\",\"images\":[" + image + "," + image + "," + image + "]}]}");

    assertThat(failure.code()).isEqualTo("IMAGES_TOO_LARGE");
  }

  @Test
  void continuesFromAContext() throws Exception {
    server.then(says("Blue.")).then(says("You said blue."));

    JsonNode first = rig.run("{\"system\":\"Be brief.\",\"keepContext\":true,\"messages\":[{\"role\":\"user\",\"text\":\"A colour?\"}]}").output();
    rig.run("{\"messages\":[{\"role\":\"user\",\"text\":\"Which?\"}],\"context\":" + first.path("context") + "}");

    server.request();
    assertThat(server.request().body().path("messages"))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "A colour?"},
                 {"role": "assistant", "content": "Blue."}, {"role": "user", "content": "Which?"}]
                """));
  }

  @Test
  void continuesAfterAModelThatSaidNothing() throws Exception {
    server.then(says("")).then(says("Yes."));

    JsonNode first = rig.run("{\"keepContext\":true,\"messages\":[{\"role\":\"user\",\"text\":\"Hm?\"}]}").output();
    rig.run("{\"messages\":[{\"role\":\"tool\",\"toolCallId\":\"c1\",\"text\":\"\"}],\"keepContext\":true,\"context\":" + first.path("context") + "}");

    server.request();
    assertThat(server.request().body().at("/messages/1").toString()).isEqualTo("{\"role\":\"assistant\",\"content\":\"\"}");
  }

  @Test
  void keepsNoContextUnlessAsked() throws Exception {
    server.then(says("Blue."));

    assertThat(rig.run(HELLO).output().has("context")).isFalse();
    assertThat(rig.blobs.count()).isZero();
  }

  @Test
  void storesAsMuchForTheHundredthTurnAsForTheFirst() throws Exception {
    String text = "x".repeat(1_000);
    String context = "";
    long[] bytes = new long[101];
    for (int turn = 1; turn <= 100; turn++) {
      server.then(says(text));
      String input = "{\"keepContext\":true,\"messages\":[{\"role\":\"user\",\"text\":\"" + text + "\"}]" + context + "}";
      context = ",\"context\":" + rig.run(input).output().path("context");
      bytes[turn] = rig.blobs.bytes();
    }

    assertThat(bytes[100] - bytes[99]).isLessThan(bytes[2] - bytes[1] + 10);
  }

  @Test
  void readsNoContextOfAnotherTenant() throws Exception {
    server.then(says("Blue."));
    String context = rig.run("{\"keepContext\":true,\"messages\":[{\"role\":\"user\",\"text\":\"A colour?\"}]}").output().path("context").toString();

    ActionFailedException failure = null;
    try {
      rig.run("globex", "{\"messages\":[{\"role\":\"user\",\"text\":\"Which?\"}],\"context\":" + context + "}");
    } catch (ActionFailedException e) {
      failure = e;
    }

    assertThat(failure).isNotNull().extracting(ActionFailedException::code).isEqualTo("BLOB_UNAVAILABLE");
  }

  @Test
  void tellsWhatAnAnswerCostThatCannotBeKept() throws Exception {
    rig.blobs.breakDown();
    server.then(says("Blue."));

    ActionFailedException failure = rig.failure("{\"keepContext\":true,\"messages\":[{\"role\":\"user\",\"text\":\"A colour?\"}]}");

    assertThat(failure.code()).isEqualTo("BLOB_UNAVAILABLE");
    assertThat(failure.isRetryable()).isTrue();
    assertThat(failure.usage()).isEqualTo(new Usage(10L, 1L, 28L));
  }

  @Test
  void saysWhatToSetWhereNoServerIsConfigured() throws Exception {
    try (HandlerRig bare = new HandlerRig(new ChatHandler(), TestSettings.none())) {
      ActionFailedException failure = bare.failure(HELLO);

      assertThat(failure.code()).isEqualTo("MODEL_NOT_CONFIGURED");
      assertThat(failure.isRetryable()).isFalse();
      assertThat(failure).hasMessageContaining("handlers.llm.base-url").hasMessageContaining("FOREBAY_HANDLERS_LLM_BASE_URL");
    }
  }

  @Test
  void asksTheEndpointThatARequestNames() throws Exception {
    try (FakeModelServer other = new FakeModelServer();
        HandlerRig two =
            new HandlerRig(
                new ChatHandler(), TestSettings.at(server.baseUrl()).with("big", TestSettings.endpoint(other.baseUrl(), "giant")).build())) {
      other.then(says("Hm."));

      two.run("{\"endpoint\":\"big\",\"messages\":[{\"role\":\"user\",\"text\":\"Hello\"}]}");

      FakeModelServer.Request request = other.request();
      assertThat(request.body().path("model").asText()).isEqualTo("giant");
      assertThat(request.authorization()).as("one server's key is not for another").isNull();
      ActionFailedException failure = two.failure("{\"endpoint\":\"huge\",\"messages\":[{\"role\":\"user\",\"text\":\"Hello\"}]}");
      assertThat(failure).hasMessageContaining("handlers.llm.endpoints.huge.base-url").hasMessageContaining("[big]");
    }
  }

  @Test
  void refusesModelsThatAreNotListedWhereThereIsAList() throws Exception {
    try (HandlerRig strict = new HandlerRig(new ChatHandler(), TestSettings.at(server.baseUrl()).allowing("model-2").build())) {
      server.then(says("a")).then(says("b"));

      strict.run("{\"model\":\"model-1\",\"messages\":[{\"role\":\"user\",\"text\":\"Hello\"}]}");
      strict.run("{\"model\":\"model-2\",\"messages\":[{\"role\":\"user\",\"text\":\"Hello\"}]}");

      assertThat(strict.failure("{\"model\":\"model-3\",\"messages\":[{\"role\":\"user\",\"text\":\"Hello\"}]}").code()).isEqualTo("MODEL_NOT_ALLOWED");
    }
  }

  @Test
  void drawsASpanThatHoldsNoWordOfWhatWasSaid() throws Exception {
    server.then(says("Good", " ", "day"));

    rig.run("{\"temperature\":0.5,\"messages\":[{\"role\":\"user\",\"text\":\"Hello\"}]}");

    SpanData span = rig.spans().getFirst();
    assertThat(span.getName()).isEqualTo("chat model-1");
    assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.getAttributes().asMap())
        .isEqualTo(
            Map.ofEntries(
                Map.entry(AttributeKey.stringKey("gen_ai.operation.name"), "chat"),
                Map.entry(AttributeKey.stringKey("gen_ai.provider.name"), "openai"),
                Map.entry(AttributeKey.stringKey("gen_ai.request.model"), "model-1"),
                Map.entry(AttributeKey.doubleKey("gen_ai.request.temperature"), 0.5),
                Map.entry(AttributeKey.longKey("gen_ai.request.max_tokens"), 500L),
                Map.entry(AttributeKey.stringKey("gen_ai.response.id"), "chat-1"),
                Map.entry(AttributeKey.stringKey("gen_ai.response.model"), "model-1"),
                Map.entry(AttributeKey.stringArrayKey("gen_ai.response.finish_reasons"), List.of("stop")),
                Map.entry(AttributeKey.longKey("gen_ai.usage.input_tokens"), 10L),
                Map.entry(AttributeKey.longKey("gen_ai.usage.output_tokens"), 3L),
                Map.entry(AttributeKey.stringKey("server.address"), "127.0.0.1"),
                Map.entry(AttributeKey.longKey("server.port"), (long) server.baseUrl().getPort())));
  }

  @Test
  void marksTheSpanOfAFailure() throws Exception {
    server.then(says("no json"));

    rig.failure(CITY);

    assertThat(rig.spans().getFirst().getAttributes().get(AttributeKey.stringKey("error.type"))).isEqualTo("INVALID_OUTPUT");
  }
}

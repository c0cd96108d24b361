package io.forebay.llm;

import static io.forebay.llm.FakeModelServer.embeds;
import static io.forebay.llm.FakeModelServer.refuses;
import static io.forebay.llm.FakeModelServer.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.runners.ActionFailedException;
import io.forebay.runners.ActionResult;
import io.forebay.schemas.BlobRef;
import io.forebay.schemas.Usage;
import io.opentelemetry.api.common.AttributeKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbedHandlerTest {
  private static final String TWO = "{\"texts\":[\"one\",\"two\"]}";

  private final FakeModelServer server = new FakeModelServer();
  private final HandlerRig rig = new HandlerRig(new EmbedHandler(), TestSettings.at(server.baseUrl()).build());

  @AfterEach
  void close() {
    rig.close();
    server.close();
  }

  @Test
  void answersWithAVectorForEachText() throws Exception {
    server.then(embeds(new float[] {0.5f, -1}, new float[] {0.25f, 2}));

    ActionResult result = rig.run(TWO);

    assertThat(result.output().toString()).isEqualTo("{\"model\":\"embedder-1\",\"dimensions\":2,\"embeddings\":[[0.5,-1.0],[0.25,2.0]]}");
    assertThat(result.usage()).isEqualTo(new Usage(8L, 0L, 16L));
    FakeModelServer.Request request = server.request();
    assertThat(request.path()).isEqualTo("/v1/embeddings");
    assertThat(request.body()).isEqualTo(Json.MAPPER.readTree("{\"model\":\"embedder-1\",\"input\":[\"one\",\"two\"]}"));
  }

  @Test
  void keepsLargeAnswersAsABlob() throws Exception {
    float[] large = new float[40_000];
    Arrays.fill(large, 0.125f);
    server.then(embeds(large, large));

    JsonNode output = rig.run(TWO).output();

    assertThat(output.has("embeddings")).isFalse();
    BlobRef blob = Json.MAPPER.treeToValue(output.get("blob"), BlobPointer.class).reference();
    JsonNode vectors = Json.MAPPER.readTree(rig.blobs.get(HandlerRig.TENANT, blob));
    assertThat(vectors.size()).isEqualTo(2);
    assertThat(vectors.get(1).get(39_999).asDouble()).isEqualTo(0.125);
  }

  @Test
  void refusesAnAnswerWithTooFewVectors() throws Exception {
    server.then(embeds(new float[] {0.5f}));

    ActionFailedException failure = rig.failure(TWO);

    assertThat(failure.code()).isEqualTo("ANSWER_UNREADABLE");
    assertThat(failure.isRetryable()).isTrue();
    assertThat(failure.usage()).isEqualTo(new Usage(8L, 0L, 16L));
  }

  @Test
  void refusesVectorsOfDifferentLengths() throws Exception {
    server.then(embeds(new float[] {0.5f}, new float[] {1, 2}));

    assertThat(rig.failure(TWO).code()).isEqualTo("ANSWER_UNREADABLE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "{}", "{\"data\":[{\"embedding\":null},{\"embedding\":[1]}]}", "{\"data\":[{\"embedding\":[null]},{\"embedding\":[1]}]}", "{\"data\":[{\"embedding\":\"AADAfw==\"},{\"embedding\":[1]}]}"})
  void refusesWhatIsNoVector(String body) throws Exception {
    server.then(status(200, body));

    assertThat(rig.failure(TWO).code()).isEqualTo("ANSWER_UNREADABLE");
  }

  @Test
  void waitsAsLongAsTheServerSays() throws Exception {
    server.then(refuses(429, "rate_limit_exceeded", "slow down", Map.of("Retry-After", "7")));

    assertThat(rig.failure(TWO).retryAfter()).contains(Duration.ofSeconds(7));
  }

  @Test
  void saysWhatToSetWhereNothingIsConfigured() throws Exception {
    try (HandlerRig bare = new HandlerRig(new EmbedHandler(), TestSettings.none())) {
      assertThat(bare.failure(TWO)).hasMessageContaining("handlers.llm.base-url");
    }
    try (HandlerRig modelless =
        new HandlerRig(new EmbedHandler(), TestSettings.at(server.baseUrl()).with("chat-only", TestSettings.endpoint(server.baseUrl(), "m")).build())) {
      assertThat(modelless.failure("{\"texts\":[\"one\"],\"endpoint\":\"chat-only\"}"))
          .hasMessageContaining("handlers.llm.endpoints.chat-only.embedding-model");
    }
  }

  @Test
  void drawsASpan() throws Exception {
    server.then(embeds(new float[] {0.5f, -1}, new float[] {0.25f, 2}));

    rig.run(TWO);

    assertThat(rig.spans().getFirst().getName()).isEqualTo("embeddings embedder-1");
    assertThat(rig.spans().getFirst().getAttributes().asMap())
        .containsEntry(AttributeKey.stringKey("gen_ai.operation.name"), "embeddings")
        .containsEntry(AttributeKey.longKey("gen_ai.usage.input_tokens"), 8L)
        .containsEntry(AttributeKey.longKey("gen_ai.embeddings.dimension.count"), 2L);
  }
}

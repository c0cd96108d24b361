package io.forebay.llm;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.model.embedding.request.EmbeddingInput;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import io.forebay.runners.ActionCall;
import io.forebay.runners.ActionFailedException;
import io.forebay.runners.ActionHandler;
import io.forebay.runners.ActionResult;
import io.forebay.runners.HandlerContext;
import io.forebay.schemas.Repeatability;
import io.forebay.schemas.Usage;
import java.time.InstantSource;
import java.util.List;

/** {@code llm.embed}: has a model turn texts into vectors, through any server that speaks OpenAI's protocol. */
public final class EmbedHandler implements ActionHandler {
  /** Bytes of JSON up to which vectors travel in the answer itself. */
  static final int INLINE_BYTES_MAX = 256 << 10;

  private HandlerContext context;
  private ModelEndpoints endpoints;

  /** What it is given. */
  private record Input(List<String> texts, String model, String endpoint) {}

  @Override
  public String capability() {
    return "llm.embed";
  }

  @Override
  public String inputSchema() {
    return Json.resource("embed-input.schema.json");
  }

  @Override
  public String outputSchema() {
    return Json.resource("embed-output.schema.json");
  }

  @Override
  public Repeatability repeatability() {
    return Repeatability.REPEATABLE;
  }

  @Override
  public void start(HandlerContext given) {
    context = given;
    endpoints = new ModelEndpoints(given.settings(LlmSettings.class), InstantSource.system());
  }

  @Override
  public ActionResult handle(ActionCall call) throws ActionFailedException, InterruptedException {
    Input input = input(call.input());
    ModelEndpoint endpoint = endpoints.named(input.endpoint());
    String model = endpoint.embeddingModel(input.model());
    EmbeddingRequest request =
        EmbeddingRequest.builder().inputs(input.texts().stream().map(EmbeddingInput::from).toList()).modelName(model).build();
    try (ModelSpan span = ModelSpan.start(context.tracer(), "embeddings", model, endpoint.baseUrl())) {
      try {
        EmbeddingResponse response = endpoint.embed(request);
        span.answered(null, response.modelName(), response.tokenUsage());
        Usage usage = endpoint.tariff().of(response.tokenUsage());
        List<float[]> vectors = response.embeddings().stream().map(Embedding::vector).toList();
        if (!areWhole(vectors, input.texts().size())) {
          throw endpoint.unreadable(model).using(usage);
        }
        int dimensions = vectors.getFirst().length;
        span.dimensions(dimensions);
        ObjectNode output = Json.MAPPER.createObjectNode().put("model", response.modelName()).put("dimensions", dimensions);
        byte[] json = Json.bytes(vectors);
        if (json.length > INLINE_BYTES_MAX) {
          output.set("blob", Json.MAPPER.valueToTree(new TenantBlobs(context.blobs(), call.tenant()).put(json, "application/json")));
        } else {
          output.set("embeddings", Json.MAPPER.valueToTree(vectors));
        }
        return new ActionResult(output, usage);
      } catch (ActionFailedException e) {
        throw span.failed(e);
      }
    }
  }

  private static Input input(JsonNode input) throws ActionFailedException {
    try {
      return Json.MAPPER.treeToValue(input, Input.class);
    } catch (JacksonException _) {
      throw ActionFailedException.permanent("INVALID_INPUT", "The input is not what the input schema of llm.embed says.");
    }
  }

  /** One vector for each text, all of one length, of numbers that are numbers. */
  private static boolean areWhole(List<float[]> vectors, int texts) {
    if (vectors.size() != texts || vectors.getFirst().length == 0) {
      return false;
    }
    for (float[] vector : vectors) {
      if (vector.length != vectors.getFirst().length) {
        return false;
      }
      for (float number : vector) {
        if (!Float.isFinite(number)) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public void close() {
    if (endpoints != null) {
      endpoints.close();
    }
  }
}

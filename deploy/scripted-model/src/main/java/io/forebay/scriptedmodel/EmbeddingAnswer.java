package io.forebay.scriptedmodel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Answers a request for embeddings as OpenAI's API reference has it. */
final class EmbeddingAnswer {
  private static final int TEXTS_MAX = 2048;

  private EmbeddingAnswer() {}

  static ObjectNode of(JsonNode body) throws RefusedException {
    List<String> texts = texts(body.path("input"));
    int dimensions = body.path("dimensions").asInt(Embedding.DIMENSIONS);
    if (dimensions < 1 || dimensions > Embedding.DIMENSIONS_MAX) {
      throw RefusedException.bad("dimensions must be 1 to " + Embedding.DIMENSIONS_MAX + ", got " + dimensions);
    }
    boolean isBase64 = body.path("encoding_format").asText().equals("base64");
    ObjectNode answer = Json.object().put("object", "list").put("model", ScriptedModel.MODEL);
    ArrayNode data = answer.putArray("data");
    long tokens = 0;
    for (String text : texts) {
      float[] vector = Embedding.of(text, dimensions);
      ObjectNode item = data.addObject().put("object", "embedding").put("index", data.size() - 1);
      if (isBase64) {
        item.put("embedding", Embedding.base64(vector));
      } else {
        ArrayNode numbers = item.putArray("embedding");
        for (float value : vector) {
          numbers.add(value);
        }
      }
      tokens += Completion.tokens(text);
    }
    answer.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
    return answer;
  }

  private static List<String> texts(JsonNode input) throws RefusedException {
    List<String> texts = new ArrayList<>();
    (input.isArray() ? input : Json.object().arrayNode().add(input)).forEach(text -> texts.add(text.isTextual() ? text.textValue() : null));
    if (texts.isEmpty() || texts.size() > TEXTS_MAX || texts.contains(null)) {
      throw RefusedException.bad("input must be a text or a list of 1 to " + TEXTS_MAX + " texts");
    }
    return texts;
  }
}

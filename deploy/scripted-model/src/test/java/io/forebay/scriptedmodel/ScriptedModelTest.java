package io.forebay.scriptedmodel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.scriptedmodel.Reply.Refusal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The protocol, as the bytes on the wire have it. */
@Timeout(30)
class ScriptedModelTest {
  private static final Script SCRIPT =
      Script.of(
          Script.when(question -> question.last().equals("weather?")).then(_ -> Reply.tool("forecast", Questions.json("{'city':'Oslo'}"))),
          Script.when(question -> question.last().equals("busy?")).then(_ -> new Refusal(429, "rate_limit_exceeded", "Slow down")),
          Script.when(question -> question.last().equals("broken?"))
              .then(
                  _ -> {
                    throw new IllegalStateException("no more lines");
                  }),
          Script.when(question -> question.schema().isPresent()).then(_ -> Reply.json(Questions.json("{'city':'Oslo'}"))),
          Script.when(question -> question.last().equals("long?")).says("word ".repeat(5_000)),
          Script.when(question -> question.last().startsWith("hello")).says("Good day to you."));

  private final ScriptedModel model = ScriptedModel.start(0, SCRIPT);
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    client.close();
    model.close();
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(model.url() + path)).method(method, BodyPublishers.ofString(body)).build();
    return client.send(request, BodyHandlers.ofString());
  }

  private JsonNode chat(String body) throws Exception {
    HttpResponse<String> response = send("POST", "/chat/completions", body.replace('\'', '"'));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Json.MAPPER.readTree(response.body());
  }

  private List<String> events(String body) throws Exception {
    HttpResponse<String> response = send("POST", "/chat/completions", body.replace('\'', '"'));
    assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
    return response.body().lines().filter(line -> !line.isEmpty()).map(line -> line.substring("data: ".length())).toList();
  }

  @Test
  void answersWithWordsAndUsage() throws Exception {
    JsonNode answer = chat("{'model':'any','messages':[{'role':'system','content':'Be kind.'},{'role':'user','content':'hello'}]}");

    assertThat(answer.at("/choices/0/message/content").textValue()).isEqualTo("Good day to you.");
    assertThat(answer.at("/choices/0/finish_reason").textValue()).isEqualTo("stop");
    assertThat(answer.get("usage").toString()).isEqualTo("{\"prompt_tokens\":4,\"completion_tokens\":4,\"total_tokens\":8}");
  }

  @Test
  void saysThatItIsScripted() throws Exception {
    JsonNode answer = chat("{'model':'gpt-x','messages':[{'role':'user','content':'hello'}]}");
    HttpResponse<String> models = send("GET", "/models", "");

    assertThat(answer.get("model").textValue()).isEqualTo("scripted");
    assertThat(models.headers().firstValue(ScriptedModel.HEADER)).hasValue("true");
    assertThat(Json.MAPPER.readTree(models.body()).at("/data/0/id").textValue()).isEqualTo("scripted");
    assertThat(models.body()).contains("no language model");
    assertThat(send("GET", "/models/scripted", "").statusCode()).isEqualTo(200);
  }

  @Test
  void answersTheSameToTheSameQuestion() throws Exception {
    String question = "{'messages':[{'role':'user','content':'weather?'}],'stream':true}".replace('\'', '"');

    assertThat(send("POST", "/chat/completions", question).body()).isEqualTo(send("POST", "/chat/completions", question).body());
  }

  @Test
  void streamsWordByWordAndEndsWithTheUsage() throws Exception {
    List<String> events = events("{'messages':[{'role':'user','content':'hello'}],'stream':true,'stream_options':{'include_usage':true}}");

    List<String> words = events.stream().limit(events.size() - 3L).skip(1).map(event -> Questions.json(event).at("/choices/0/delta/content").textValue()).toList();
    assertThat(words).containsExactly("Good ", "day ", "to ", "you.");
    assertThat(Questions.json(events.get(events.size() - 3)).at("/choices/0/finish_reason").textValue()).isEqualTo("stop");
    assertThat(Questions.json(events.get(events.size() - 2)).at("/usage/completion_tokens").intValue()).isEqualTo(4);
    assertThat(events.getLast()).isEqualTo("[DONE]");
  }

  @Test
  void asksForATool() throws Exception {
    JsonNode answer = chat("{'messages':[{'role':'user','content':'weather?'}]}");
    List<String> events = events("{'messages':[{'role':'user','content':'weather?'}],'stream':true}");

    JsonNode call = answer.at("/choices/0/message/tool_calls/0");
    assertThat(call.at("/function/name").textValue()).isEqualTo("forecast");
    assertThat(call.at("/function/arguments").textValue()).isEqualTo("{\"city\":\"Oslo\"}");
    assertThat(answer.at("/choices/0/finish_reason").textValue()).isEqualTo("tool_calls");
    assertThat(answer.at("/choices/0/message/content").isNull()).isTrue();
    assertThat(Questions.json(events.get(1)).at("/choices/0/delta/tool_calls/0/id").textValue()).isEqualTo(call.get("id").textValue());
  }

  @Test
  void numbersToolCallsAnewInEachTurn() throws Exception {
    String first = chat("{'messages':[{'role':'user','content':'weather?'}]}").at("/choices/0/message/tool_calls/0/id").textValue();
    String second = chat("{'messages':[{'role':'user','content':'hello'},{'role':'user','content':'weather?'}]}").at("/choices/0/message/tool_calls/0/id").textValue();

    assertThat(first).isNotEqualTo(second);
  }

  @Test
  void answersJsonWhereASchemaIsGiven() throws Exception {
    JsonNode answer =
        chat("{'messages':[{'role':'user','content':'where?'}],'response_format':{'type':'json_schema','json_schema':{'name':'place','schema':{'type':'object'}}}}");

    assertThat(answer.at("/choices/0/message/content").textValue()).isEqualTo("{\"city\":\"Oslo\"}");
  }

  @Test
  void cutsWhatIsLongerThanAsked() throws Exception {
    JsonNode answer = chat("{'messages':[{'role':'user','content':'hello'}],'max_tokens':2}");

    assertThat(answer.at("/choices/0/message/content").textValue()).isEqualTo("Good day");
    assertThat(answer.at("/choices/0/finish_reason").textValue()).isEqualTo("length");
    assertThat(answer.at("/usage/completion_tokens").intValue()).isEqualTo(2);
  }

  @Test
  void readsPartsOfAMessageAndLeavesImagesOut() throws Exception {
    JsonNode answer =
        chat("{'messages':[{'role':'user','content':[{'type':'text','text':'hello '},{'type':'image_url','image_url':{'url':'data:'}},{'type':'text','text':'there'}]}]}");

    assertThat(answer.at("/choices/0/message/content").textValue()).isEqualTo("Good day to you.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'messages':[]} | 400 | messages must be a list",
        "{'messages':[{'role':'system','content':'x'}]} | 400 | not the system's",
        "{'messages':[{'role':'robot','content':'x'}]} | 400 | role must be",
        "{'messages':[{'role':'user','content':'x'}],'n':2} | 400 | n must be 1",
        "{'messages':[{'role':'assistant','tool_calls':[{'id':'1','function':{'name':'f','arguments':'{'}}]}]} | 400 | no JSON",
        "[1] | 400 | must be a JSON object",
        "{ | 400 | no JSON",
        "{'messages':[{'role':'user','content':'unheard of'}]} | 400 | No rule of the script applies to: unheard of",
        "{'messages':[{'role':'user','content':'busy?'}]} | 429 | Slow down",
        "{'messages':[{'role':'user','content':'broken?'}]} | 500 | no more lines",
      })
  void refusesInTheWordsOfTheProtocol(String body, int status, String message) throws Exception {
    HttpResponse<String> response = send("POST", "/chat/completions", body.replace('\'', '"'));

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(Json.MAPPER.readTree(response.body()).at("/error/message").textValue()).contains(message);
  }

  @Test
  void refusesWhatIsTooLongOrTooDeep() throws Exception {
    assertThat(send("POST", "/chat/completions", "[".repeat(100_000)).statusCode()).isEqualTo(400);
    assertThat(send("POST", "/chat/completions", " ".repeat(ScriptedModel.BODY_BYTES_MAX + 1)).statusCode()).isEqualTo(413);
  }

  @Test
  void knowsNoOtherAddress() throws Exception {
    assertThat(send("GET", "/chat/completions", "").statusCode()).isEqualTo(404);
    assertThat(send("POST", "/completions", "{}").statusCode()).isEqualTo(404);
  }

  @Test
  void embedsTheSameTextAlikeAndRelatedTextsNearEachOther() throws Exception {
    JsonNode answer =
        Json.MAPPER.readTree(send("POST", "/embeddings", "{\"input\":[\"pump repair handbook\",\"handbook for repair of a pump\",\"birthday cake\"]}").body());

    float[][] vectors = new float[3][Embedding.DIMENSIONS];
    for (int i = 0; i < 3; i++) {
      for (int d = 0; d < Embedding.DIMENSIONS; d++) {
        vectors[i][d] = answer.at("/data/" + i + "/embedding/" + d).floatValue();
      }
    }
    assertThat(vectors[0]).isEqualTo(Embedding.of("pump repair handbook", Embedding.DIMENSIONS));
    assertThat(dot(vectors[0], vectors[1])).isGreaterThan(dot(vectors[0], vectors[2]));
    assertThat(dot(vectors[0], vectors[0])).isBetween(0.999, 1.001);
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Test
  void embedsInBase64WhereAskedAndInSoManyDimensions() throws Exception {
    JsonNode answer = Json.MAPPER.readTree(send("POST", "/embeddings", "{\"input\":\"pump\",\"encoding_format\":\"base64\",\"dimensions\":8}").body());

    byte[] bytes = Base64.getDecoder().decode(answer.at("/data/0/embedding").textValue());
    float[] vector = new float[8];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    assertThat(vector).isEqualTo(Embedding.of("pump", 8));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"{} ", "{'input':[]}", "{'input':[1,2]}", "{'input':'a','dimensions':0}", "{'input':'a','dimensions':99999}"})
  void refusesToEmbedWhatIsNoText(String body) throws Exception {
    assertThat(send("POST", "/embeddings", body.replace('\'', '"')).statusCode()).isEqualTo(400);
  }
}

package io.forebay.llm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import io.forebay.runners.ActionCall;
import io.forebay.runners.ActionFailedException;
import io.forebay.runners.ActionHandler;
import io.forebay.runners.ActionResult;
import io.forebay.runners.HandlerContext;
import io.forebay.schemas.Repeatability;
import io.forebay.schemas.Usage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code llm.chat}: has a language model answer, through any server that speaks OpenAI's protocol. */
public final class ChatHandler implements ActionHandler {
  private HandlerContext context;
  private ModelEndpoints endpoints;

  @Override
  public String capability() {
    return "llm.chat";
  }

  @Override
  public String inputSchema() {
    return Json.resource("chat-input.schema.json");
  }

  @Override
  public String outputSchema() {
    return Json.resource("chat-output.schema.json");
  }

  /** A second answer costs money and changes nothing. */
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
    ChatInput input = ChatInput.of(call.input());
    ModelEndpoint endpoint = endpoints.named(input.endpoint());
    String model = endpoint.chatModel(input.model());
    AnswerSchema schema = input.responseSchema() == null ? null : AnswerSchema.of(input.responseSchema());
    TenantBlobs blobs = new TenantBlobs(context.blobs(), call.tenant());
    ContextChain chain = new ContextChain(blobs);
    ContextChain.History history = chain.read(input.context());
    String system = input.system() == null ? history.system() : input.system();
    Prompt prompt = new Prompt(blobs).system(system).add(history.messages()).add(input.messages());

    try (ModelSpan span = ModelSpan.start(context.tracer(), "chat", model, endpoint.baseUrl())) {
      OpenAiChatRequestParameters parameters = parameters(input, endpoint, model, schema);
      ChatRequest request = ChatRequest.builder().messages(prompt.messages()).parameters(parameters).build();
      Integer limit = parameters.maxOutputTokens() == null ? parameters.maxCompletionTokens() : parameters.maxOutputTokens();
      span.requested(input.temperature(), limit, schema != null);
      ChatResponse response = ask(endpoint, request, call, span);
      Usage usage = endpoint.tariff().of(response.metadata().tokenUsage());
      try {
        ChatAnswer answer = ChatAnswer.of(response, model);
        span.finished(answer.finishReason());
        ObjectNode output = answer.output(schema);
        if (input.keepContext()) {
          List<Message> added = new ArrayList<>(input.messages());
          added.add(answer.message());
          output.set("context", Json.MAPPER.valueToTree(chain.append(input.context(), history, system, added)));
        }
        return new ActionResult(output, usage);
      } catch (ActionFailedException e) {
        throw span.failed(e.using(usage));
      }
    }
  }

  private static ChatResponse ask(ModelEndpoint endpoint, ChatRequest request, ActionCall call, ModelSpan span)
      throws ActionFailedException, InterruptedException {
    try {
      ChatResponse response = endpoint.chat(request, new TextProgress(call::progress));
      span.answered(response.metadata().id(), response.metadata().modelName(), response.metadata().tokenUsage());
      return response;
    } catch (ActionFailedException e) {
      throw span.failed(e);
    }
  }

  private static OpenAiChatRequestParameters parameters(ChatInput input, ModelEndpoint endpoint, String model, AnswerSchema schema) {
    OpenAiChatRequestParameters.Builder parameters = OpenAiChatRequestParameters.builder().modelName(model).temperature(input.temperature());
    endpoint.limitOutput(parameters, input.maxOutputTokens());
    if (!input.tools().isEmpty()) {
      // As they are: LangChain4j's own types of schema drop the keywords that they do not know.
      parameters.customParameters(Map.of("tools", input.tools().stream().map(ChatHandler::tool).toList()));
    }
    if (schema != null) {
      JsonSchema named = JsonSchema.builder().name("answer").rootElement(JsonRawSchema.from(schema.text())).build();
      parameters.responseFormat(ResponseFormat.builder().type(ResponseFormatType.JSON).jsonSchema(named).build());
    }
    return parameters.build();
  }

  private static Map<String, Object> tool(ChatInput.Tool tool) {
    Map<String, Object> function = new LinkedHashMap<>();
    function.put("name", tool.name());
    if (tool.description() != null) {
      function.put("description", tool.description());
    }
    function.put("parameters", tool.parameters() == null ? Map.of("type", "object", "properties", Map.of()) : tool.parameters());
    return Map.of("type", "function", "function", function);
  }

  @Override
  public void close() {
    if (endpoints != null) {
      endpoints.close();
    }
  }
}

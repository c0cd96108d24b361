package io.forebay.llm;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.forebay.runners.ActionFailedException;
import io.forebay.runtime.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** A model server, ready to be asked by many threads at once. */
final class ModelEndpoint {
  private final String section;
  private final EndpointSettings settings;
  private final URI baseUrl;
  private final ModelFailures failures;
  private final OpenAiStreamingChatModel streaming;
  private final OpenAiChatModel waiting;
  private final OpenAiEmbeddingModel embedding;

  /**
   * Makes LangChain4j's models for an endpoint; none of them retries or logs.
   *
   * @param section where it is configured, for messages: {@code handlers.llm}
   */
  ModelEndpoint(String section, EndpointSettings settings, URI baseUrl, HttpClient http, InstantSource clock) {
    this.section = section;
    this.settings = settings;
    this.baseUrl = baseUrl;
    this.failures = new ModelFailures(baseUrl.toString(), settings.apiKey(), clock);
    ModelHttpClient client = new ModelHttpClient(http, settings.timeout());
    String url = baseUrl.toString();
    String key = settings.apiKey().map(Secret::reveal).orElse(null);
    this.streaming = OpenAiStreamingChatModel.builder().httpClientBuilder(client.asBuilder()).baseUrl(url).apiKey(key).build();
    this.waiting = OpenAiChatModel.builder().httpClientBuilder(client.asBuilder()).baseUrl(url).apiKey(key).maxRetries(0).build();
    this.embedding = OpenAiEmbeddingModel.builder().httpClientBuilder(client.asBuilder()).baseUrl(url).apiKey(key).maxRetries(0).build();
  }

  URI baseUrl() {
    return baseUrl;
  }

  Tariff tariff() {
    return new Tariff(settings.inputPriceMicroUsd(), settings.outputPriceMicroUsd());
  }

  /** The model to chat with, where a request names {@code asked} or null. */
  String chatModel(String asked) throws ActionFailedException {
    return model(asked, settings.model(), "model");
  }

  /** The model to embed with, where a request names {@code asked} or null. */
  String embeddingModel(String asked) throws ActionFailedException {
    return model(asked, settings.embeddingModel(), "embedding-model");
  }

  private String model(String asked, Optional<String> configured, String setting) throws ActionFailedException {
    if (asked == null) {
      return configured.orElseThrow(
          () ->
              ActionFailedException.permanent(
                  "MODEL_NOT_CONFIGURED", "No model is named: set " + section + "." + setting + " on the runner, or give model in the input."));
    }
    if (!settings.models().isEmpty() && !settings.models().contains(asked) && !configured.equals(Optional.of(asked))) {
      throw ActionFailedException.permanent("MODEL_NOT_ALLOWED", "The model " + asked + " is not among " + section + ".models " + settings.models() + ".");
    }
    return asked;
  }

  /** Sets a limit to the answer, in the words that the server knows: OpenAI's newer models refuse {@code max_tokens}, others know nothing else. */
  void limitOutput(OpenAiChatRequestParameters.Builder parameters, Integer asked) {
    Integer tokens = asked == null ? settings.maxOutputTokens().orElse(null) : asked;
    if (baseUrl.getHost().endsWith("api.openai.com")) {
      parameters.maxCompletionTokens(tokens);
    } else {
      parameters.maxOutputTokens(tokens);
    }
  }

  /**
   * Asks and waits for the whole answer.
   *
   * @param onText is told each piece of text, on this thread
   */
  ChatResponse chat(ChatRequest request, Consumer<String> onText) throws ActionFailedException, InterruptedException {
    return call(
        request.modelName(),
        () -> {
          if (!settings.streaming()) {
            return waiting.chat(request);
          }
          StreamedAnswer answer = new StreamedAnswer(onText);
          streaming.chat(request, answer);
          return answer.complete();
        });
  }

  EmbeddingResponse embed(EmbeddingRequest request) throws ActionFailedException, InterruptedException {
    return call(request.modelName(), () -> embedding.embed(request));
  }

  /** An answer that is not what the protocol says. */
  ActionFailedException unreadable(String model) {
    return failures.unreadable(model);
  }

  private interface Exchange<T> {
    T run();
  }

  private <T> T call(String model, Exchange<T> exchange) throws ActionFailedException, InterruptedException {
    try {
      return exchange.run();
    } catch (RuntimeException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while asking " + model);
      }
      throw failures.of(e, model);
    }
  }
}

package io.forebay.llm;

import io.forebay.runtime.ConfigException;
import io.forebay.runtime.Secret;
import io.forebay.runtime.Setting;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The section {@code handlers.llm}: the endpoint of requests that name none, and others by name. */
record LlmSettings(
    @Setting("Where the model server is, with the path before /chat/completions: http://localhost:11434/v1.") Optional<URI> baseUrl,
    @Setting("Model of llm.chat where a request names none.") Optional<String> model,
    @Setting("Model of llm.embed where a request names none.") Optional<String> embeddingModel,
    @Setting("Other models that requests may name; where empty, any.") List<String> models,
    @Setting("Key of the server.") Optional<Secret> apiKey,
    @Setting("Longest silence of the server: until it answers, and between two pieces of an answer.") Duration timeout,
    @Setting("Longest answer in tokens where a request gives none.") Optional<Integer> maxOutputTokens,
    @Setting("Price of a million tokens read, in millionths of a US dollar.") Long inputPriceMicroUsd,
    @Setting("Price of a million tokens written, in millionths of a US dollar.") Long outputPriceMicroUsd,
    @Setting("Whether answers come piece by piece; false for servers that cannot.") Boolean streaming,
    @Setting("Other endpoints by name, each with the settings above; they inherit nothing.") Map<String, EndpointSettings> endpoints) {

  LlmSettings {
    EndpointSettings main =
        new EndpointSettings(
            baseUrl, model, embeddingModel, models, apiKey, timeout, maxOutputTokens, inputPriceMicroUsd, outputPriceMicroUsd, streaming);
    models = main.models();
    timeout = main.timeout();
    inputPriceMicroUsd = main.inputPriceMicroUsd();
    outputPriceMicroUsd = main.outputPriceMicroUsd();
    streaming = main.streaming();
    endpoints.forEach(
        (name, endpoint) -> {
          if (endpoint.baseUrl().isEmpty()) {
            throw new ConfigException("endpoints." + name + ".base-url", "is required");
          }
        });
    endpoints = Map.copyOf(endpoints);
  }

  EndpointSettings main() {
    return new EndpointSettings(
        baseUrl, model, embeddingModel, models, apiKey, timeout, maxOutputTokens, inputPriceMicroUsd, outputPriceMicroUsd, streaming);
  }
}

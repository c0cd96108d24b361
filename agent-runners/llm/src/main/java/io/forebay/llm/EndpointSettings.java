package io.forebay.llm;

import io.forebay.runtime.Check;
import io.forebay.runtime.ConfigException;
import io.forebay.runtime.Secret;
import io.forebay.runtime.Setting;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A server that speaks OpenAI's protocol, and what to ask of it. */
record EndpointSettings(
    @Setting("Where the server is, with the path before /chat/completions: http://localhost:11434/v1.") Optional<URI> baseUrl,
    @Setting("Model of llm.chat where a request names none.") Optional<String> model,
    @Setting("Model of llm.embed where a request names none.") Optional<String> embeddingModel,
    @Setting("Other models that requests may name; where empty, any.") List<String> models,
    @Setting("Key of the server.") Optional<Secret> apiKey,
    @Setting("Longest silence of the server: until it answers, and between two pieces of an answer.") Duration timeout,
    @Setting("Longest answer in tokens where a request gives none.") Optional<Integer> maxOutputTokens,
    @Setting("Price of a million tokens read, in millionths of a US dollar.") Long inputPriceMicroUsd,
    @Setting("Price of a million tokens written, in millionths of a US dollar.") Long outputPriceMicroUsd,
    @Setting("Whether answers come piece by piece; false for servers that cannot.") Boolean streaming) {
  private static final long PRICE_MAX = 1_000_000_000;

  EndpointSettings {
    if (baseUrl.isPresent() && !isUsable(baseUrl.get())) {
      throw new ConfigException("base-url", "must be http or https with a host, and neither user, query nor fragment");
    }
    models = models == null ? List.of() : List.copyOf(models);
    if (apiKey.isPresent() && !fitsAHeader(apiKey.get().reveal())) {
      throw new ConfigException("api-key", "must be printable ASCII without spaces");
    }
    timeout = Check.between("timeout", timeout == null ? Duration.ofMinutes(2) : timeout, Duration.ofMillis(100), Duration.ofHours(1));
    maxOutputTokens.ifPresent(tokens -> Check.between("max-output-tokens", tokens, 1, 1_000_000));
    inputPriceMicroUsd = Check.between("input-price-micro-usd", inputPriceMicroUsd == null ? 0 : inputPriceMicroUsd, 0L, PRICE_MAX);
    outputPriceMicroUsd = Check.between("output-price-micro-usd", outputPriceMicroUsd == null ? 0 : outputPriceMicroUsd, 0L, PRICE_MAX);
    streaming = streaming == null || streaming;
  }

  /** What it is not is not told: a user's password may stand in it. */
  private static boolean isUsable(URI url) {
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    return http && url.getHost() != null && url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
  }

  /** A character that no header may have would end up in an exception's message, with the key around it. */
  private static boolean fitsAHeader(String key) {
    return key.chars().allMatch(c -> c > ' ' && c < 127);
  }
}

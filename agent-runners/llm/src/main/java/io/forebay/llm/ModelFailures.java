package io.forebay.llm;

import dev.langchain4j.exception.ContentFilteredException;
import io.forebay.runners.ActionFailedException;
import io.forebay.runtime.Secret;
import java.time.InstantSource;
import java.util.Optional;

/** Turns what goes wrong at an endpoint into what dispatch and people need to know. */
final class ModelFailures {
  private static final int QUOTE_MAX = 300;

  private final String server;
  private final Optional<Secret> key;
  private final InstantSource clock;

  /**
   * For one endpoint.
   *
   * @param server how messages call it: its address
   * @param key never told, whatever the server says
   */
  ModelFailures(String server, Optional<Secret> key, InstantSource clock) {
    this.server = server;
    this.key = key;
    this.clock = clock;
  }

  /**
   * What a call ended with.
   *
   * @param thrown by LangChain4j or below it
   */
  ActionFailedException of(RuntimeException thrown, String model) {
    if (thrown instanceof ContentFilteredException) {
      return ActionFailedException.permanent("MODEL_REFUSED", "The model " + model + " at " + server + " refuses to answer this.");
    }
    if (!(thrown instanceof ExchangeException exchange)) {
      return unreadable(model);
    }
    return switch (exchange.kind()) {
      case UNREACHABLE ->
          ActionFailedException.retryable(
              "MODEL_UNREACHABLE", "No connection to the model server " + server + " (" + exchange.getMessage() + "): is it running, and is base-url right?");
      case SILENT -> ActionFailedException.retryable("MODEL_TIMEOUT", "The model server " + server + " said " + exchange.getMessage() + ".");
      case BROKEN_OFF ->
          ActionFailedException.retryable("MODEL_BROKE_OFF", "The answer of the model server " + server + " broke off (" + exchange.getMessage() + ").");
      case TOO_LARGE ->
          ActionFailedException.permanent("OUTPUT_TOO_LONG", "The answer of the model server " + server + " is larger than allowed: " + exchange.getMessage() + ".");
      case REFUSED -> refused(exchange, model);
    };
  }

  /** An answer that is not what the protocol says. */
  ActionFailedException unreadable(String model) {
    return ActionFailedException.retryable(
        "ANSWER_UNREADABLE", "The model server " + server + " answered for " + model + " with something that is not OpenAI's protocol.");
  }

  private ActionFailedException refused(ExchangeException exchange, String model) {
    ServerError error = ServerError.parse(exchange.body());
    int status = exchange.status();
    if (status == 402 || (status == 429 && error.isOutOfCredit())) {
      return ActionFailedException.permanent("MODEL_QUOTA", "The account at " + server + " has no credit left" + quote(error) + ".");
    }
    if (status == 429) {
      return pausing(ActionFailedException.retryable("RATE_LIMITED", "The model server " + server + " limits the rate" + quote(error) + "."), exchange, error);
    }
    if (status == 401 || status == 403) {
      return ActionFailedException.permanent(
          "MODEL_AUTH", "The model server " + server + " refuses the key (status " + status + "): check api-key of its endpoint, and what the key may do.");
    }
    if (status == 404) {
      return ActionFailedException.permanent(
          "MODEL_NOT_FOUND", "The model server " + server + " has no model " + model + ", or no API at this path, which often ends with /v1" + quote(error) + ".");
    }
    if (error.isContextTooLong()) {
      return ActionFailedException.permanent("CONTEXT_TOO_LONG", "What was said is longer than " + model + " can read" + quote(error) + ".");
    }
    if (status == 408 || status >= 500) {
      return pausing(
          ActionFailedException.retryable("MODEL_UNAVAILABLE", "The model server " + server + " failed with status " + status + quote(error) + "."), exchange, error);
    }
    return status < 400 ? redirected(status) : badRequest(status, model, error);
  }

  private ActionFailedException redirected(int status) {
    return ActionFailedException.permanent(
        "MODEL_BAD_ENDPOINT", "The model server " + server + " redirects (status " + status + "), which is not followed: set base-url to where it leads.");
  }

  private ActionFailedException badRequest(int status, String model, ServerError error) {
    return ActionFailedException.permanent(
        "MODEL_BAD_REQUEST", "The model server " + server + " does not take the request for " + model + " (status " + status + ")" + quote(error) + ".");
  }

  private ActionFailedException pausing(ActionFailedException failure, ExchangeException exchange, ServerError error) {
    return RetryAfter.of(exchange.headers(), error.message(), clock.instant()).map(failure::after).orElse(failure);
  }

  private String quote(ServerError error) {
    if (error.message().isEmpty()) {
      return "";
    }
    // First hidden, then cut: half a key is a secret as well.
    String said = key.isEmpty() ? error.message() : error.message().replace(key.get().reveal(), "<hidden>");
    return ": \"" + (said.length() > QUOTE_MAX ? said.substring(0, QUOTE_MAX) + "…" : said) + "\"";
  }
}

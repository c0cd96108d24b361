package io.forebay.llm;

import dev.langchain4j.model.output.TokenUsage;
import io.forebay.schemas.Usage;

/**
 * What tokens cost at an endpoint.
 *
 * @param inputPriceMicroUsd of a million tokens read, in millionths of a US dollar; at most 10^9
 * @param outputPriceMicroUsd of a million tokens written, likewise
 */
record Tariff(long inputPriceMicroUsd, long outputPriceMicroUsd) {
  private static final long TOKENS_MAX = 1_000_000_000;
  private static final long MILLION = 1_000_000;

  /** The usage that a server told, which may be nothing; a fraction of a millionth counts as one. */
  Usage of(TokenUsage told) {
    long input = told == null ? 0 : tokens(told.inputTokenCount());
    long output = told == null ? 0 : tokens(told.outputTokenCount());
    return new Usage(input, output, Math.ceilDiv(input * inputPriceMicroUsd, MILLION) + Math.ceilDiv(output * outputPriceMicroUsd, MILLION));
  }

  private static long tokens(Integer told) {
    return told == null ? 0 : Math.clamp(told, 0, TOKENS_MAX);
  }
}

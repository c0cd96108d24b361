package io.forebay.llm;

import dev.langchain4j.model.output.TokenUsage;
import io.forebay.runners.ActionFailedException;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.net.URI;
import java.util.List;

/** The span of a model call, after OpenTelemetry's semantic conventions for generative AI; holds no word of what was said. */
final class ModelSpan implements AutoCloseable {
  private static final AttributeKey<List<String>> FINISH_REASONS = AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");

  private final Span span;

  private ModelSpan(Span span) {
    this.span = span;
  }

  /**
   * Starts a span.
   *
   * @param operation {@code chat} or {@code embeddings}
   */
  static ModelSpan start(Tracer tracer, String operation, String model, URI server) {
    int port = server.getPort() >= 0 ? server.getPort() : server.getScheme().equals("https") ? 443 : 80;
    return new ModelSpan(
        tracer
            .spanBuilder(operation + " " + model)
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute("gen_ai.operation.name", operation)
            .setAttribute("gen_ai.provider.name", "openai")
            .setAttribute("gen_ai.request.model", model)
            .setAttribute("server.address", server.getHost())
            .setAttribute("server.port", port)
            .startSpan());
  }

  /** What was asked for, where it was. */
  void requested(Double temperature, Integer maxOutputTokens, boolean json) {
    if (temperature != null) {
      span.setAttribute("gen_ai.request.temperature", temperature);
    }
    if (maxOutputTokens != null) {
      span.setAttribute("gen_ai.request.max_tokens", maxOutputTokens);
    }
    if (json) {
      span.setAttribute("gen_ai.output.type", "json");
    }
  }

  /** What the server told of its answer; null where it did not. */
  void answered(String id, String model, TokenUsage usage) {
    if (id != null) {
      span.setAttribute("gen_ai.response.id", id);
    }
    if (model != null) {
      span.setAttribute("gen_ai.response.model", model);
    }
    if (usage != null && usage.inputTokenCount() != null) {
      span.setAttribute("gen_ai.usage.input_tokens", usage.inputTokenCount());
    }
    if (usage != null && usage.outputTokenCount() != null) {
      span.setAttribute("gen_ai.usage.output_tokens", usage.outputTokenCount());
    }
  }

  void finished(String reason) {
    span.setAttribute(FINISH_REASONS, List.of(reason));
  }

  void dimensions(int count) {
    span.setAttribute("gen_ai.embeddings.dimension.count", count);
  }

  /** Ends up with an error, and hands it back to be thrown. */
  ActionFailedException failed(ActionFailedException failure) {
    span.setAttribute("error.type", failure.code()).setStatus(StatusCode.ERROR, failure.code());
    return failure;
  }

  @Override
  public void close() {
    span.end();
  }
}

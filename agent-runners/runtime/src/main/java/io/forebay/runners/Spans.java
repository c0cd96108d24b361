package io.forebay.runners;

import io.forebay.runtime.TraceHeaders;
import io.forebay.schemas.OutcomeKind;
import io.forebay.schemas.ReadyAction;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Spans of attempts: each continues what the asker's {@code traceparent} began, and the outcome carries it on. */
final class Spans {
  private static final TextMapSetter<Headers> SETTER =
      (headers, name, value) -> headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));

  private final Tracer tracer;
  private final TextMapPropagator propagator;

  Spans(OpenTelemetry telemetry) {
    tracer = telemetry.getTracer("io.forebay.runners");
    propagator = telemetry.getPropagators().getTextMapPropagator();
  }

  Tracer tracer() {
    return tracer;
  }

  /** The headers that an outcome takes over from the record of its action where no span is made. */
  Headers headers(Delivery delivery) {
    return TraceHeaders.of(delivery.headers());
  }

  /** Starts the span of an attempt. */
  Span start(Attempt attempt) {
    ReadyAction action = attempt.action();
    Context parent = propagator.extract(Context.root(), attempt.delivery().headers(), Getter.INSTANCE);
    var span =
        tracer
            .spanBuilder(action.getCapability())
            .setParent(parent)
            .setSpanKind(SpanKind.CONSUMER)
            .setAttribute("forebay.action_id", action.getActionId())
            .setAttribute("forebay.tenant", action.getTenant())
            .setAttribute("forebay.capability", action.getCapability())
            .setAttribute("forebay.attempt", (long) action.getAttempt())
            .startSpan();
    Headers headers = headers(attempt.delivery());
    if (span.getSpanContext().isValid()) {
      propagator.inject(parent.with(span), headers, SETTER);
    }
    return new Span(span, parent.with(span), headers);
  }

  /**
   * The span of one attempt.
   *
   * @param headers that its outcome carries
   */
  record Span(io.opentelemetry.api.trace.Span span, Context context, Headers headers) {
    Scope current() {
      return context.makeCurrent();
    }

    void end(Ending ending) {
      if (ending.kind() == OutcomeKind.FAILED) {
        span.setStatus(StatusCode.ERROR, ending.error().getCode());
        span.setAttribute("error.type", ending.error().getCode());
      }
      span.end();
    }
  }

  private enum Getter implements TextMapGetter<Headers> {
    INSTANCE;

    @Override
    @Deprecated // by OpenTelemetry, which still demands it
    public Iterable<String> keys(Headers headers) {
      return List.of("traceparent", "tracestate");
    }

    @Override
    public String get(Headers headers, String name) {
      Header header = headers.lastHeader(name);
      return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
  }
}

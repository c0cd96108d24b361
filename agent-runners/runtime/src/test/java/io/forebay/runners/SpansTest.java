package io.forebay.runners;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.OutcomeKind;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class SpansTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "b7ad6b7169203331";
  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

  private static Attempt attempt(Headers headers) {
    var action = Actions.ready("core.echo", "{}").setAttempt(3).build();
    return new Attempt(new Delivery(action, 1, headers), LoadedHandler.of(new EchoHandler()), _ -> {}, _ -> {}, System::nanoTime);
  }

  private static Headers asked() {
    return new RecordHeaders().add("traceparent", ("00-" + TRACE + "-" + PARENT + "-01").getBytes(StandardCharsets.UTF_8));
  }

  private static String traceparent(Headers headers) {
    return new String(headers.lastHeader("traceparent").value(), StandardCharsets.UTF_8);
  }

  private SpanData traced(Headers headers, Ending ending) {
    try (var tracing = Tracing.to(exporter, "test")) {
      var span = new Spans(tracing.telemetry()).start(attempt(headers));
      span.end(ending);
      var _ = ((OpenTelemetrySdk) tracing.telemetry()).getSdkTracerProvider().forceFlush().join(10, TimeUnit.SECONDS);
      return exporter.getFinishedSpanItems().getFirst();
    }
  }

  @Test
  void continuesTheTraceOfTheAsker() {
    try (var tracing = Tracing.to(exporter, "test")) {
      var spans = new Spans(tracing.telemetry());
      var span = spans.start(attempt(asked()));
      String current = span.around(() -> Span.current().getSpanContext().getSpanId());
      assertThat(traceparent(span.headers())).isEqualTo("00-" + TRACE + "-" + current + "-01");
      assertThat(current).isNotEqualTo(PARENT);
      assertThat(Span.current().getSpanContext().isValid()).isFalse();
    }
  }

  @Test
  void tellsWhatItIsAbout() {
    SpanData span = traced(asked(), Ending.of(OutcomeKind.SUCCEEDED));
    assertThat(span.getName()).isEqualTo("core.echo");
    assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
    assertThat(span.getTraceId()).isEqualTo(TRACE);
    assertThat(span.getParentSpanId()).isEqualTo(PARENT);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(span.getAttributes().get(AttributeKey.stringKey("forebay.action_id"))).isEqualTo("action-1");
    assertThat(span.getAttributes().get(AttributeKey.stringKey("forebay.tenant"))).isEqualTo("acme");
    assertThat(span.getAttributes().get(AttributeKey.stringKey("forebay.capability"))).isEqualTo("core.echo");
    assertThat(span.getAttributes().get(AttributeKey.longKey("forebay.attempt"))).isEqualTo(3);
    assertThat(span.getResource().getAttribute(AttributeKey.stringKey("service.name"))).isEqualTo("test");
  }

  @Test
  void marksAFailure() {
    SpanData span = traced(new RecordHeaders(), Ending.failed("RATE_LIMITED", "Slow down.", false));
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.getStatus().getDescription()).isEqualTo("RATE_LIMITED");
    assertThat(span.getAttributes().get(AttributeKey.stringKey("error.type"))).isEqualTo("RATE_LIMITED");
  }

  @Test
  void handsTheTraceOnWhereNoSpansAreMade() {
    try (var tracing = Tracing.of(TracingSettings.none())) {
      var span = new Spans(tracing.telemetry()).start(attempt(asked()));
      assertThat(traceparent(span.headers())).isEqualTo("00-" + TRACE + "-" + PARENT + "-01");
      String current = span.around(() -> Span.current().getSpanContext().getTraceId());
      assertThat(current).isEqualTo(TRACE);
    }
  }

  @Test
  void hasNoTraceToHandOnWhereThereIsNone() {
    try (var tracing = Tracing.of(TracingSettings.none())) {
      assertThat(new Spans(tracing.telemetry()).start(attempt(new RecordHeaders())).headers()).isEmpty();
    }
  }
}

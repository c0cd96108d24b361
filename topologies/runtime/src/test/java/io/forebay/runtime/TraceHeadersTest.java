package io.forebay.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class TraceHeadersTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void keepsTheTraceAndNothingElse() {
    var source = new RecordHeaders().add("traceparent", bytes("first")).add("foreign", new byte[1 << 20]).add("traceparent", bytes("last"));

    var kept = TraceHeaders.of(source);

    assertThat(kept.toArray()).hasSize(1);
    assertThat(kept.lastHeader("traceparent").value()).isEqualTo(bytes("last"));
  }

  @Test
  void leavesATraceOutThatIsNone() {
    var source = new RecordHeaders().add("traceparent", null).add("tracestate", new byte[513]);

    assertThat(TraceHeaders.of(source).toArray()).isEmpty();
  }

  @Test
  void changesNothingAtItsSource() {
    var source = new RecordHeaders();
    source.add("traceparent", bytes("a")).add("foreign", bytes("b"));
    source.setReadOnly();

    TraceHeaders.of(source).add("more", bytes("b"));

    assertThat(source.toArray()).hasSize(2);
  }
}

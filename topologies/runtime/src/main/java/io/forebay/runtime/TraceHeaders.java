package io.forebay.runtime;

import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The headers that go with a record from topic to topic: {@code traceparent} and {@code tracestate} (W3C Trace Context).
 *
 * <p>Everything else stays behind. Kafka Streams would hand all of a foreign record's headers on, of any number and size, and a
 * result that grows too large with them cannot be written.
 */
public final class TraceHeaders {
  private static final Set<String> NAMES = Set.of("traceparent", "tracestate");

  /** What W3C asks a vendor to pass on of {@code tracestate}. */
  private static final int BYTES_MAX = 512;

  private TraceHeaders() {}

  /** A copy of those of a record's headers that go with it; of a name the last one counts. */
  public static Headers of(Headers source) {
    var kept = new RecordHeaders();
    for (String name : NAMES) {
      Header header = source.lastHeader(name);
      if (header != null && header.value() != null && header.value().length <= BYTES_MAX) {
        kept.add(header);
      }
    }
    return kept;
  }
}

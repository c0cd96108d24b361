package io.forebay.cli;

import java.util.List;
import org.HdrHistogram.Histogram;

/** Percentiles of times in milliseconds. */
record Latencies(double p50Ms, double p95Ms, double p99Ms) {
  static Latencies of(Histogram micros) {
    return new Latencies(
        micros.getValueAtPercentile(50) / 1000.0, micros.getValueAtPercentile(95) / 1000.0, micros.getValueAtPercentile(99) / 1000.0);
  }

  /** As figures, beside those of a reference; null where there is none. */
  void add(List<Figure> figures, String what, Latencies reference) {
    figures.add(new Figure(what + ", p50", p50Ms, "ms", reference == null ? null : reference.p50Ms));
    figures.add(new Figure(what + ", p99", p99Ms, "ms", reference == null ? null : reference.p99Ms));
  }
}

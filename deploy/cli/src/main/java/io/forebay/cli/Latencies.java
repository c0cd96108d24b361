package io.forebay.cli;

import java.util.List;
import org.HdrHistogram.Histogram;

/** Percentiles of times in milliseconds. */
record Latencies(double p50Ms, double p95Ms, double p99Ms, double p999Ms) {
  private static final double MICROS = 1000;

  static Latencies of(Histogram micros) {
    return new Latencies(
        micros.getValueAtPercentile(50) / MICROS,
        micros.getValueAtPercentile(95) / MICROS,
        micros.getValueAtPercentile(99) / MICROS,
        micros.getValueAtPercentile(99.9) / MICROS);
  }

  /** As figures, beside those of a reference; null where there is none. */
  void add(List<Figure> figures, String what, Latencies reference) {
    figures.add(new Figure(what + ", p50", p50Ms, "ms", reference == null ? null : reference.p50Ms));
    figures.add(new Figure(what + ", p99", p99Ms, "ms", reference == null ? null : reference.p99Ms));
  }

  /** All of them. */
  void addAll(List<Figure> figures, String what, Latencies reference) {
    figures.add(new Figure(what + ", p50", p50Ms, "ms", reference == null ? null : reference.p50Ms));
    figures.add(new Figure(what + ", p95", p95Ms, "ms", reference == null ? null : reference.p95Ms));
    figures.add(new Figure(what + ", p99", p99Ms, "ms", reference == null ? null : reference.p99Ms));
    figures.add(new Figure(what + ", p99.9", p999Ms, "ms", reference == null ? null : reference.p999Ms));
  }
}

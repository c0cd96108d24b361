package io.forebay.cli;

/**
 * One measured figure of a benchmark.
 *
 * @param what is measured
 * @param value as measured
 * @param unit of the value
 * @param reference the same of Kafka alone, or of an idle system; null where there is none
 */
record Figure(String what, double value, String unit, Double reference) {
  String text() {
    String ratio = reference == null ? "" : "   reference %,.1f   ratio %.2f".formatted(reference, value / reference);
    return "  %-58s %,12.1f %s%s".formatted(what, value, unit, ratio);
  }
}

package io.forebay.cli;

import io.forebay.privacy.PiiDetector;
import io.forebay.privacy.PiiHints;
import io.forebay.privacy.PiiSpan;
import io.forebay.privacy.PiiType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what the PII detector finds, misses and invents on labelled texts.
 *
 * <p>Matching: a span found and a span marked match where they have the same type and overlap, each with at most one other; an exact
 * match has the same offsets too. Only the six structured types count; other marks and other findings are left aside.
 */
final class PiiEvaluation {
  /** Presidio's labels for the types that count. */
  private static final Map<String, PiiType> LABELS =
      Map.of(
          "EMAIL_ADDRESS", PiiType.EMAIL_ADDRESS,
          "PHONE_NUMBER", PiiType.PHONE_NUMBER,
          "US_SSN", PiiType.US_SSN,
          "CREDIT_CARD", PiiType.CREDIT_CARD,
          "IBAN_CODE", PiiType.IBAN,
          "IP_ADDRESS", PiiType.IP_ADDRESS);

  private static final int TIMED_ROUNDS = 20;
  private static final int CONTEXT = 30;

  private final PiiDetector detector;
  private final Map<PiiType, Tally> tallies = new EnumMap<>(PiiType.class);
  private final List<Mistake> mistakes = new ArrayList<>();

  PiiEvaluation(PiiDetector detector) {
    this.detector = detector;
    for (PiiType type : LABELS.values()) {
      tallies.put(type, new Tally());
    }
  }

  /**
   * The figures of a set.
   *
   * @param texts how many texts
   * @param types figures per type
   * @param micro figures over all six types together
   * @param microsPerText mean time of one detection, warm, in microseconds
   * @param mistakes what was missed or invented
   */
  record Report(int texts, Map<PiiType, Score> types, Score micro, double microsPerText, List<Mistake> mistakes) {}

  /**
   * How well one type was found.
   *
   * @param marked spans marked by people
   * @param found spans found by the detector
   * @param matched spans of both that match
   * @param exact matches with the same offsets
   */
  record Score(int marked, int found, int matched, int exact, double precision, double recall, double f1, double f2) {
    static Score of(int marked, int found, int matched, int exact) {
      double precision = found == 0 ? 1 : (double) matched / found;
      double recall = marked == 0 ? 1 : (double) matched / marked;
      return new Score(marked, found, matched, exact, precision, recall, f(1, precision, recall), f(2, precision, recall));
    }

    private static double f(int beta, double precision, double recall) {
      double weighted = beta * beta * precision + recall;
      return weighted == 0 ? 0 : (1 + beta * beta) * precision * recall / weighted;
    }
  }

  /**
   * A span of only one side.
   *
   * @param kind missed or invented
   * @param text the span between angle quotes, with what stands around it
   */
  record Mistake(String kind, PiiType type, String text) {}

  private static final class Tally {
    private int marked;
    private int found;
    private int matched;
    private int exact;
  }

  /** Evaluates the texts; then detects all again several times for the figure of time. */
  Report run(List<LabelledText> texts) {
    texts.forEach(this::count);
    Map<PiiType, Score> scores = new EnumMap<>(PiiType.class);
    tallies.forEach((type, tally) -> scores.put(type, Score.of(tally.marked, tally.found, tally.matched, tally.exact)));
    int marked = scores.values().stream().mapToInt(Score::marked).sum();
    int found = scores.values().stream().mapToInt(Score::found).sum();
    int matched = scores.values().stream().mapToInt(Score::matched).sum();
    int exact = scores.values().stream().mapToInt(Score::exact).sum();
    return new Report(texts.size(), scores, Score.of(marked, found, matched, exact), microsPerText(texts), List.copyOf(mistakes));
  }

  private void count(LabelledText labelled) {
    String text = labelled.text();
    List<PiiSpan> marked = new ArrayList<>();
    for (LabelledText.Span span : labelled.spans()) {
      PiiType type = LABELS.get(span.type());
      if (type != null) {
        marked.add(new PiiSpan(type, text.offsetByCodePoints(0, span.start()), text.offsetByCodePoints(0, span.end()), 1));
      }
    }
    List<PiiSpan> found = new ArrayList<>(detector.detect(text, PiiHints.unknown()));
    found.removeIf(span -> !tallies.containsKey(span.type()));
    marked.forEach(span -> tallies.get(span.type()).marked++);
    found.forEach(span -> tallies.get(span.type()).found++);
    match(text, marked, found);
  }

  private void match(String text, List<PiiSpan> marked, List<PiiSpan> found) {
    for (PiiSpan mark : marked) {
      PiiSpan match = found.stream().filter(span -> matches(span, mark)).findFirst().orElse(null);
      if (match == null) {
        mistakes.add(mistake("missed", mark, text));
        continue;
      }
      found.remove(match);
      Tally tally = tallies.get(mark.type());
      tally.matched++;
      tally.exact += match.start() == mark.start() && match.end() == mark.end() ? 1 : 0;
    }
    found.forEach(span -> mistakes.add(mistake("invented", span, text)));
  }

  private static boolean matches(PiiSpan found, PiiSpan marked) {
    return found.type() == marked.type() && found.start() < marked.end() && marked.start() < found.end();
  }

  private static Mistake mistake(String kind, PiiSpan span, String text) {
    String before = text.substring(Math.max(0, span.start() - CONTEXT), span.start());
    String after = text.substring(span.end(), Math.min(text.length(), span.end() + CONTEXT));
    String line = before + "»" + text.substring(span.start(), span.end()) + "«" + after;
    return new Mistake(kind, span.type(), line.replaceAll("\\s+", " "));
  }

  private double microsPerText(List<LabelledText> texts) {
    if (texts.isEmpty()) {
      return 0;
    }
    long best = Long.MAX_VALUE;
    for (int round = 0; round < TIMED_ROUNDS; round++) {
      long start = System.nanoTime();
      for (LabelledText text : texts) {
        detector.detect(text.text(), PiiHints.unknown());
      }
      best = Math.min(best, System.nanoTime() - start);
    }
    return best / 1_000.0 / texts.size();
  }
}

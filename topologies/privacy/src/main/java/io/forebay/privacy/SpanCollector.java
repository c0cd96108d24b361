package io.forebay.privacy;

import java.util.ArrayList;
import java.util.List;

/**
 * What a scan has found so far: sorted, free of overlaps, bounded.
 *
 * <p>Where two candidates overlap the more confident stays, of equals the longer, of equals the first. A candidate contains or
 * follows the character that triggered it and triggers come in order, so only the last few can overlap with a new one.
 */
final class SpanCollector {
  private record Found(PiiType type, int start, int end, double confidence) {}

  private final int spansMax;
  private final ArrayList<Found> found = new ArrayList<>();

  SpanCollector(int spansMax) {
    this.spansMax = spansMax;
  }

  /** Takes the candidate unless a better one overlaps; offsets are those of the scan text. */
  void offer(PiiType type, int start, int end, double confidence) {
    int first = found.size();
    while (first > 0 && found.get(first - 1).end > start) {
      Found rival = found.get(first - 1);
      boolean better = confidence > rival.confidence || (confidence == rival.confidence && end - start > rival.end - rival.start);
      if (!better) {
        return;
      }
      first--;
    }
    found.subList(first, found.size()).clear();
    if (!isFull()) {
      found.add(new Found(type, start, end, confidence));
    }
  }

  boolean isFull() {
    return found.size() >= spansMax;
  }

  /** End of the last finding, 0 where there is none. */
  int lastEnd() {
    return found.isEmpty() ? 0 : found.getLast().end;
  }

  /** Type of the last finding, null where there is none. */
  PiiType lastType() {
    return found.isEmpty() ? null : found.getLast().type;
  }

  List<PiiSpan> toSpans(String text, ScanText scanText) {
    return found.stream().map(f -> scanText.original(text, f.type, f.start, f.end, f.confidence)).toList();
  }
}

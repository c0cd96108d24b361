package io.forebay.privacy;

import java.util.ArrayList;
import java.util.List;

/**
 * What a scan has found so far: sorted, free of overlaps, bounded.
 *
 * <p>Where two candidates overlap the more confident stays, of equals the longer, of equals the first; a secret gives way only to what
 * covers it whole. The one that stays grows over the other, because a part of a number or a password left standing is told.
 *
 * <p>A candidate contains or follows the character that triggered it and triggers come in order, so only the last few findings can
 * overlap with a new one.
 */
final class SpanCollector {
  private record Found(PiiType type, int start, int end, double confidence) {
    boolean isBetterThan(Found other) {
      return confidence > other.confidence || (confidence == other.confidence && end - start > other.end - other.start);
    }

    boolean covers(Found other) {
      return start <= other.start && end >= other.end;
    }

    Found over(Found other) {
      return covers(other) ? this : new Found(type, Math.min(start, other.start), Math.max(end, other.end), confidence);
    }
  }

  private final int spansMax;
  private final ArrayList<Found> found = new ArrayList<>();

  SpanCollector(int spansMax) {
    this.spansMax = spansMax;
  }

  /** Takes a candidate, which may become a part of what is there; offsets are those of the scan text. */
  void offer(PiiType type, int start, int end, double confidence) {
    Found best = new Found(type, start, end, confidence);
    while (!found.isEmpty() && found.getLast().end > best.start) {
      Found rival = found.removeLast();
      boolean secretStays = rival.type == PiiType.SECRET && !best.covers(rival);
      best = best.isBetterThan(rival) && !secretStays ? best.over(rival) : rival.over(best);
    }
    if (!isFull()) {
      found.add(best);
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

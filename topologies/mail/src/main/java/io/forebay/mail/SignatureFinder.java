package io.forebay.mail;

import java.util.List;
import java.util.Locale;

/** Finds what stands under every message of an author or a list: signatures, "Sent from my phone", the footers of mailing lists. */
final class SignatureFinder {
  private static final int SIGNATURE_LINES_MAX = 25;
  private static final int DASH_SIGNATURE_LINES_MAX = 8;
  private static final int FOOTER_LINES_MAX = 12;
  private static final int FOOTER_RULE_LENGTH_MIN = 20;
  private static final int DEVICE_LENGTH_MAX = 60;
  private static final int DEVICE_WORDS_MAX = 8;
  private static final int NAME_WORDS_MAX = 4;

  private static final List<String> DEVICE_STARTS =
      List.of(
          "sent from ", "sent via ", "sent using ", "get outlook for ", "gesendet von ", "gesendet mit ", "diese nachricht wurde von ",
          "envoyé de ", "envoyé depuis ", "envoyé à partir ", "obtenez outlook pour ", "enviado desde ", "enviado de ", "enviado do ",
          "enviado a partir ", "obtener outlook para ", "inviato da ", "inviato dal ", "ottieni outlook per ", "obter o outlook ",
          "verzonden vanaf ", "verstuurd vanaf ", "verstuurd met ", "verzonden met ", "outlook voor ", "skickat från ", "sendt fra ",
          "lähetetty ", "wysłane z ", "отправлено с ", "отправлено из ", "发自我的", "发自 ", "發自我的", "從我的", "从我的", "取得 outlook");
  private static final List<String> DEVICE_ENDS = List.of("から送信", "からの送信", "phone gesendet", "pad gesendet", "gerät gesendet", "handy gesendet", "에서 보냄");

  private SignatureFinder() {}

  /** Marks; quotes must be marked already. */
  static void mark(MarkedLines lines) {
    int end = lines.count();
    while (end > 0) {
      if (lines.isMarked(end - 1) || lines.isBlank(end - 1)) {
        end--;
      } else {
        int start = end - 1;
        while (start > 0 && !lines.isMarked(start - 1)) {
          start--;
        }
        markRegion(lines, start, end);
        end = start;
      }
    }
  }

  /** Own lines between quotes; the last one is not blank. */
  private static void markRegion(MarkedLines lines, int start, int end) {
    int from = end;
    int written = 0;
    for (int i = end - 1; i >= start && written <= SIGNATURE_LINES_MAX; i--) {
      if (!lines.isBlank(i)) {
        if (begins(lines, i, end, written)) {
          from = i;
        }
        written++;
      }
    }
    lines.mark(from, end);
    markLast(lines, start, from);
  }

  /** True if a signature or footer begins at a line, so many lines before the end. */
  private static boolean begins(MarkedLines lines, int line, int end, int linesBelow) {
    char first = lines.first(line);
    if (first == '-') {
      return lines.length(line) == 2 && lines.last(line) == '-' && linesBelow > 0;
    }
    if (first == '—' || first == '–') {
      return lines.length(line) == 1 && linesBelow <= DASH_SIGNATURE_LINES_MAX;
    }
    return first == '_'
        && linesBelow <= FOOTER_LINES_MAX
        && lines.isRule(line, '_', FOOTER_RULE_LENGTH_MIN)
        && isListFooter(lines, line + 1, end);
  }

  private static boolean isListFooter(MarkedLines lines, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!lines.isBlank(i)) {
        String line = lines.line(i).toLowerCase(Locale.ROOT);
        if (line.contains("://") || line.contains("@") || line.contains("mailing list") || line.contains("subscri")) {
          return true;
        }
      }
    }
    return false;
  }

  private static void markLast(MarkedLines lines, int start, int end) {
    int last = end - 1;
    while (last >= start && lines.isBlank(last)) {
      last--;
    }
    if (last >= start && (isDevice(lines, last) || isDashedName(lines, last))) {
      lines.mark(last, end);
    }
  }

  /** "Sent from my iPhone" and its like; a sentence that only begins so is not meant. */
  private static boolean isDevice(MarkedLines lines, int line) {
    if (lines.length(line) > DEVICE_LENGTH_MAX || lines.contains(line, ',')) {
      return false;
    }
    String text = lines.line(line).replace("*", "").replace("_", "").strip().toLowerCase(Locale.ROOT);
    return text.split(" ", DEVICE_WORDS_MAX + 2).length <= DEVICE_WORDS_MAX
        && ((DEVICE_STARTS.stream().anyMatch(text::startsWith) && !text.endsWith("?")) || DEVICE_ENDS.stream().anyMatch(text::endsWith));
  }

  /** "-Ann Example" as a last line; a list item has a blank behind its dash. */
  private static boolean isDashedName(MarkedLines lines, int line) {
    if (lines.first(line) != '-' || lines.length(line) < 2) {
      return false;
    }
    String name = lines.line(line).substring(1);
    return Character.isLetter(name.charAt(0))
        && name.split(" ", NAME_WORDS_MAX + 2).length <= NAME_WORDS_MAX
        && name.chars().allMatch(c -> Character.isLetter(c) || c == ' ' || c == '.' || c == '\'');
  }
}

package io.forebay.classifier;

import io.forebay.schemas.ParsedEmail;
import java.util.Arrays;

/** Signals of style: how loud a text is, whom it speaks of, and how its lines run. */
final class StyleSignals {
  private static final int SCANNED_WORDS = 600;
  private static final long[] I = TermHash.all("i", "i'm", "i've", "i'd", "i'll", "my", "me", "mine", "ich", "mir", "mein", "je", "moi", "mon", "yo", "mi");
  private static final long[] YOU =
      TermHash.all("you", "your", "you're", "you'll", "yours", "yourself", "sie", "ihr", "ihre", "ihnen", "vous", "votre", "vos", "usted", "su", "sus");
  private static final long[] WE = TermHash.all("we", "we're", "we'll", "our", "us", "wir", "unser", "unsere", "nous", "notre", "nosotros", "nuestro");

  private StyleSignals() {}

  static void write(ParsedEmail email, Words text, FeatureVector vector) {
    int words = text.count();
    vector.flag(SpamSignal.EMPTY, words < 3);
    vector.flag(SpamSignal.SHORT, words < 30);
    vector.flag(SpamSignal.QUOTES, words > 0 && !email.getQuotedText().isEmpty());
    if (words == 0) {
      return;
    }
    double letters = Math.max(40, text.letters);
    double all = Math.max(30, words);
    vector.signal(SpamSignal.LENGTH, Math.log1p(words) / 7);
    vector.signal(SpamSignal.SHOUTS, 5 * text.upperWords / all);
    vector.signal(SpamSignal.CAPITALS, 3 * text.upperLetters / letters);
    vector.signal(SpamSignal.EXCLAIMS, 20 * text.exclamations / all);
    vector.signal(SpamSignal.ASKS, 20 * text.questions / all);
    vector.signal(SpamSignal.MONEY, 30 * text.dollars / all);
    vector.signal(SpamSignal.NUMBERS, 4 * text.digits / letters);
    vector.signal(SpamSignal.GAPPY_WORDS, text.singleLetterRuns / 3.0);
    vector.signal(SpamSignal.ADDRESSES, 20 * text.addresses / all);
    words(text, vector);
    lines(email.getText(), vector);
  }

  private static void words(Words text, FeatureVector vector) {
    int mixed = 0;
    int i = 0;
    int you = 0;
    int we = 0;
    int longWords = 0;
    long seen = 0;
    int count = Math.min(text.count(), SCANNED_WORDS);
    for (int w = 0; w < count; w++) {
      long hash = text.hashes[w];
      int length = text.ends[w] - text.starts[w];
      mixed += text.kinds[w] == Words.MIXED ? 1 : 0;
      longWords += text.kinds[w] == Words.PLAIN && length > 12 ? 1 : 0;
      seen |= 1L << ((hash * 0x9e3779b97f4a7c15L) >>> 58);
      if (length < 9) {
        i += contains(I, hash);
        you += contains(YOU, hash);
        we += contains(WE, hash);
      }
    }
    double scanned = Math.clamp(text.count(), 30, SCANNED_WORDS);
    vector.signal(SpamSignal.MIXED_WORDS, 10 * mixed / scanned);
    vector.signal(SpamSignal.SAYS_I, 15 * i / scanned);
    vector.signal(SpamSignal.SAYS_YOU, 15 * you / scanned);
    vector.signal(SpamSignal.SAYS_WE, 15 * we / scanned);
    vector.signal(SpamSignal.VARIETY, Long.bitCount(seen) / 64.0);
    vector.signal(SpamSignal.LONG_WORDS, 10 * longWords / scanned);
  }

  private static void lines(String text, FeatureVector vector) {
    int end = Math.min(text.length(), Words.MAX_CHARS);
    int lines = 0;
    int longLines = 0;
    int shortLines = 0;
    int start = 0;
    while (start < end) {
      int stop = text.indexOf('\n', start, end);
      int length = (stop < 0 ? end : stop) - start;
      lines += length > 0 ? 1 : 0;
      longLines += length > 120 ? 1 : 0;
      shortLines += length > 0 && length < 35 ? 1 : 0;
      start += length + 1;
    }
    if (lines > 0) {
      vector.signal(SpamSignal.SHORT_LINES, (double) shortLines / lines);
      vector.signal(SpamSignal.UNBROKEN_LINES, (double) longLines / lines);
    }
  }

  private static int contains(long[] sorted, long hash) {
    return Arrays.binarySearch(sorted, hash) >= 0 ? 1 : 0;
  }
}

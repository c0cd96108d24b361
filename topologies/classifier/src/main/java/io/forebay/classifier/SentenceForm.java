package io.forebay.classifier;

import java.util.Arrays;

/** Signals of a sentence's form: marks, length, whom it speaks of, and where commands stand in it. A buffer; not thread-safe. */
final class SentenceForm {
  private static final int SHORT = 5;
  private static final int LONG = 30;

  private final boolean[] holds = new boolean[ActionSignal.values().length];

  void write(CharSequence text, Words words, WordKinds kinds, int from, int to, FeatureVector vector) {
    Arrays.fill(holds, false);
    int capitals = 0;
    for (int w = from; w < to; w++) {
      switch (words.kinds[w]) {
        case Words.MARK -> mark(words.hashes[w]);
        case Words.LINK -> set(ActionSignal.HAS_LINK);
        case Words.ADDRESS -> set(ActionSignal.HAS_ADDRESS);
        case Words.NUMBER, Words.MIXED -> set(ActionSignal.HAS_NUMBER);
        default -> {
          capitals += Character.isUpperCase(text.charAt(words.starts[w])) ? 1 : 0;
          word(text, words, kinds, w, from);
        }
      }
    }
    if (to > from) {
      edges(text, words, kinds, from, to);
    }
    int length = to - from;
    holds[ActionSignal.SHORT.index()] = length < SHORT;
    holds[ActionSignal.LONG.index()] = length > LONG;
    for (int i = 0; i < holds.length; i++) {
      vector.signal(i, holds[i] ? 1 : 0);
    }
    vector.signal(ActionSignal.LENGTH.index(), Math.min(1.5, Math.log1p(length) / 3));
    vector.signal(ActionSignal.CAPITALS.index(), length == 0 ? 0 : (double) capitals / length);
  }

  private void mark(long hash) {
    if (hash == Words.QUESTION) {
      set(ActionSignal.HAS_QUESTION);
    } else if (hash == Words.EXCLAMATION) {
      set(ActionSignal.HAS_EXCLAMATION);
    } else if (hash == Words.MONEY) {
      set(ActionSignal.HAS_MONEY);
    }
  }

  private void word(CharSequence text, Words words, WordKinds kinds, int w, int from) {
    switch (kinds.person(w)) {
      case WordKinds.YOU -> set(ActionSignal.SAYS_YOU);
      case WordKinds.I -> set(ActionSignal.SAYS_I);
      case WordKinds.WE -> set(ActionSignal.SAYS_WE);
      default -> {
        if (w > from && kinds.isImperative(w)) {
          holds[ActionSignal.IMPERATIVE_AFTER_COMMA.index()] |= breaksBefore(text, words, w);
          holds[ActionSignal.IMPERATIVE_AFTER_PLEASE.index()] |= kinds.isPlease(w - 1);
        }
      }
    }
  }

  private void edges(CharSequence text, Words words, WordKinds kinds, int from, int to) {
    boolean asks = words.hashes[to - 1] == Words.QUESTION;
    holds[ActionSignal.ENDS_WITH_QUESTION.index()] = asks;
    holds[ActionSignal.QUESTION_INSIDE.index()] = !asks && holds[ActionSignal.HAS_QUESTION.index()];
    holds[ActionSignal.STARTS_WITH_IMPERATIVE.index()] = kinds.isImperative(from);
    int after = words.ends[from];
    holds[ActionSignal.STARTS_WITH_NAME_AND_COMMA.index()] = to - from > 1 && after < text.length() && text.charAt(after) == ',';
    holds[ActionSignal.STARTS_WITH_I.index()] = kinds.person(from) == WordKinds.I;
    holds[ActionSignal.STARTS_WITH_IF.index()] = kinds.person(from) == WordKinds.IF;
  }

  private void set(ActionSignal signal) {
    holds[signal.index()] = true;
  }

  private static boolean breaksBefore(CharSequence text, Words words, int w) {
    for (int at = words.ends[w - 1]; at < words.starts[w]; at++) {
      if (",.;:-\n".indexOf(text.charAt(at)) >= 0) {
        return true;
      }
    }
    return false;
  }
}

package io.forebay.embedded;

/** Says in one sentence why a stack did not start: what, where, and what to do about it. */
public final class StackStartException extends RuntimeException {
  StackStartException(String sentence) {
    super(sentence);
  }

  StackStartException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}

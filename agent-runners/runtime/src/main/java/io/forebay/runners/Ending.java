package io.forebay.runners;

import io.forebay.schemas.ActionError;
import io.forebay.schemas.OutcomeKind;
import io.forebay.schemas.Usage;

/**
 * How an attempt ended, as its outcome tells it.
 *
 * @param output JSON; null without any
 * @param error null unless it failed
 * @param usage null where nothing was started
 */
record Ending(OutcomeKind kind, String output, ActionError error, Usage usage) {
  static final int MESSAGE_CHARS_MAX = 2_000;

  static Ending succeeded(ActionResult result) {
    return new Ending(OutcomeKind.SUCCEEDED, JsonContract.write(result.output()), null, result.usage());
  }

  /** The same, and what it used. */
  Ending using(Usage used) {
    return new Ending(kind, output, error, used);
  }

  static Ending of(OutcomeKind kind) {
    return new Ending(kind, null, null, null);
  }

  /** Something that would go wrong again. */
  static Ending refused(String code, String message) {
    return new Ending(OutcomeKind.FAILED, null, new ActionError(code, bounded(message), false, null, false), null);
  }

  /** Something that another attempt may not meet. */
  static Ending failed(String code, String message, boolean inDoubt) {
    return new Ending(OutcomeKind.FAILED, null, new ActionError(code, bounded(message), true, null, inDoubt), null);
  }

  static Ending failed(ActionFailedException e) {
    Long retryAfterMs = e.retryAfter() == null ? null : e.retryAfter().map(pause -> Math.max(0, pause.toMillis())).orElse(null);
    var error = new ActionError(e.code(), bounded(e.getMessage()), e.isRetryable(), retryAfterMs, e.isInDoubt());
    return new Ending(OutcomeKind.FAILED, null, error, e.usage());
  }

  /** What a handler that broke said; its own words are all there is. */
  static Ending broken(Throwable e, boolean inDoubt) {
    String said = e.getMessage() == null ? "" : ": " + e.getMessage();
    return failed("HANDLER_FAILED", e.getClass().getSimpleName() + said, inDoubt);
  }

  private static String bounded(String message) {
    String text = message == null ? "" : message;
    return text.length() <= MESSAGE_CHARS_MAX ? text : text.substring(0, MESSAGE_CHARS_MAX - 3) + "...";
  }
}

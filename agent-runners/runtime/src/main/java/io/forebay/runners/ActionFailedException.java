package io.forebay.runners;

import io.forebay.schemas.Usage;
import java.time.Duration;
import java.util.Optional;

/** Thrown by a handler whose work failed, with what dispatch needs to know to do the right thing. */
public final class ActionFailedException extends Exception {
  private final String code;
  private final boolean retryable;
  private final boolean inDoubt;
  private final transient Optional<Duration> retryAfter;
  private final transient Usage usage;

  private ActionFailedException(
      String code, String message, boolean retryable, boolean inDoubt, Optional<Duration> retryAfter, Usage usage, Throwable cause) {
    super(message, cause);
    this.code = code;
    this.retryable = retryable;
    this.inDoubt = inDoubt;
    this.retryAfter = retryAfter;
    this.usage = usage;
  }

  /**
   * Another attempt may succeed.
   *
   * @param code class of the error in capitals, for example {@code RATE_LIMITED}
   * @param message one sentence: what, where, what to do; without secrets
   */
  public static ActionFailedException retryable(String code, String message) {
    return new ActionFailedException(code, message, true, false, Optional.empty(), new Usage(0L, 0L, 0L), null);
  }

  /** Another attempt would fail as well. */
  public static ActionFailedException permanent(String code, String message) {
    return new ActionFailedException(code, message, false, false, Optional.empty(), new Usage(0L, 0L, 0L), null);
  }

  /** The same, and not before so long from now. */
  public ActionFailedException after(Duration pause) {
    return new ActionFailedException(code, getMessage(), retryable, inDoubt, Optional.of(pause), usage, getCause());
  }

  /** The same, and it may have had its effect all the same: a {@code ONCE} action is then not run again by itself. */
  public ActionFailedException inDoubt() {
    return new ActionFailedException(code, getMessage(), retryable, true, retryAfter, usage, getCause());
  }

  /** The same, and what it used until then. */
  public ActionFailedException using(Usage used) {
    return new ActionFailedException(code, getMessage(), retryable, inDoubt, retryAfter, used, getCause());
  }

  /** The same, with what caused it, for the runner's log. */
  public ActionFailedException causedBy(Throwable cause) {
    return new ActionFailedException(code, getMessage(), retryable, inDoubt, retryAfter, usage, cause);
  }

  public String code() {
    return code;
  }

  public boolean isRetryable() {
    return retryable;
  }

  public boolean isInDoubt() {
    return inDoubt;
  }

  public Optional<Duration> retryAfter() {
    return retryAfter;
  }

  public Usage usage() {
    return usage;
  }
}

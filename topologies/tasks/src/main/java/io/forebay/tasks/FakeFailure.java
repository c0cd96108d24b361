package io.forebay.tasks;

/** A {@link FakeAction} fails. */
public final class FakeFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * A failure.
   *
   * @param code class of the error in capitals, as handlers tell it
   * @param message one sentence
   */
  public FakeFailure(String code, String message) {
    super(message);
    this.code = code;
  }

  public String code() {
    return code;
  }
}

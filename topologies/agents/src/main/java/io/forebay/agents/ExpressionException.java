package io.forebay.agents;

/** An expression has no value; the message says which one and why. */
public final class ExpressionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ExpressionException(String message, Throwable cause) {
    super(message, cause);
  }
}

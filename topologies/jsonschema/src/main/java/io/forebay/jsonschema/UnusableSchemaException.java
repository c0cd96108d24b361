package io.forebay.jsonschema;

/** A schema cannot be used; the message says why, as a part of a sentence. */
public final class UnusableSchemaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableSchemaException(String message, Throwable cause) {
    super(message, cause);
  }
}

package io.forebay.schemas;

/** The schema registry does not answer, so nothing can be said about the record; reading it again later may succeed. */
public final class RegistryUnavailableException extends RuntimeException {
  public RegistryUnavailableException(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  public ErrorCode code() {
    return ErrorCode.REGISTRY_UNAVAILABLE;
  }
}

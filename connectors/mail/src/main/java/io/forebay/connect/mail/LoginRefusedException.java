package io.forebay.connect.mail;

import org.eclipse.angus.mail.iap.ProtocolException;

/** A server that does not let a user in; trying again and again would only lock the account. Has no cause: what the server said may hold the secret. */
final class LoginRefusedException extends ProtocolException {
  private static final int TRIES_MAX = 3;

  private final boolean certain;

  /**
   * @param certain whether it says that the user or the secret is wrong; some servers say no more than no, also to one connection too many
   */
  LoginRefusedException(String sentence, boolean certain) {
    super(sentence);
    this.certain = certain;
  }

  /** Whether to give up, by how often the server has refused so far. */
  boolean isFinal(int refusals) {
    return certain || refusals >= TRIES_MAX;
  }
}

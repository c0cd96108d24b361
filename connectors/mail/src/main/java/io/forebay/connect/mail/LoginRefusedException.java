package io.forebay.connect.mail;

import org.eclipse.angus.mail.iap.ProtocolException;

/** A server that does not let a user in; trying again would only lock the account. Has no cause: what the server said may hold the secret. */
final class LoginRefusedException extends ProtocolException {
  LoginRefusedException(String sentence) {
    super(sentence);
  }
}

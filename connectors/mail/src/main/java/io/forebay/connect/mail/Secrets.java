package io.forebay.connect.mail;

import java.io.IOException;
import java.time.InstantSource;
import org.apache.kafka.common.config.types.Password;

/** What proves the user: a password, a token that somebody else renews, or tokens that are renewed here. Safe for threads. */
interface Secrets {
  /**
   * A secret to log in with.
   *
   * @param isNew false if it was used before, so that a refusal may only mean that it is over
   */
  record Secret(String value, boolean isNew) {
    @Override
    public String toString() {
      return Password.HIDDEN;
    }
  }

  /**
   * The secret of now.
   *
   * @throws LoginRefusedException if whoever gives it refuses to
   */
  Secret current() throws IOException, LoginRefusedException;

  /** Forgets a secret that a server refused. */
  void forget(Secret refused);

  static Secrets of(ImapSettings settings) {
    if (settings.tokens() != null) {
      return new AccessTokens(settings.tokens(), settings.timeout(), InstantSource.system());
    }
    Secret given = new Secret(settings.secret().value(), true);
    return new Secrets() {
      @Override
      public Secret current() {
        return given;
      }

      @Override
      public void forget(Secret refused) {
        // There is no other.
      }
    };
  }
}

package io.forebay.connect.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImapLoginIT {
  @ParameterizedTest
  @ValueSource(strings = {"[UNAVAILABLE] The directory is away", "[LIMIT] Maximum number of connections exceeded", "[INUSE] Locked", "[serverbug] Oops"})
  void triesAgainWhereTheServerMayTakeTheUserLater(String answer) throws Exception {
    try (var server = new ScriptedImap(Map.of("LOGIN", "NO " + answer))) {
      assertThatThrownBy(() -> open(server)).isInstanceOf(ProtocolException.class).isNotInstanceOf(LoginRefusedException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "[AUTHENTICATIONFAILED] Authentication failed, true",
    "[AUTHORIZATIONFAILED] Not this one, true",
    "[EXPIRED] Your password is over, true",
    "[ALERT] Too many simultaneous connections, false",
    "LOGIN failed, false"
  })
  void givesUpAtOnceOnlyWhereTheServerSaysThatTheUserIsWrong(String answer, boolean atOnce) throws Exception {
    try (var server = new ScriptedImap(Map.of("LOGIN", "NO " + answer))) {
      LoginRefusedException refused = catchThrowableOfType(LoginRefusedException.class, () -> open(server));

      assertThat(refused).hasMessageContaining("refuses the user ann");
      assertThat(refused.isFinal(1)).isEqualTo(atOnce);
      assertThat(refused.isFinal(2)).isEqualTo(atOnce);
      assertThat(refused.isFinal(3)).isTrue();
    }
  }

  private static void open(ScriptedImap server) throws Exception {
    ImapSettings imap = MailSourceSettings.of(server.settings()).imap();
    ImapSession.open(imap, Secrets.of(imap)).close();
  }
}

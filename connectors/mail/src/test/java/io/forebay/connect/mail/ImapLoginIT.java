package io.forebay.connect.mail;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.junit.jupiter.params.ParameterizedTest;
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
  @ValueSource(strings = {"[AUTHENTICATIONFAILED] Authentication failed", "[EXPIRED] Your password is over", "no"})
  void givesUpWhereTheUserIsRefused(String answer) throws Exception {
    try (var server = new ScriptedImap(Map.of("LOGIN", "NO " + answer))) {
      assertThatThrownBy(() -> open(server)).isInstanceOf(LoginRefusedException.class).hasMessageContaining("refuses the user ann");
    }
  }

  private static void open(ScriptedImap server) throws Exception {
    var settings =
        Map.of(
            ImapSettings.HOST, "127.0.0.1",
            ImapSettings.PORT, Integer.toString(server.port()),
            ImapSettings.SECURITY, "none",
            ImapSettings.USER, "ann",
            ImapSettings.PASSWORD, "secret",
            MailSourceSettings.TENANT, "acme",
            MailSourceSettings.REGISTRY, "http://127.0.0.1:1");
    ImapSettings imap = MailSourceSettings.of(settings).imap();
    ImapSession.open(imap, Secrets.of(imap)).close();
  }
}

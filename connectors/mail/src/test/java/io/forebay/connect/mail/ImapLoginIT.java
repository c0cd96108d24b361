package io.forebay.connect.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a login that a server refuses, and what is told of it: some repeat the secret. */
class ImapLoginIT {
  private static final String SECRET = "hunter2-of-ann";

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

  @ParameterizedTest
  @CsvSource({
    "password, NO [AUTHENTICATIONFAILED] %s is wrong,   refuses the user ann (AUTHENTICATIONFAILED); check imap.user and its secret.",
    "password, NO [HUNTER2-OF-ANN] %s is wrong,         refuses the user ann; check imap.user and its secret.",
    "oauth2,   NO [AUTHENTICATIONFAILED] no to %s,      refuses the user ann (AUTHENTICATIONFAILED); check imap.user and its secret."
  })
  void failsTheTaskWithoutTheSecret(String auth, String refusal, String sentence) throws Exception {
    try (var server = refusing(refusal);
        var task = new RunningTask(settings(server, auth), RunningTask.noOffsets())) {
      Throwable failure = catchThrowable(() -> task.take(1));

      assertThat(failure).isInstanceOf(ConnectException.class).hasMessageEndingWith(sentence);
      assertHidden(failure);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "password, BAD there is no %s,                  'logging in fails, BadCommandException'",
    "oauth2,   BAD there is no %s,                  'logging in fails, BadCommandException'",
    "password, NO [UNAVAILABLE] cannot look up %s,  the server cannot log anyone in just now (UNAVAILABLE)"
  })
  void triesAgainWithoutTellingTheSecret(String auth, String refusal, String told) throws Exception {
    try (var server = refusing(refusal)) {
      ImapSettings imap = MailSourceSettings.of(settings(server, auth)).imap();

      assertThatThrownBy(() -> ImapSession.open(imap, Secrets.of(imap)))
          .isInstanceOf(ProtocolException.class)
          .isNotInstanceOf(LoginRefusedException.class)
          .hasMessage(told)
          .satisfies(ImapLoginIT::assertHidden);
    }
  }

  /** In everything that a log or a worker's status could show of it. */
  private static void assertHidden(Throwable failure) {
    var trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    String encoded = Base64.getEncoder().encodeToString(("user=ann\1auth=Bearer " + SECRET + "\1\1").getBytes(StandardCharsets.US_ASCII));
    assertThat(trace.toString()).doesNotContainIgnoringCase(SECRET).doesNotContain(encoded);
  }

  /** One that refuses whoever logs in, one way or the other. */
  private static ScriptedImap refusing(String answer) {
    return new ScriptedImap(Map.of("CAPABILITY", "* CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2\r\n", "LOGIN", answer, "AUTHENTICATE", answer));
  }

  private static Map<String, String> settings(ScriptedImap server, String auth) {
    Map<String, String> settings = server.settings();
    settings.remove(ImapSettings.PASSWORD);
    settings.put(ImapSettings.AUTH, auth);
    settings.put(auth.equals("oauth2") ? ImapSettings.TOKEN : ImapSettings.PASSWORD, SECRET);
    return settings;
  }

  private static void open(ScriptedImap server) throws Exception {
    ImapSettings imap = MailSourceSettings.of(server.settings()).imap();
    ImapSession.open(imap, Secrets.of(imap)).close();
  }
}

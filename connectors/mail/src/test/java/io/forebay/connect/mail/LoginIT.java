package io.forebay.connect.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of a login that fails, by servers that repeat the secret. */
class LoginIT {
  private static final String SECRET = "hunter2-of-ann";

  @ParameterizedTest
  @CsvSource({
    "password, NO [AUTHENTICATIONFAILED] %s is wrong,   refuses the user ann (AUTHENTICATIONFAILED); check imap.user and its secret.",
    "password, NO [HUNTER2-OF-ANN] %s is wrong,         refuses the user ann; check imap.user and its secret.",
    "oauth2,   NO [AUTHENTICATIONFAILED] no to %s,      refuses the user ann (AUTHENTICATIONFAILED); check imap.user and its secret."
  })
  void failsTheTaskWithoutTheSecret(String auth, String refusal, String sentence) throws Exception {
    try (var server = new TalkativeServer(refusal);
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
    try (var server = new TalkativeServer(refusal)) {
      ImapSettings imap = MailSourceSettings.of(settings(server, auth)).imap();

      assertThatThrownBy(() -> ImapSession.open(imap, Secrets.of(imap)))
          .isInstanceOf(ProtocolException.class)
          .isNotInstanceOf(LoginRefusedException.class)
          .hasMessage(told)
          .satisfies(LoginIT::assertHidden);
    }
  }

  /** In everything that a log or a worker's status could show of it. */
  private static void assertHidden(Throwable failure) {
    var trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    String encoded = Base64.getEncoder().encodeToString(("user=ann\1auth=Bearer " + SECRET + "\1\1").getBytes(StandardCharsets.US_ASCII));
    assertThat(trace.toString()).doesNotContainIgnoringCase(SECRET).doesNotContain(encoded);
  }

  private static Map<String, String> settings(TalkativeServer server, String auth) {
    Map<String, String> settings = new HashMap<>();
    settings.put(ImapSettings.HOST, "127.0.0.1");
    settings.put(ImapSettings.PORT, Integer.toString(server.port()));
    settings.put(ImapSettings.SECURITY, "none");
    settings.put(ImapSettings.USER, "ann");
    settings.put(ImapSettings.AUTH, auth);
    settings.put(auth.equals("oauth2") ? ImapSettings.TOKEN : ImapSettings.PASSWORD, SECRET);
    settings.put(MailSourceSettings.TENANT, "acme");
    settings.put(MailSourceSettings.REGISTRY, "http://127.0.0.1:1");
    return settings;
  }
}

package io.forebay.connect.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokensIT {
  private static final String SECRET = "c&lient=s3cret";

  private TokenServer server;
  private Instant now = Instant.parse("2026-11-21T10:00:00Z");

  @BeforeEach
  void start() throws IOException {
    server = new TokenServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void asksWithTheClientsCredentialsAndUsesATokenUntilShortlyBeforeItIsOver() throws Exception {
    server.answers(200, token("first", 3600)).answers(200, token("second", 3600));
    AccessTokens tokens = tokens("");

    assertThat(tokens.current().value()).isEqualTo("first");
    assertThat(server.asked()).containsExactly("grant_type=client_credentials&client_id=forebay&client_secret=c%26lient%3Ds3cret&scope=https%3A%2F%2Fmail%2F.default");
    now = now.plusSeconds(3_539);
    assertThat(tokens.current().value()).isEqualTo("first");
    now = now.plusSeconds(1);
    assertThat(tokens.current().value()).isEqualTo("second");
    assertThat(server.asked()).hasSize(2);
  }

  @Test
  void asksWithTheRefreshTokenAndThenWithTheOneThatTookItsPlace() throws Exception {
    server
        .answers(200, "{\"access_token\": \"first\", \"expires_in\": 100, \"refresh_token\": \"r-2\"}")
        .answers(200, token("second", 100))
        .answers(200, token("third", 100));
    AccessTokens tokens = tokens("r-1");
    for (String expected : new String[] {"first", "second", "third"}) {
      assertThat(tokens.current().value()).isEqualTo(expected);
      now = now.plusSeconds(50);
    }

    assertThat(server.asked()).allMatch(form -> form.startsWith("grant_type=refresh_token&refresh_token=r-"));
    assertThat(server.asked()).extracting(form -> form.substring(39, 42)).containsExactly("r-1", "r-2", "r-2");
  }

  @Test
  void asksAnewForATokenThatAServerRefused() throws Exception {
    server.answers(200, token("first", 3600)).answers(200, token("second", 3600));
    AccessTokens tokens = tokens("");
    Secrets.Secret first = tokens.current();

    assertThat(first.isNew()).isTrue();
    assertThat(tokens.current().isNew()).isFalse();
    tokens.forget(first);
    assertThat(tokens.current()).isEqualTo(new Secrets.Secret("second", true));
    tokens.forget(first);
    assertThat(tokens.current().value()).isEqualTo("second");
    assertThat(first.toString()).doesNotContain("first");
  }

  @Test
  void takesATokenThatTellsNoEndForFiveMinutes() throws Exception {
    server.answers(200, "{\"access_token\": \"first\"}").answers(200, "{\"access_token\": \"second\", \"expires_in\": \"x\"}");
    AccessTokens tokens = tokens("");

    assertThat(tokens.current().value()).isEqualTo("first");
    now = now.plusSeconds(239);
    assertThat(tokens.current().value()).isEqualTo("first");
    now = now.plusSeconds(1);
    assertThat(tokens.current().value()).isEqualTo("second");
  }

  @Test
  void isRefusedWithTheProvidersWordAndWithoutTheSecret() {
    server
        .answers(401, "{\"error\": \"invalid_client\", \"error_description\": \"" + SECRET + "\"}")
        .answers(403, "<html>no</html>")
        .answers(302, "")
        .answers(400, "{\"error\": \"a_token_of_small_letters\"}");

    assertThatThrownBy(() -> tokens("").current())
        .isInstanceOf(LoginRefusedException.class)
        .hasMessage("The token endpoint " + server.endpoint() + " refuses the client forebay (invalid_client); check imap.oauth2.*.");
    assertThatThrownBy(() -> tokens("").current()).isInstanceOf(LoginRefusedException.class).hasMessageContaining("(403)");
    assertThatThrownBy(() -> tokens("").current()).isInstanceOf(LoginRefusedException.class).hasMessageContaining("(302)");
    assertThatThrownBy(() -> tokens("").current()).isInstanceOf(LoginRefusedException.class).hasMessageContaining("(400)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "{}", "{\"access_token\": \"\"}", "{\"access_token\": {}}", "<html>"})
  void triesAgainWhereAnAnswerHoldsNoToken(String body) {
    server.answers(200, body);

    assertThatIOException().isThrownBy(() -> tokens("").current()).withMessageContaining("answers without a token");
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 429, 408})
  void triesAgainWhereTheEndpointIsBusy(int status) {
    server.answers(status, "{\"error\": \"invalid_client\"}");

    assertThatIOException().isThrownBy(() -> tokens("").current()).withMessageContaining("answers " + status);
  }

  @Test
  void triesAgainWhereTheEndpointAnswersTooMuchOrNothing() throws Exception {
    server.answers(200, "{\"access_token\": \"" + "x".repeat(100_000) + "\"}");
    assertThatIOException().isThrownBy(() -> tokens("").current()).withMessageContaining("cannot be asked");

    try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      URI endpoint = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/token");
      var settings = new TokenSettings(endpoint, "forebay", new Password(SECRET), new Password(""), "");
      assertThatIOException().isThrownBy(() -> new AccessTokens(settings, Duration.ofMillis(300), () -> now).current());
    }
  }

  @Test
  void logsInByTokensAndRenewsOneThatTheMailServerRefuses() throws Exception {
    server.answers(200, token("stale", 3600)).answers(200, token(TestMailbox.PASSWORD, 3600));
    try (var mailbox = new TestMailbox()) {
      mailbox.deliver(1, 2);
      ImapSettings imap = MailSourceSettings.of(settings(mailbox)).imap();
      Secrets secrets = Secrets.of(imap);
      secrets.current();

      assertThatThrownBy(() -> ImapSession.open(imap, secrets)).isNotInstanceOf(LoginRefusedException.class).hasMessageContaining("was good before");
      ImapSession.open(imap, secrets).close();
      assertThat(server.asked()).hasSize(2);
    }
  }

  @Test
  void readsAMailboxByTokens() throws Exception {
    server.answers(503, "").answers(200, token(TestMailbox.PASSWORD, 3600));
    try (var mailbox = new TestMailbox()) {
      mailbox.deliver(1, 2);
      try (var task = new RunningTask(settings(mailbox), RunningTask.noOffsets())) {
        assertThat(task.take(2)).extracting(SourceRecord::topic).containsOnly("emails.inbound").hasSize(2);
      }
    }
  }

  @Test
  void failsTheTaskWithOneSentenceWhereItIsRefused() {
    server.answers(400, "{\"error\": \"invalid_grant\"}");
    try (var mailbox = new TestMailbox();
        var task = new RunningTask(settings(mailbox), RunningTask.noOffsets())) {
      await().untilAsserted(
          () -> assertThatThrownBy(task::poll).isInstanceOf(ConnectException.class).hasMessageContaining("refuses the client forebay (invalid_grant)").hasMessageNotContaining(SECRET));
      assertThat(server.asked()).hasSize(1);
    }
  }

  private Map<String, String> settings(TestMailbox mailbox) {
    Map<String, String> settings = new HashMap<>(mailbox.settings());
    settings.remove(ImapSettings.PASSWORD);
    settings.put(ImapSettings.AUTH, "oauth2");
    settings.put(TokenSettings.ENDPOINT, server.endpoint());
    settings.put(TokenSettings.CLIENT_ID, "forebay");
    settings.put(TokenSettings.CLIENT_SECRET, SECRET);
    return settings;
  }

  private AccessTokens tokens(String refreshToken) {
    var settings = new TokenSettings(URI.create(server.endpoint()), "forebay", new Password(SECRET), new Password(refreshToken), "https://mail/.default");
    return new AccessTokens(settings, Duration.ofSeconds(10), () -> now);
  }

  private static String token(String token, int seconds) {
    return "{\"access_token\": \"" + token + "\", \"token_type\": \"Bearer\", \"expires_in\": " + seconds + "}";
  }
}

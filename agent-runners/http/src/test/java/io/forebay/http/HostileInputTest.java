package io.forebay.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.runners.ActionFailedException;
import io.forebay.runtime.Secret;
import io.forebay.schemas.Repeatability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs of somebody who wants to reach what the runner can reach: with every public host allowed, none of them sends a byte. */
@Timeout(30)
final class HostileInputTest {
  @TempDir Path folder;
  private FakeServer server;
  private Runner runner;

  @BeforeEach
  void start() throws IOException {
    server = new FakeServer().answers("/", 200, "text/plain", "reached");
    String own = "http://api.test:" + server.port();
    runner =
        new Runner(
            new HttpSettings(
                List.of("*", "http://*", "http://rebound.test:" + server.port(), "http://127.0.0.1:" + server.port()),
                List.of(own),
                Map.of("token", new HttpSecret(new Secret("token-of-the-api"), List.of("api.test"), null, null)),
                null,
                null,
                null,
                null,
                null),
            Map.of(
                "api.test", List.of("127.0.0.1"),
                "rebound.test", List.of("127.0.0.1"),
                "localhost", List.of("127.0.0.1", "::1"),
                "six.test", List.of("::ffff:127.0.0.1"),
                "nat.test", List.of("64:ff9b::a9fe:a9fe"),
                "metadata.google.internal", List.of("169.254.169.254")),
            folder);
  }

  @AfterEach
  void stop() {
    runner.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Where
        "'url':'http://127.0.0.1:PORT/'",
        "'url':'http://rebound.test:PORT/'",
        "'url':'http://localhost/'",
        "'url':'http://[::1]/'",
        "'url':'http://[::ffff:127.0.0.1]:PORT/'",
        "'url':'http://[::ffff:7f00:1]:PORT/'",
        "'url':'http://six.test/'",
        "'url':'http://nat.test/'",
        "'url':'http://[64:ff9b::7f00:1]/'",
        "'url':'http://[fd00::1]/'",
        "'url':'http://[fe80::1%25lo]/'",
        "'url':'http://0.0.0.0/'",
        "'url':'http://[::]/'",
        "'url':'http://2130706433:PORT/'",
        "'url':'http://0x7f000001:PORT/'",
        "'url':'http://0177.0.0.1:PORT/'",
        "'url':'http://127.1:PORT/'",
        "'url':'http://127.0.0.1.:PORT/'",
        "'url':'http://api.test.:PORT/'",
        "'url':'http://①②⑦.0.0.1:PORT/'",
        "'url':'http://169.254.169.254/latest/meta-data/'",
        "'url':'http://metadata.google.internal/computeMetadata/v1/'",
        "'url':'http://100.100.100.200/latest/'",
        "'url':'http://api.test:PORT@evil.example/'",
        "'url':'http://user:password@api.test:PORT/'",
        "'url':'http://evil.example\\\\@api.test:PORT/'",
        "'url':'http://api.test:PORT\\r\\nX-Evil: 1/'",
        "'url':'http://api.test:PORT/ HTTP/1.1\\r\\nHost: evil'",
        "'url':'http://api.test:PORT/\\u0000'",
        "'url':'HTTP:api.test:PORT'",
        "'url':'//api.test:PORT/'",
        "'url':'file:///etc/passwd'",
        "'url':'jar:http://api.test:PORT/x.jar!/'",
        "'url':'gopher://api.test:PORT/_GET'",
        "'url':''",
        "'url':17",
        "'url':['http://api.test:PORT/']",
        // What
        "'url':'http://api.test:PORT/','method':'get'",
        "'url':'http://api.test:PORT/','method':'TRACE'",
        "'url':'http://api.test:PORT/','method':'CONNECT'",
        "'url':'http://api.test:PORT/','method':'GET / HTTP/1.1\\r\\nX:'",
        "'url':'http://api.test:PORT/','method':null",
        "'url':'http://api.test:PORT/','body':'x'",
        "'url':'http://api.test:PORT/','method':'POST'",
        "'url':'http://api.test:PORT/','timeoutMs':0",
        "'url':'http://api.test:PORT/','timeoutMs':-1",
        "'url':'http://api.test:PORT/','timeoutMs':1e300",
        "'url':'http://api.test:PORT/','acceptStatus':[99]",
        "'url':'http://api.test:PORT/','acceptStatus':['9xx']",
        "'url':'http://api.test:PORT/','proxy':'http://evil.example'",
        // Headers
        "'url':'http://api.test:PORT/','headers':{'Host':'evil.example'}",
        "'url':'http://api.test:PORT/','headers':{'hOsT':'evil.example'}",
        "'url':'http://api.test:PORT/','headers':{'Content-Length':'0'}",
        "'url':'http://api.test:PORT/','headers':{'Transfer-Encoding':'chunked'}",
        "'url':'http://api.test:PORT/','headers':{'Connection':'X-Forwarded-For'}",
        "'url':'http://api.test:PORT/','headers':{'Upgrade':'h2c'}",
        "'url':'http://api.test:PORT/','headers':{'Expect':'100-continue'}",
        "'url':'http://api.test:PORT/','headers':{'Proxy-Authorization':'Basic eA=='}",
        "'url':'http://api.test:PORT/','headers':{'Authorization':'Bearer in-the-event'}",
        "'url':'http://api.test:PORT/','headers':{'Cookie':'session=1'}",
        "'url':'http://api.test:PORT/','headers':{'X':'a\\r\\nX-Evil: 1'}",
        "'url':'http://api.test:PORT/','headers':{'X':'a\\nb'}",
        "'url':'http://api.test:PORT/','headers':{'X':'a\\u0000b'}",
        "'url':'http://api.test:PORT/','headers':{'X':'a\\u010ab'}",
        "'url':'http://api.test:PORT/','headers':{'X\\r\\nY':'a'}",
        "'url':'http://api.test:PORT/','headers':{'X Y':'a'}",
        "'url':'http://api.test:PORT/','headers':{'X:':'a'}",
        "'url':'http://api.test:PORT/','headers':{'':'a'}",
        "'url':'http://api.test:PORT/','headers':{'X':'a','x':'b'}",
        "'url':'http://api.test:PORT/','headers':{'X':['a']}",
        "'url':'http://api.test:PORT/','idempotencyKeyHeader':'Content-Length'",
        "'url':'http://api.test:PORT/','idempotencyKeyHeader':'X\\r\\nY'",
        "'url':'http://api.test:PORT/','idempotencyKeyHeader':'Authorization'",
        "'url':'http://api.test:PORT/','headers':{'Key':'a'},'idempotencyKeyHeader':'key'",
        // Secrets
        "'url':'http://api.test:PORT/','secrets':{'Authorization':'secret:token'}",
        "'url':'https://evil.example/','secrets':{'Authorization':'secret:token'}",
        "'url':'http://api.test:PORT/','secrets':{'Host':'secret:token'}",
        "'url':'http://api.test:PORT/','secrets':{'X':'secret:../../etc/passwd'}",
        "'url':'http://api.test:PORT/','secrets':{'X':'${env:HOME}'}",
        "'url':'http://api.test:PORT/','secrets':{'X':'secret:nobody'}",
        "'url':'http://api.test:PORT/','secrets':{'X':'secret:'}",
        "'url':'http://api.test:PORT/','headers':{'X':'a'},'secrets':{'x':'secret:token'}"
      })
  void isRefusedForGoodAndSendsNothing(String members) {
    JsonNode input = Runner.json(("{" + (members.contains("'method'") ? "" : "'method':'GET',") + members + "}").replace('\'', '"').replace("PORT", "" + server.port()));

    if (runner.admits(input)) {
      ActionFailedException failure =
          catchThrowableOfType(ActionFailedException.class, () -> runner.handler.handle(TestCall.of(input).as(Repeatability.REPEATABLE)));

      assertThat(failure).isNotNull();
      assertThat(failure.isRetryable()).as(failure.code() + ": " + failure.getMessage()).isFalse();
      assertThat(failure.isInDoubt()).isFalse();
      assertThat(failure).hasMessageNotContaining("token-of-the-api").hasMessageNotContaining("in-the-event");
    }
    assertThat(server.seen).isEmpty();
  }
}

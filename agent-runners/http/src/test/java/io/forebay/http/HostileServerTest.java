package io.forebay.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.runners.ActionFailedException;
import io.forebay.schemas.Repeatability;
import io.forebay.runtime.ByteSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers that mean harm, or are broken: each ends in an answer or a failure that says which, in time and in bounds. */
@Timeout(30)
final class HostileServerTest {
  @TempDir Path folder;

  private Runner runner(RawServer server) {
    return new Runner(
        new HttpSettings(null, List.of("http://api.test:" + server.port()), null, null, Duration.ofSeconds(20), null, ByteSize.mebibytes(1), null),
        Map.of("api.test", List.of("127.0.0.1")),
        folder);
  }

  private ActionFailedException failure(RawServer.Speech speech) throws IOException {
    return failure("PUT", "", speech);
  }

  private ActionFailedException failure(String method, String more, RawServer.Speech speech) throws IOException {
    try (RawServer server = new RawServer(speech);
        Runner runner = runner(server)) {
      JsonNode input = Runner.json("{\"method\":\"" + method + "\",\"url\":\"" + server.url() + "\"" + more + "}");
      ActionFailedException failure = runner.failure(TestCall.of(input).as(Repeatability.ONCE));
      assertThat(server.connections).as("nothing is sent again").hasValue(1);
      return failure;
    }
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(US_ASCII));
    out.flush();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | CONNECTION_LOST",
        "garbage~~ | CONNECTION_LOST",
        "HTTP/9.9 200 OK~~ | BAD_ANSWER",
        "HTTP/1.1 abc OK~~ | CONNECTION_LOST",
        "HTTP/1.1 200 OK~Content-Le | BAD_ANSWER",
        "HTTP/1.1 200 OK~: nameless~~ | BAD_ANSWER",
        "HTTP/1.1 200 OK~Content-Length: 10~~abc | CONNECTION_LOST",
        "HTTP/1.1 200 OK~Content-Length: x~~abc | BAD_ANSWER",
        "HTTP/1.1 200 OK~Content-Length: -5~~abc | BAD_ANSWER",
        "HTTP/1.1 200 OK~Content-Length: 99999999999999999999~~abc | BAD_ANSWER",
        "HTTP/1.1 200 OK~Content-Length: 9999999999~~abc | TOO_LARGE",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~zz~abc | BAD_ANSWER",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~5~ab | CONNECTION_LOST",
        "HTTP/1.1 200 OK~Transfer-Encoding: strange~~abc | BAD_ANSWER",
        "HTTP/1.1 200 OK~Content-Encoding: gzip~~no gzip at all | BAD_ANSWER",
        "HTTP/1.1 999 No~Content-Length: 0~~ | HTTP_999",
        "HTTP/1.1 302 Found~Location: ht tp~Content-Length: 0~~ | BAD_REDIRECT"
      })
  void isToldApart(String speech, String code) throws IOException {
    ActionFailedException failure = failure(out -> say(out, speech.replace("~", "\r\n")));

    assertThat(failure.code()).as(failure.getMessage()).isEqualTo(code);
    assertThat(failure.isInDoubt()).isTrue();
  }

  @Test
  void isNotInDoubtAboutAGetThatGotLost() throws IOException {
    ActionFailedException failure = failure("GET", "", out -> {});

    assertThat(failure.code()).isEqualTo("CONNECTION_LOST");
    assertThat(failure.isRetryable()).isTrue();
    assertThat(failure.isInDoubt()).isFalse();
  }

  @Test
  void readsNoEndlessHead() throws IOException {
    assertThat(failure(out -> endlessly(out, "HTTP/1.1 200 OK\r\n", "X-More: x\r\n")).code()).isEqualTo("BAD_ANSWER");
    assertThat(failure(out -> endlessly(out, "HTTP/1.1 200 OK\r\nX-Long: ", "xxxxxxxxxx")).code()).isEqualTo("BAD_ANSWER");
  }

  @Test
  void readsNoEndlessBody() throws IOException {
    assertThat(failure(out -> endlessly(out, "HTTP/1.1 200 OK\r\n\r\n", "x".repeat(1000))).code()).isEqualTo("TOO_LARGE");
    assertThat(failure(out -> endlessly(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n")).code()).isEqualTo("TOO_LARGE");
    assertThat(failure(out -> endlessly(out, "HTTP/1.1 404 No\r\n\r\n", "x".repeat(1000))).code()).isEqualTo("HTTP_404");
    assertThat(failure(out -> endlessly(out, "HTTP/1.1 302 No\r\nLocation: ftp://x/\r\n\r\n", "x".repeat(1000))).code()).isEqualTo("BAD_REDIRECT");
  }

  @Test
  void readsNoEndlessGzipThatHoldsNothing() throws IOException {
    ByteArrayOutputStream empty = new ByteArrayOutputStream();
    new GZIPOutputStream(empty).close();

    ActionFailedException failure =
        failure(
            out -> {
              say(out, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n");
              while (true) {
                out.write(empty.toByteArray());
              }
            });

    assertThat(failure.code()).isEqualTo("TOO_LARGE");
  }

  @Test
  void endsInTimeHoweverSlowlyItTrickles() throws IOException {
    ActionFailedException endless = failure("PUT", ",\"timeoutMs\":250", out -> endlessly(out, "", "HTTP/1.1 103 Early Hints\r\n\r\n"));
    assertThat(endless.code()).isEqualTo("TIMEOUT");
    assertThat(endless.isInDoubt()).isTrue();
    assertThat(failure("PUT", ",\"timeoutMs\":250", out -> endlessly(out, "", "no HTTP\r\n")).isRetryable()).isTrue();

    ActionFailedException trickle =
        failure(
            "PUT",
            ",\"timeoutMs\":250",
            out -> {
              say(out, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
              while (true) {
                say(out, "x");
                LockSupport.parkNanos(20_000_000);
              }
            });
    assertThat(trickle.code()).isEqualTo("TIMEOUT");
  }

  @Test
  void answersJsonThatIsNestedTooDeepAsText() throws Exception {
    String deep = "[".repeat(20_000) + "]".repeat(20_000);
    try (RawServer server =
            new RawServer(out -> say(out, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + deep.length() + "\r\n\r\n" + deep));
        Runner runner = runner(server)) {
      JsonNode output = runner.run("{\"method\":\"GET\",\"url\":\"" + server.url() + "\"}");

      assertThat(output.path("text").textValue()).isEqualTo(deep);
    }
  }

  @Test
  void makesOfAnyHeadWhatTheOutputAllows() throws Exception {
    String head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\"; x=\u0001; charset=\r\nContent-Disposition: attachment; filename=../../etc/passwd\r\nX-\u001b[31m: red\r\n\r\nhello";
    try (RawServer server = new RawServer(out -> say(out, head));
        Runner runner = runner(server)) {
      JsonNode output = runner.run("{\"method\":\"GET\",\"url\":\"" + server.url() + "\",\"acceptStatus\":[\"5xx\"]}");

      assertThat(output.path("status").intValue()).isEqualTo(200);
    }
  }

  private static void endlessly(OutputStream out, String first, String again) throws IOException {
    say(out, first);
    byte[] bytes = again.repeat(Math.max(1, 4000 / again.length())).getBytes(US_ASCII);
    while (true) {
      out.write(bytes);
    }
  }
}

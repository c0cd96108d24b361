package io.forebay.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.forebay.runners.ActionFailedException;
import io.forebay.runtime.ByteSize;
import io.forebay.runtime.Secret;
import io.forebay.schemas.BlobRef;
import io.forebay.schemas.Repeatability;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class HttpRequestHandlerTest {
  private static final String TOKEN = "ghp_0123456789abcdef";

  @TempDir Path folder;
  private FakeServer server;
  private FakeServer other;
  private Runner runner;

  @BeforeEach
  void start() throws IOException {
    server = new FakeServer();
    other = new FakeServer();
    runner = runner("http://api.test:" + server.port(), "http://other.test:" + other.port());
  }

  @AfterEach
  void stop() {
    runner.close();
    server.close();
    other.close();
  }

  private Runner runner(String... hosts) {
    HttpSecret github = new HttpSecret(new Secret(TOKEN), List.of("http://api.test:" + server.port()), "Bearer ", null);
    HttpSecret foreign = new HttpSecret(new Secret("belongs-to-others"), List.of("http://api.test:" + server.port()), null, List.of("globex"));
    return new Runner(
        new HttpSettings(
            null, List.of(hosts), Map.of("github", github, "foreign", foreign), Duration.ofSeconds(2), null, new ByteSize(1000), new ByteSize(5000), null),
        Map.of("api.test", List.of("127.0.0.1"), "other.test", List.of("127.0.0.1"), "metadata.test", List.of("169.254.169.254", "127.0.0.1")),
        folder);
  }

  private String get(String path) {
    return "{\"method\":\"GET\",\"url\":\"" + server.url(path) + "\"}";
  }

  private String request(String method, String path, String more) {
    return "{\"method\":\"" + method + "\",\"url\":\"" + server.url(path) + "\"" + (more.isEmpty() ? "" : "," + more) + "}";
  }

  // What is sent

  @Test
  void asksAndAnswers() throws Exception {
    server.answers("/", 200, "application/json", "{\"a\":[1.10,null]}");

    JsonNode output = runner.run(request("GET", "/a%2Fb?c=d", "\"query\":{\"q\":\"ä&=+ \",\"n\":[1,true]},\"headers\":{\"X-Trace\":\"7\"}"));

    assertThat(output.path("status").intValue()).isEqualTo(200);
    assertThat(output.path("json").toString()).isEqualTo("{\"a\":[1.10,null]}");
    assertThat(output.path("url").textValue()).isEqualTo(server.url("/a%2Fb"));
    assertThat(output.path("redirects").intValue()).isZero();
    assertThat(output.path("headers").path("content-type").textValue()).isEqualTo("application/json");
    FakeServer.Seen seen = server.seen.getFirst();
    assertThat(seen.uri()).isEqualTo("/a%2Fb?c=d&q=%C3%A4%26%3D%2B%20&n=1&n=true");
    assertThat(seen.header("X-trace")).isEqualTo("7");
    assertThat(seen.header("Host")).isEqualTo("api.test:" + server.port());
    assertThat(seen.header("User-agent")).isEqualTo("forebay");
    assertThat(seen.header("Upgrade")).isNull();
    assertThat(seen.header("Content-type")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":\"ü\"} | {\"a\":\"ü\"} | application/json",
        "[1,2] | [1,2] | application/json",
        "true | true | application/json",
        "\"plain ü\" | plain ü | text/plain; charset=utf-8",
        "null | '' |"
      })
  void sendsTextAsItIsAndTheRestAsJson(String body, String sent, String contentType) throws Exception {
    server.answers("/", 204, "text/plain", "");

    runner.run(request("PUT", "/", "\"body\":" + body));

    assertThat(server.seen.getFirst().body()).isEqualTo(sent);
    assertThat(server.seen.getFirst().header("Content-type")).isEqualTo(contentType);
  }

  @Test
  void leavesTheContentTypeToTheAsker() throws Exception {
    server.answers("/", 204, "text/plain", "");

    runner.run(request("PUT", "/", "\"body\":\"<a/>\",\"headers\":{\"content-type\":\"application/xml\"}"));

    assertThat(server.seen.getFirst().header("Content-type")).isEqualTo("application/xml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})
  void repeatsWhatIsIdempotentByItself(String method) throws Exception {
    server.answers("/", 204, "text/plain", "");

    assertThat(runner.run(request(method, "/", "")).path("status").intValue()).isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource({"POST, REPEATABLE, true", "PATCH, REPEATABLE, true", "POST, IDEMPOTENT, false", "PATCH, IDEMPOTENT, false"})
  void doesNotRepeatWhatMayHappenTwice(String method, Repeatability repeatability, boolean isKeyed) {
    String input = request(method, "/", isKeyed ? "\"idempotencyKeyHeader\":\"Idempotency-Key\"" : "");

    ActionFailedException failure = runner.failure(TestCall.of(Runner.json(input)).as(repeatability));

    assertThat(failure.code()).isEqualTo("NOT_REPEATABLE");
    assertThat(failure.isRetryable()).isFalse();
    assertThat(server.seen).isEmpty();
  }

  @Test
  void givesTheOtherSystemTheKeyOfTheAction() throws Exception {
    server.answers("/", 201, "text/plain", "");
    TestCall call = TestCall.of(Runner.json(request("POST", "/", "\"idempotencyKeyHeader\":\"Idempotency-Key\""))).as(Repeatability.IDEMPOTENT);

    runner.run(call.keyed("acme/order-7"));
    runner.run(call.keyed("with\r\nX-Evil: header"));
    runner.run(call.keyed("with\r\nX-Evil: header"));

    assertThat(server.seen.get(0).header("Idempotency-key")).isEqualTo("acme/order-7");
    assertThat(server.seen.get(1).header("Idempotency-key")).matches("[0-9a-f]{64}").isEqualTo(server.seen.get(2).header("Idempotency-key"));
    assertThat(server.seen.get(1).header("X-evil")).isNull();
  }

  @Test
  void usesAFreshConnectionOnlyForWhatMustNotHappenTwice() throws Exception {
    server.answers("/", 200, "text/plain", "ok");
    TestCall once = TestCall.of(Runner.json(request("POST", "/", ""))).as(Repeatability.ONCE);

    runner.run(get("/"));
    runner.run(get("/"));
    runner.run(once);
    runner.run(once);

    List<Integer> ports = server.seen.stream().map(FakeServer.Seen::clientPort).toList();
    assertThat(ports.get(1)).isEqualTo(ports.get(0));
    assertThat(List.of(ports.get(0), ports.get(2), ports.get(3))).doesNotHaveDuplicates();
  }

  // Where it goes

  @Test
  void goesNowhereByDefault() {
    try (Runner closed = new Runner(new HttpSettings(null, null, null, null, null, null, null, null), Map.of(), folder)) {
      ActionFailedException failure = closed.failure("{\"method\":\"GET\",\"url\":\"https://example.com/\"}");

      assertThat(failure.code()).isEqualTo("HOST_NOT_ALLOWED");
      assertThat(failure.isRetryable()).isFalse();
      assertThat(failure).hasMessageContaining("handlers.http.allowed-hosts");
      assertThat(closed.lookups).hasValue(0);
    }
  }

  @Test
  void doesNotConnectToPrivateAddressesOfHostsThatAreOnlyAllowed() {
    server.answers("/", 200, "text/plain", "secret");
    HttpSettings settings = new HttpSettings(List.of("http://api.test:" + server.port()), null, null, null, null, null, null, null);
    try (Runner open = new Runner(settings, Map.of("api.test", List.of("127.0.0.1", "::1", "10.0.0.1", "fd00::1")), folder)) {
      ActionFailedException failure = open.failure(get("/"));

      assertThat(failure.code()).isEqualTo("ADDRESS_NOT_ALLOWED");
      assertThat(failure.isRetryable()).isFalse();
      assertThat(failure).hasMessageContaining("handlers.http.private-hosts");
      assertThat(server.seen).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "[::1]", "10.1.2.3", "[fd00::1]", "0.0.0.0", "169.254.169.254", "[fe80::1]", "224.0.0.1", "[64:ff9b::7f00:1]"})
  void doesNotConnectToAddressesWrittenInTheUrlEither(String host) {
    HttpSettings settings = new HttpSettings(List.of("http://" + host), null, null, null, null, null, null, null);
    try (Runner open = new Runner(settings, Map.of(), folder)) {
      assertThat(open.failure("{\"method\":\"GET\",\"url\":\"http://" + host + "/\"}").code()).isEqualTo("ADDRESS_NOT_ALLOWED");
    }
  }

  @Test
  void neverConnectsToMetadataNotEvenOfAPrivateHost() {
    HttpSettings settings = new HttpSettings(null, List.of("http://metadata.test"), null, null, null, null, null, null);
    try (Runner open = new Runner(settings, Map.of("metadata.test", List.of("169.254.169.254", "fd00:ec2::254")), folder)) {
      assertThat(open.failure("{\"method\":\"GET\",\"url\":\"http://metadata.test/latest/meta-data\"}").code()).isEqualTo("ADDRESS_NOT_ALLOWED");
    }
  }

  @Test
  void connectsToTheCheckedAddressAndToNoOtherOfTheName() throws Exception {
    server.answers("/", 200, "text/plain", "ok");
    try (Runner mixed = runner("http://metadata.test:" + server.port())) {
      JsonNode output = mixed.run("{\"method\":\"GET\",\"url\":\"http://metadata.test:" + server.port() + "/\"}");

      assertThat(output.path("text").textValue()).isEqualTo("ok");
      assertThat(mixed.lookups).hasValue(1);
    }
  }

  @Test
  void saysThatANameIsUnknown() {
    try (Runner open = runner("http://nowhere.test")) {
      ActionFailedException failure = open.failure("{\"method\":\"GET\",\"url\":\"http://nowhere.test/\"}");

      assertThat(failure.code()).isEqualTo("UNKNOWN_HOST");
      assertThat(failure.isRetryable()).isTrue();
      assertThat(failure.isInDoubt()).isFalse();
    }
  }

  @Test
  void isNotInDoubtWhereItCouldNotConnect() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (Runner open = runner("http://api.test:" + port)) {
      TestCall call = TestCall.of(Runner.json("{\"method\":\"POST\",\"url\":\"http://api.test:" + port + "/\"}")).as(Repeatability.ONCE);
      ActionFailedException failure = open.failure(call);

      assertThat(failure.code()).isEqualTo("CONNECT_FAILED");
      assertThat(failure.isRetryable()).isTrue();
      assertThat(failure.isInDoubt()).isFalse();
    }
  }

  // Redirects

  @ParameterizedTest
  @CsvSource({
    "301, POST, GET, ''",
    "302, POST, GET, ''",
    "303, POST, GET, ''",
    "303, PUT, GET, ''",
    "307, POST, POST, x",
    "308, POST, POST, x",
    "301, PUT, PUT, x",
    "302, PATCH, PATCH, x",
    "302, DELETE, DELETE, x"
  })
  void followsRedirectsAsTheyAreMeant(int status, String method, String next, String body) throws Exception {
    server.redirects("/from", status, "/to").answers("/to", 200, "text/plain", "there");

    JsonNode output = runner.run(TestCall.of(Runner.json(request(method, "/from", "\"body\":\"x\",\"headers\":{\"Content-Type\":\"text/x\"}"))).as(Repeatability.ONCE));

    assertThat(output.path("text").textValue()).isEqualTo("there");
    assertThat(output.path("redirects").intValue()).isEqualTo(1);
    assertThat(output.path("url").textValue()).isEqualTo(server.url("/to"));
    assertThat(server.seen.get(1).method()).isEqualTo(next);
    assertThat(server.seen.get(1).body()).isEqualTo(body);
    assertThat(server.seen.get(1).header("Content-type")).isEqualTo(body.isEmpty() ? null : "text/x");
  }

  @Test
  void followsAHeadWithAHead() throws Exception {
    server.redirects("/from", 303, "/to").answers("/to", 204, "text/plain", "");

    runner.run(request("HEAD", "/from", ""));

    assertThat(server.seen.get(1).method()).isEqualTo("HEAD");
  }

  @Test
  void answersARedirectThatIsNotToBeFollowed() throws Exception {
    server.redirects("/", 302, "http://169.254.169.254/");

    JsonNode output = runner.run(request("GET", "/", "\"followRedirects\":false"));

    assertThat(output.path("status").intValue()).isEqualTo(302);
    assertThat(output.path("headers").path("location").textValue()).isEqualTo("http://169.254.169.254/");
  }

  @ParameterizedTest
  @CsvSource({
    "http://169.254.169.254/latest, HOST_NOT_ALLOWED",
    "http://127.0.0.1/, HOST_NOT_ALLOWED",
    "https://evil.example/, HOST_NOT_ALLOWED",
    "http://api.test/, HOST_NOT_ALLOWED",
    "file:///etc/passwd, BAD_REDIRECT",
    "http://2130706433/, BAD_REDIRECT",
    "http://user@api.test/, BAD_REDIRECT",
    "ht tp, BAD_REDIRECT"
  })
  void checksEachRedirect(String location, String code) {
    server.redirects("/", 302, location);

    ActionFailedException failure = runner.failure(get("/"));

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.isRetryable()).isFalse();
  }

  @Test
  void followsFiveRedirectsAndNoMore() throws Exception {
    server.answers("/0", 200, "text/plain", "there");
    for (int i = 1; i <= 6; i++) {
      server.redirects("/" + i, 302, "/" + (i - 1));
    }

    assertThat(runner.run(get("/5")).path("redirects").intValue()).isEqualTo(5);
    assertThat(runner.failure(get("/6")).code()).isEqualTo("TOO_MANY_REDIRECTS");
  }

  // Secrets

  private static final String GITHUB = "\"secrets\":{\"Authorization\":\"secret:github\"}";

  @Test
  void sendsASecretThatTheEventOnlyNames() throws Exception {
    server.answers("/", 200, "text/plain", "ok");

    runner.run(request("GET", "/", GITHUB));

    assertThat(server.seen.getFirst().header("Authorization")).isEqualTo("Bearer " + TOKEN);
  }

  @Test
  void keepsASecretOnRedirectsToTheSamePlaceAndDropsItForGoodElsewhere() throws Exception {
    server.redirects("/from", 302, "/via").redirects("/via", 302, "http://other.test:" + other.port() + "/").answers("/back", 200, "text/plain", "ok");
    other.redirects("/", 302, server.url("/back"));

    runner.run(request("GET", "/from", GITHUB));

    assertThat(server.seen.stream().map(seen -> seen.header("Authorization")).toList()).containsExactly("Bearer " + TOKEN, "Bearer " + TOKEN, null);
    assertThat(other.seen.getFirst().header("Authorization")).isNull();
  }

  @ParameterizedTest
  @CsvSource({"nobody, UNKNOWN_SECRET", "foreign, UNKNOWN_SECRET"})
  void knowsNoSecretsOfOthers(String name, String code) {
    ActionFailedException failure = runner.failure(request("GET", "/", "\"secrets\":{\"Authorization\":\"secret:" + name + "\"}"));

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure).hasMessageNotContaining("belongs-to-others");
    assertThat(server.seen).isEmpty();
  }

  @Test
  void sendsNoSecretToAHostThatIsNotItsOwn() {
    ActionFailedException failure = runner.failure("{\"method\":\"GET\",\"url\":\"http://other.test:" + other.port() + "/\"," + GITHUB + "}");

    assertThat(failure.code()).isEqualTo("SECRET_NOT_FOR_HOST");
    assertThat(failure).hasMessageNotContaining(TOKEN);
    assertThat(other.seen).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 401, 500})
  void bringsNoSecretIntoEventsThatTheServerRepeats(int status) throws Exception {
    server.on(
        "/",
        exchange -> {
          byte[] body = ("you sent " + exchange.getRequestHeaders().getFirst("Authorization")).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("X-Echo", exchange.getRequestHeaders().getFirst("Authorization"));
          exchange.getResponseHeaders().set("Content-Type", "text/plain");
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
        });

    String published =
        status == 200 ? runner.run(request("GET", "/", GITHUB)).toString() : runner.failure(request("GET", "/", GITHUB)).getMessage();

    assertThat(published).contains("you sent Bearer <hidden>").doesNotContain(TOKEN);
  }

  // What comes back

  @Test
  void answersTextInItsCharset() throws Exception {
    server.answers("/", 200, "text/plain; charset=iso-8859-1", "grün".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(runner.run(get("/")).path("text").textValue()).isEqualTo("grün");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":", "{} {}", "NaN", "{'a':1}"})
  void answersWhatIsNotQuiteJsonAsText(String body) throws Exception {
    server.answers("/", 200, "application/json", body);

    assertThat(runner.run(get("/")).path("text").textValue()).isEqualTo(body);
  }

  @Test
  void keepsBytesInTheBlobStore() throws Exception {
    byte[] bytes = {(byte) 0x89, 'P', 'N', 'G', 0};
    server.answers("/", 200, "image/png", bytes);

    JsonNode blob = runner.run(get("/")).path("blob");

    assertThat(blob.path("mediaType").textValue()).isEqualTo("image/png");
    assertThat(stored(blob)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"text/plain; charset=no-such | abc", "text/plain; charset=utf-8 | 0xff", "nonsense | abc", "'' | abc"})
  void keepsWhatCannotBeReadAsBytes(String contentType, String body) throws Exception {
    byte[] bytes = body.startsWith("0x") ? new byte[] {(byte) Integer.parseInt(body.substring(2), 16)} : body.getBytes(StandardCharsets.UTF_8);
    server.answers("/", 200, contentType, bytes);

    assertThat(stored(runner.run(get("/")).path("blob"))).isEqualTo(bytes);
  }

  @Test
  void keepsWhatIsLongInTheBlobStoreUpToTheBound() throws Exception {
    server.answers("/inline", 200, "text/plain", "x".repeat(1000)).answers("/blob", 200, "text/plain", "x".repeat(1001)).answers("/most", 200, "text/plain", "x".repeat(5000));

    assertThat(runner.run(get("/inline")).path("text").textValue()).hasSize(1000);
    assertThat(stored(runner.run(get("/blob")).path("blob"))).hasSize(1001);
    assertThat(stored(runner.run(get("/most")).path("blob"))).hasSize(5000);
  }

  @ParameterizedTest
  @ValueSource(longs = {5001, 0})
  void cutsWhatIsTooLarge(long announced) {
    server.on(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, announced);
          exchange.getResponseBody().write(new byte[5001]);
        });

    ActionFailedException failure = runner.failure(get("/"));

    assertThat(failure.code()).isEqualTo("TOO_LARGE");
    assertThat(failure.isRetryable()).isFalse();
    assertThat(failure.isInDoubt()).isFalse();
  }

  @Test
  void isInDoubtAboutAPostWhoseAnswerIsTooLarge() {
    server.answers("/", 200, "text/plain", "x".repeat(5001));

    ActionFailedException failure = runner.failure(TestCall.of(Runner.json(request("POST", "/", ""))).as(Repeatability.ONCE));

    assertThat(failure.code()).isEqualTo("TOO_LARGE");
    assertThat(failure.isInDoubt()).isTrue();
  }

  @Test
  void unpacksGzip() throws Exception {
    server.on("/", exchange -> sendGzip(exchange, gzip("{\"a\":1}".getBytes(StandardCharsets.UTF_8))));

    assertThat(runner.run(get("/")).path("json").path("a").intValue()).isEqualTo(1);
    runner.run(get("/"));
    assertThat(server.seen.getFirst().header("Accept-encoding")).isEqualTo("gzip");
    assertThat(server.seen.get(1).clientPort()).as("the connection is used again").isEqualTo(server.seen.get(0).clientPort());
  }

  @Test
  void unpacksNoBomb() {
    server.on("/", exchange -> sendGzip(exchange, gzip(new byte[50_000_000])));

    assertThat(runner.failure(get("/")).code()).isEqualTo("TOO_LARGE");
  }

  @Test
  void saysThatGzipIsBroken() {
    server.on("/", exchange -> sendGzip(exchange, "this is not gzip".getBytes(StandardCharsets.UTF_8)));

    assertThat(runner.failure(get("/")).code()).isEqualTo("BAD_ANSWER");
  }

  @Test
  void leavesOtherEncodingsAsTheyAre() throws Exception {
    server.on(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/plain");
          exchange.getResponseHeaders().set("Content-Encoding", "br");
          exchange.sendResponseHeaders(200, 3);
          exchange.getResponseBody().write(new byte[] {1, 2, 3});
        });

    assertThat(stored(runner.run(get("/")).path("blob"))).containsExactly(1, 2, 3);
  }

  @Test
  void joinsHeadersAndDropsCookies() throws Exception {
    server.on(
        "/",
        exchange -> {
          exchange.getResponseHeaders().put("X-Many", List.of("a", "b"));
          exchange.getResponseHeaders().put("Set-Cookie", List.of("session=1"));
          exchange.sendResponseHeaders(204, -1);
        });

    JsonNode headers = runner.run(get("/")).path("headers");

    assertThat(headers.path("x-many").textValue()).isEqualTo("a, b");
    assertThat(headers.has("set-cookie")).isFalse();
    runner.run(get("/"));
    assertThat(server.seen.get(1).header("Cookie")).isNull();
  }

  @Test
  void leavesOutHeadersBeyondTheirBound() throws Exception {
    server.on(
        "/",
        exchange -> {
          for (int i = 0; i < 20; i++) {
            exchange.getResponseHeaders().set("X-Long-" + i, "x".repeat(4000));
          }
          exchange.sendResponseHeaders(204, -1);
        });

    JsonNode output = runner.run(get("/"));

    assertThat(output.path("headersLeftOut").intValue()).isPositive();
    assertThat(output.path("headers").toString().length()).isLessThan(34_000);
  }

  // Status

  @ParameterizedTest
  @CsvSource({
    "400, false, false",
    "401, false, false",
    "404, false, false",
    "408, true, false",
    "409, false, false",
    "425, true, false",
    "429, true, false",
    "500, true, true",
    "501, false, false",
    "502, true, true",
    "503, true, true",
    "504, true, true"
  })
  void tellsFailuresApart(int status, boolean isRetryable, boolean isInDoubt) {
    server.answers("/", status, "text/plain", "because\nof this");

    ActionFailedException failure = runner.failure(TestCall.of(Runner.json(request("POST", "/", ""))).as(Repeatability.ONCE));

    assertThat(failure.code()).isEqualTo("HTTP_" + status);
    assertThat(failure.isRetryable()).isEqualTo(isRetryable);
    assertThat(failure.isInDoubt()).isEqualTo(isInDoubt);
    assertThat(failure).hasMessage("http://api.test:" + server.port() + " answered " + status + ": because of this");
    assertThat(failure.retryAfter()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"404, 404", "404, '\"4xx\"'", "503, '429,503'", "500, '\"5xx\"'"})
  void answersWhatTheAskerTakes(int status, String accepted) throws Exception {
    server.answers("/", status, "text/plain", "no");

    JsonNode output = runner.run(request("GET", "/", "\"acceptStatus\":[" + accepted + "]"));

    assertThat(output.path("status").intValue()).isEqualTo(status);
    assertThat(output.path("text").textValue()).isEqualTo("no");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"429 | 7 | PT7S", "503 | Sat, 21 Nov 2026 10:02:00 GMT | PT2M"})
  void waitsAsLongAsTheServerSays(int status, String retryAfter, Duration pause) {
    server.on(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", retryAfter);
          exchange.sendResponseHeaders(status, -1);
        });

    assertThat(runner.failure(get("/")).retryAfter()).contains(pause);
  }

  @Test
  void isInDoubtAboutAPostThatWasDoneBeforeItsPageWasMissing() {
    server.redirects("/done", 303, "/missing").answers("/missing", 404, "text/plain", "");

    ActionFailedException failure = runner.failure(TestCall.of(Runner.json(request("POST", "/done", ""))).as(Repeatability.ONCE));

    assertThat(failure.code()).isEqualTo("HTTP_404");
    assertThat(failure.isInDoubt()).isTrue();
  }

  // Time

  @ParameterizedTest
  @CsvSource({"GET, false", "PUT, true"})
  void endsWithItsTime(String method, boolean isInDoubt) {
    CountDownLatch never = new CountDownLatch(1);
    server.on("/", exchange -> await(never));

    ActionFailedException failure = runner.failure(request(method, "/", "\"timeoutMs\":300"));
    never.countDown();

    assertThat(failure.code()).isEqualTo("TIMEOUT");
    assertThat(failure.isRetryable()).isTrue();
    assertThat(failure.isInDoubt()).isEqualTo(isInDoubt);
  }

  @Test
  void endsWithTheTimeOfTheAttempt() {
    CountDownLatch never = new CountDownLatch(1);
    server.on("/", exchange -> await(never));

    assertThat(runner.failure(TestCall.of(Runner.json(get("/"))).within(Duration.ofMillis(300))).code()).isEqualTo("TIMEOUT");
    assertThat(runner.failure(TestCall.of(Runner.json(get("/"))).within(Duration.ZERO)).code()).isEqualTo("TIMEOUT");
    never.countDown();
    assertThat(server.seen).hasSize(1);
  }

  @Test
  void interruptionEndsTheExchange() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch lost = new CountDownLatch(1);
    server.on(
        "/",
        exchange -> {
          asked.countDown();
          exchange.sendResponseHeaders(200, 0);
          try {
            while (true) {
              exchange.getResponseBody().write(new byte[1]);
              exchange.getResponseBody().flush();
            }
          } catch (IOException e) {
            lost.countDown();
          }
        });
    HttpSettings large = new HttpSettings(null, List.of("http://api.test:" + server.port()), null, null, null, null, ByteSize.mebibytes(64), null);
    try (Runner patient = new Runner(large, Map.of("api.test", List.of("127.0.0.1")), folder)) {
      FutureTask<JsonNode> task = new FutureTask<>(() -> patient.run(get("/")));
      Thread thread = Thread.ofPlatform().start(task);
      assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
      thread.interrupt();

      assertThatThrownBy(task::get).hasCauseInstanceOf(InterruptedException.class);
      assertThat(lost.await(10, TimeUnit.SECONDS)).as("the connection was closed").isTrue();
    }
  }

  private byte[] stored(JsonNode blob) throws IOException {
    return runner.blobs.get(
        "acme", new BlobRef(blob.path("uri").textValue(), blob.path("sha256").textValue(), blob.path("bytes").longValue(), blob.path("mediaType").textValue()));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    }
    return zipped.toByteArray();
  }

  private static void sendGzip(HttpExchange exchange, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}

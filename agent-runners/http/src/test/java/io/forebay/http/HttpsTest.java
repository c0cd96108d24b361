package io.forebay.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.forebay.runners.ActionFailedException;
import io.forebay.schemas.Repeatability;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Certificates are checked against the name that was asked for, although it is the checked address that is connected to. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HttpsTest {
  private static final String PASSWORD = "changeit";

  private HttpsServer server;
  private SSLContext trusting;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    KeyStore keys = certificateOf("api.test", folder.resolve("keys.p12"));
    KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keyManagers.init(keys, PASSWORD.toCharArray());
    TrustManagerFactory trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trustManagers.init(keys);
    SSLContext serving = SSLContext.getInstance("TLS");
    serving.init(keyManagers.getKeyManagers(), null, null);
    trusting = SSLContext.getInstance("TLS");
    trusting.init(null, trustManagers.getTrustManagers(), null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(serving));
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(204, -1);
          }
        });
    server.start();
  }

  @AfterAll
  void stop() {
    server.stop(0);
  }

  private static KeyStore certificateOf(String name, Path file) throws Exception {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=dns:" + name, "-validity", "2",
                "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyStore both = KeyStore.getInstance("PKCS12");
    both.load(null, null);
    both.setKeyEntry("server", keys.getKey("server", PASSWORD.toCharArray()), PASSWORD.toCharArray(), keys.getCertificateChain("server"));
    both.setCertificateEntry("trusted", keys.getCertificate("server"));
    return both;
  }

  private Runner runner(SSLContext tls, Path folder) {
    int port = server.getAddress().getPort();
    HttpSettings settings = new HttpSettings(null, List.of("api.test:" + port, "other.test:" + port), null, null, null, null, null, null);
    return new Runner(settings, Map.of("api.test", List.of("127.0.0.1"), "other.test", List.of("127.0.0.1")), folder, tls);
  }

  private JsonNode get(String host) {
    return Runner.json("{\"method\":\"DELETE\",\"url\":\"https://" + host + ":" + server.getAddress().getPort() + "/\"}");
  }

  @Test
  void speaksToTheHostOfTheCertificate(@TempDir Path folder) throws Exception {
    try (Runner runner = runner(trusting, folder)) {
      assertThat(runner.run(TestCall.of(get("api.test"))).path("status").intValue()).isEqualTo(204);
    }
  }

  @Test
  void doesNotSpeakToAnotherHostWithThatCertificate(@TempDir Path folder) {
    try (Runner runner = runner(trusting, folder)) {
      ActionFailedException failure = runner.failure(TestCall.of(get("other.test")).as(Repeatability.ONCE));

      assertThat(failure.code()).isEqualTo("TLS_FAILED");
      assertThat(failure.isInDoubt()).isFalse();
    }
  }

  @Test
  void doesNotSpeakToACertificateOfNobody(@TempDir Path folder) {
    try (Runner runner = runner(SSLContexts.createDefault(), folder)) {
      assertThat(runner.failure(TestCall.of(get("api.test"))).code()).isEqualTo("TLS_FAILED");
    }
  }
}

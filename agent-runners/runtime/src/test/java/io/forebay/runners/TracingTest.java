package io.forebay.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.forebay.schemas.OutcomeKind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TracingTest {
  @Test
  void sendsItsSpansToTheCollectorAtTheLatestWhenItCloses() throws Exception {
    var received = new CompletableFuture<String>();
    HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/",
        exchange -> {
          received.complete(exchange.getRequestURI() + " " + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
    try {
      var endpoint = URI.create("http://127.0.0.1:" + collector.getAddress().getPort());
      try (var tracing = Tracing.of(new TracingSettings(Optional.of(endpoint), "runner-7"))) {
        var attempt = Actions.attempt(Actions.ready("core.echo", "{}").build(), new EchoHandler(), new ManualTime());
        new Spans(tracing.telemetry()).start(attempt).end(Ending.of(OutcomeKind.SUCCEEDED));
      }
      assertThat(received.get(10, TimeUnit.SECONDS)).startsWith("/v1/traces ").contains("core.echo").contains("runner-7").contains("forebay.action_id");
    } finally {
      collector.stop(0);
    }
  }
}

package io.forebay.mcp;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.runtime.Secret;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpClientTransport;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;

/** Makes the way to a server from its settings. */
final class Transports {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private Transports() {}

  static WatchedTransport of(String name, McpServer server, McpSettings settings, JsonMapper mapper, Runnable onToolsChanged) {
    int answerMax = Math.toIntExact(settings.answerMax().bytes());
    if (!server.isProgram()) {
      return new WatchedTransport(http(server, mapper, answerMax), onToolsChanged);
    }
    PipeTransport pipe = new PipeTransport(name, server, Json.forSdk(mapper), answerMax);
    WatchedTransport watched = new WatchedTransport(pipe, onToolsChanged);
    pipe.onLoss(watched::lose);
    pipe.onTooLong(line -> watched.tooLong(line.head(), line.tail()));
    return watched;
  }

  private static McpClientTransport http(McpServer server, JsonMapper mapper, int answerMax) {
    URI url = server.url();
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return HttpClientStreamableHttpTransport.builder(url.getScheme() + "://" + url.getRawAuthority())
        .endpoint(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
        .jsonMapper(Json.forSdk(mapper))
        .clientBuilder(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER))
        .connectTimeout(CONNECT_TIMEOUT)
        .requestBuilder(HttpRequest.newBuilder().timeout(server.timeout()))
        .maxResponseSize(answerMax)
        .addHttpRequestCustomizer((request, _, _, _, _) -> addHeaders(request, server))
        .build();
  }

  private static void addHeaders(HttpRequest.Builder request, McpServer server) {
    server.headers().forEach(request::setHeader);
    for (Map.Entry<String, Secret> header : server.secretHeaders().entrySet()) {
      request.setHeader(header.getKey(), header.getValue().reveal());
    }
    if (server.bearer() != null) {
      request.setHeader("Authorization", "Bearer " + server.bearer().reveal());
    }
  }
}

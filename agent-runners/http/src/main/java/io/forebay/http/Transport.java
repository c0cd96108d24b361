package io.forebay.http;

import java.io.IOException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Connections to other systems: sends one request and does nothing by itself.
 *
 * <p>No redirects, retries, cookies, authentication, decompression, protocol upgrades and proxies: each of them would connect somewhere, send
 * something or read something that nobody has checked.
 */
final class Transport implements AutoCloseable {
  static final int HEADERS_MAX = 100;
  private static final int HEADER_LENGTH_MAX = 8192;
  private static final TimeValue IDLE_MAX = TimeValue.ofSeconds(30);
  private static final TimeValue CHECKED_AFTER_IDLE = TimeValue.ofSeconds(1);
  private static final String GATE = SendGate.class.getName();

  private final CheckedResolver resolver;
  private final CloseableHttpClient pooled;
  private final CloseableHttpClient fresh;

  Transport(HttpSettings settings, CheckedResolver resolver, SSLContext tls) {
    this.resolver = resolver;
    this.pooled = client(connections(settings, resolver, tls)).build();
    this.fresh = client(connections(settings, resolver, tls)).setConnectionReuseStrategy((request, response, context) -> false).build();
  }

  private static PoolingHttpClientConnectionManager connections(HttpSettings settings, CheckedResolver resolver, SSLContext tls) {
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setDnsResolver(resolver)
        .setTlsSocketStrategy(ClientTlsStrategyBuilder.create().setSslContext(tls).buildClassic())
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder()
                .http1Config(Http1Config.custom().setMaxHeaderCount(HEADERS_MAX).setMaxLineLength(HEADER_LENGTH_MAX).build())
                .build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom().setConnectTimeout(Timeout.of(settings.connectTimeout())).setValidateAfterInactivity(CHECKED_AFTER_IDLE).build())
        .setMaxConnTotal(settings.connectionsMax())
        .setMaxConnPerRoute(settings.connectionsMax())
        .build();
  }

  private static HttpClientBuilder client(PoolingHttpClientConnectionManager connections) {
    return HttpClientBuilder.create()
        .setConnectionManager(connections)
        .setRoutePlanner(new DefaultRoutePlanner(DefaultSchemePortResolver.INSTANCE))
        .setUserAgent("forebay")
        .addExecInterceptorLast("gate", Transport::passGate)
        .evictIdleConnections(IDLE_MAX)
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression();
  }

  private static ClassicHttpResponse passGate(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain) throws IOException, HttpException {
    SendGate gate = (SendGate) scope.clientContext.getAttribute(GATE);
    gate.pass(Method.valueOf(request.getMethod()));
    return chain.proceed(request, scope);
  }

  /**
   * Sends a request and reads the head of its answer.
   *
   * @param remaining more than nothing
   * @param isOnFreshConnection a connection that was used before may be closed by the other side just then, and nobody could tell whether it took the
   *     request
   * @param gate is passed once the connection is there, right before the first byte
   * @return to be closed
   */
  ClassicHttpResponse send(HttpUriRequestBase request, Target target, Duration remaining, boolean isOnFreshConnection, SendGate gate) throws IOException {
    Timeout left = Timeout.of(remaining);
    request.setConfig(
        RequestConfig.custom()
            .setConnectionRequestTimeout(left)
            .setResponseTimeout(left)
            .setAuthenticationEnabled(false)
            .setProtocolUpgradeEnabled(false)
            .build());
    HttpClientContext context = HttpClientContext.create();
    context.setAttribute(GATE, gate);
    HttpHost host = new HttpHost(target.scheme(), target.host().name(), target.port());
    return (isOnFreshConnection ? fresh : pooled).executeOpen(host, request, context);
  }

  @Override
  public void close() {
    pooled.close(CloseMode.IMMEDIATE);
    fresh.close(CloseMode.IMMEDIATE);
    resolver.close();
  }
}

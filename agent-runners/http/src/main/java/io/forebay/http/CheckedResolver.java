package io.forebay.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Finds the addresses of a host, and hands out only those that may be connected to.
 *
 * <p>The client connects to exactly the addresses that it gets from here and asks nobody else, so a name that changes its address between a
 * check and a connection (DNS rebinding) gains nothing. Addresses written as such come by here as well.
 *
 * <p>Looking up blocks in native code that no interrupt ends and that holds a carrier of virtual threads; so it is done on a few platform threads.
 */
final class CheckedResolver implements DnsResolver, AutoCloseable {
  private static final int LOOKUPS_MAX = 16;
  private static final int WAITING_MAX = 1000;
  private static final long IDLE_SECONDS = 30;
  private static final int ANY_PORT = 0;

  private final NameLookup lookup;
  private final HostRules privateHosts;
  private final Duration timeout;
  private final ThreadPoolExecutor threads;

  CheckedResolver(NameLookup lookup, HostRules privateHosts, Duration timeout) {
    this.lookup = lookup;
    this.privateHosts = privateHosts;
    this.timeout = timeout;
    this.threads =
        new ThreadPoolExecutor(
            LOOKUPS_MAX,
            LOOKUPS_MAX,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING_MAX),
            Thread.ofPlatform().daemon().name("http-lookup-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
    InetAddress[] found = lookUp(host);
    List<InetSocketAddress> allowed =
        Arrays.stream(found).filter(address -> isAllowed(address, host, port)).map(address -> new InetSocketAddress(address, port)).toList();
    if (allowed.isEmpty()) {
      throw new AddressRefusedException(
          Arrays.stream(found).map(AddressKind::of).anyMatch(kind -> kind == AddressKind.PRIVATE)
              ? host + " is at a private address; where that is meant, add it to handlers.http.private-hosts"
              : host + " is at an address that is never connected to (link-local, metadata of a cloud, multicast or reserved)");
    }
    return allowed;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    return resolve(host, ANY_PORT).stream().map(InetSocketAddress::getAddress).toArray(InetAddress[]::new);
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  private boolean isAllowed(InetAddress address, String host, int port) {
    return switch (AddressKind.of(address)) {
      case PUBLIC -> true;
      case PRIVATE -> privateHosts.permit(host, port);
      case FORBIDDEN -> false;
    };
  }

  private InetAddress[] lookUp(String host) throws UnknownHostException {
    Future<InetAddress[]> answer = null;
    try {
      answer = threads.submit(() -> lookup.addresses(host));
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw unknown(host + " has no address", e.getCause());
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw unknown("no name server told the address of " + host + " within " + timeout, e);
    } catch (RejectedExecutionException e) {
      throw unknown("too many names are being looked up, so " + host + " was not", e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw unknown("interrupted while looking up " + host, e);
    }
  }

  private static UnknownHostException unknown(String message, Throwable cause) {
    UnknownHostException exception = new UnknownHostException(message);
    exception.initCause(cause);
    return exception;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

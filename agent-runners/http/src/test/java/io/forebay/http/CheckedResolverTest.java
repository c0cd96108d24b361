package io.forebay.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class CheckedResolverTest {
  private static final HostRules PRIVATE = HostRules.parse("private-hosts", List.of("http://intra.test:8080"), false);

  private static CheckedResolver resolver(String... addresses) {
    return new CheckedResolver(
        name -> Arrays.stream(addresses).map(InetAddress::ofLiteral).toArray(InetAddress[]::new), PRIVATE, Duration.ofSeconds(10));
  }

  private static List<String> found(CheckedResolver resolver, String host, int port) throws UnknownHostException {
    try (resolver) {
      return resolver.resolve(host, port).stream().map(InetSocketAddress::getAddress).map(InetAddress::getHostAddress).toList();
    }
  }

  @Test
  void handsOutOnlyWhatMayBeConnectedTo() throws UnknownHostException {
    String[] all = {"10.0.0.1", "8.8.8.8", "169.254.169.254", "fd00::1", "2606:4700::1"};

    assertThat(found(resolver(all), "public.test", 443)).containsExactly("8.8.8.8", "2606:4700:0:0:0:0:0:1");
    assertThat(found(resolver(all), "intra.test", 8080)).containsExactly("10.0.0.1", "8.8.8.8", "fd00:0:0:0:0:0:0:1", "2606:4700:0:0:0:0:0:1");
    assertThat(found(resolver(all), "intra.test", 8081)).containsExactly("8.8.8.8", "2606:4700:0:0:0:0:0:1");
  }

  @Test
  void saysWhyThereIsNothingToConnectTo() {
    assertThatExceptionOfType(AddressRefusedException.class).isThrownBy(() -> found(resolver("10.0.0.1"), "public.test", 443)).withMessageContaining("private-hosts");
    assertThatExceptionOfType(AddressRefusedException.class).isThrownBy(() -> found(resolver("169.254.169.254"), "intra.test", 8080)).withMessageContaining("never connected to");
  }

  @Test
  void treatsALookupWithoutAPortAsAnyOther() throws UnknownHostException {
    try (CheckedResolver resolver = resolver("10.0.0.1", "8.8.8.8")) {
      assertThat(resolver.resolve("intra.test")).containsExactly(InetAddress.ofLiteral("8.8.8.8"));
    }
  }

  @Test
  void waitsForNoNameServerForever() {
    CountDownLatch never = new CountDownLatch(1);
    NameLookup hanging =
        name -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return new InetAddress[0];
        };
    try (CheckedResolver resolver = new CheckedResolver(hanging, PRIVATE, Duration.ofMillis(50))) {
      assertThatExceptionOfType(UnknownHostException.class).isThrownBy(() -> resolver.resolve("slow.test", 443)).withMessageContaining("within PT0.05S");
    }
  }
}

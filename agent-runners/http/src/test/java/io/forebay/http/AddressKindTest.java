package io.forebay.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AddressKindTest {
  @ParameterizedTest
  @CsvSource({
    // IPv4
    "8.8.8.8, PUBLIC",
    "93.184.216.34, PUBLIC",
    "9.255.255.255, PUBLIC",
    "10.0.0.0, PRIVATE",
    "10.255.255.255, PRIVATE",
    "11.0.0.0, PUBLIC",
    "100.63.255.255, PUBLIC",
    "100.64.0.0, PRIVATE",
    "100.127.255.255, PRIVATE",
    "100.128.0.0, PUBLIC",
    "127.0.0.1, PRIVATE",
    "127.255.255.254, PRIVATE",
    "172.15.255.255, PUBLIC",
    "172.16.0.0, PRIVATE",
    "172.31.255.255, PRIVATE",
    "172.32.0.0, PUBLIC",
    "192.167.255.255, PUBLIC",
    "192.168.0.1, PRIVATE",
    "192.169.0.0, PUBLIC",
    "0.0.0.0, FORBIDDEN",
    "0.1.2.3, FORBIDDEN",
    "169.254.0.1, FORBIDDEN",
    "169.254.169.254, FORBIDDEN",
    "169.254.170.2, FORBIDDEN",
    "169.253.255.255, PUBLIC",
    "100.100.100.200, FORBIDDEN",
    "168.63.129.16, FORBIDDEN",
    "192.0.0.192, FORBIDDEN",
    "192.0.2.1, FORBIDDEN",
    "198.18.0.1, FORBIDDEN",
    "198.19.255.255, FORBIDDEN",
    "198.20.0.0, PUBLIC",
    "198.51.100.1, FORBIDDEN",
    "203.0.113.1, FORBIDDEN",
    "192.88.99.1, FORBIDDEN",
    "223.255.255.255, PUBLIC",
    "224.0.0.1, FORBIDDEN",
    "239.255.255.255, FORBIDDEN",
    "240.0.0.1, FORBIDDEN",
    "255.255.255.255, FORBIDDEN",
    // IPv6
    "2606:4700:4700::1111, PUBLIC",
    "2a00:1450::1, PUBLIC",
    "::, FORBIDDEN",
    "::1, PRIVATE",
    "::2, FORBIDDEN",
    "::127.0.0.1, FORBIDDEN",
    "::ffff:127.0.0.1, PRIVATE",
    "::ffff:169.254.169.254, FORBIDDEN",
    "::ffff:8.8.8.8, PUBLIC",
    "64:ff9b::8.8.8.8, PUBLIC",
    "64:ff9b::10.0.0.1, PRIVATE",
    "64:ff9b::169.254.169.254, FORBIDDEN",
    "64:ff9b:1::10.0.0.1, FORBIDDEN",
    "fc00::1, PRIVATE",
    "fd00::1, PRIVATE",
    "fdff:ffff::1, PRIVATE",
    "fd00:ec2::254, FORBIDDEN",
    "fe80::1, FORBIDDEN",
    "fec0::1, FORBIDDEN",
    "ff02::1, FORBIDDEN",
    "2001::1, FORBIDDEN",
    "2001:db8::1, FORBIDDEN",
    "2002:7f00:1::, FORBIDDEN",
    "3fff::1, FORBIDDEN",
    "4000::1, FORBIDDEN",
    "5f00::1, FORBIDDEN",
    "100::1, FORBIDDEN"
  })
  void isKnownByItsRange(String address, AddressKind kind) {
    assertThat(AddressKind.of(InetAddress.ofLiteral(address))).isEqualTo(kind);
  }

  /** Java's own tests, where they have an opinion. */
  @Property
  void neverTakesForPublicWhatJavaTakesForSomethingElse(@ForAll @Size(4) byte[] bytes) throws UnknownHostException {
    InetAddress address = InetAddress.getByAddress(bytes);
    if (address.isLoopbackAddress() || address.isAnyLocalAddress() || address.isLinkLocalAddress() || address.isSiteLocalAddress() || address.isMulticastAddress()) {
      assertThat(AddressKind.of(address)).isNotEqualTo(AddressKind.PUBLIC);
    }
  }

  @Property
  void isTheSameBehindATranslator(@ForAll @Size(4) byte[] bytes) throws UnknownHostException {
    byte[] translated = new byte[16];
    System.arraycopy(new byte[] {0, 0x64, (byte) 0xff, (byte) 0x9b}, 0, translated, 0, 4);
    System.arraycopy(bytes, 0, translated, 12, 4);

    assertThat(AddressKind.of(InetAddress.getByAddress(translated))).isEqualTo(AddressKind.of(InetAddress.getByAddress(bytes)));
  }
}

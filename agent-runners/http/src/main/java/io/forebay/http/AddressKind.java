package io.forebay.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * What an address is to a runner that is asked to connect to it.
 *
 * <p>By the IANA special-purpose address registries (RFC 6890 and what has been registered since); of IPv6 only what is handed out as
 * global unicast (2000::/3) is public, so that what the registry learns later is refused until somebody looks.
 */
enum AddressKind {
  /** Anybody can reach it. */
  PUBLIC,
  /** This machine or its network: only for hosts that the settings name as private. */
  PRIVATE,
  /** Nobody has good reason to ask for it: metadata of cloud machines, link-local, multicast, reserved, tunnels. */
  FORBIDDEN;

  /** Metadata and platform services of clouds (Alibaba, Azure, AWS) whose addresses would pass for something else. */
  private static final List<AddressRange> PLATFORM = AddressRange.of("100.100.100.200/32", "168.63.129.16/32", "fd00:ec2::/32");

  private static final List<AddressRange> OWN =
      AddressRange.of("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7");

  private static final List<AddressRange> RESERVED =
      AddressRange.of(
          "0.0.0.0/8",
          "169.254.0.0/16",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/3",
          "2001::/23",
          "2001:db8::/32",
          "2002::/16",
          "3fff::/20");

  private static final AddressRange GLOBAL_UNICAST = AddressRange.of("2000::/3").getFirst();

  /** An IPv4 address behind a translator (RFC 6052) is in the last 32 bits. */
  private static final AddressRange TRANSLATED = AddressRange.of("64:ff9b::/96").getFirst();

  private static final int IPV4_AT = 12;
  private static final int IPV6_LENGTH = 16;

  static AddressKind of(InetAddress address) {
    if (TRANSLATED.contains(address)) {
      return of(translated(address));
    }
    if (isIn(PLATFORM, address)) {
      return FORBIDDEN;
    }
    if (isIn(OWN, address)) {
      return PRIVATE;
    }
    if (isIn(RESERVED, address)) {
      return FORBIDDEN;
    }
    return address instanceof Inet4Address || GLOBAL_UNICAST.contains(address) ? PUBLIC : FORBIDDEN;
  }

  private static boolean isIn(List<AddressRange> ranges, InetAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  private static InetAddress translated(InetAddress address) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), IPV4_AT, IPV6_LENGTH));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }
}

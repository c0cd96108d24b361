package io.forebay.http;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/** Addresses that share their first bits, written {@code 10.0.0.0/8}. */
final class AddressRange {
  private final byte[] first;
  private final int bits;

  private AddressRange(byte[] first, int bits) {
    this.first = first;
    this.bits = bits;
  }

  static List<AddressRange> of(String... written) {
    return Arrays.stream(written).map(AddressRange::parse).toList();
  }

  private static AddressRange parse(String written) {
    int slash = written.indexOf('/');
    return new AddressRange(InetAddress.ofLiteral(written.substring(0, slash)).getAddress(), Integer.parseInt(written.substring(slash + 1)));
  }

  boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != first.length) {
      return false;
    }
    int whole = bits / Byte.SIZE;
    int mask = 0xff << (Byte.SIZE - bits % Byte.SIZE) & 0xff;
    return Arrays.equals(bytes, 0, whole, first, 0, whole)
        && (bits % Byte.SIZE == 0 || (bytes[whole] & mask) == (first[whole] & mask));
  }
}

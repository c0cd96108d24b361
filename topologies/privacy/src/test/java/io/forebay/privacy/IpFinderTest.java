package io.forebay.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpFinderTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "blocked 203.0.113.77 again           | 203.0.113.77",
    "(198.51.100.23)                      | 198.51.100.23",
    "from 198.51.100.23.                  | 198.51.100.23",
    "http://198.51.100.23:8080/index.html | 198.51.100.23",
    "route 10.0.0.0/8 first               | 10.0.0.0/8",
    "our dns server 8.8.8.8               | 8.8.8.8",
    "localhost is 127.0.0.1               | 127.0.0.1",
    "to 2001:db8:85a3::8a2e:370:7334 now  | 2001:db8:85a3::8a2e:370:7334",
    "[2001:db8::1]:443                    | 2001:db8::1",
    "2001:0db8:0000:0042:0000:8329:0000:0001 | 2001:0db8:0000:0042:0000:8329:0000:0001",
    "fe80::1%eth0 is up                   | fe80::1%eth0",
    "2001:db8::/32.                       | 2001:db8::/32",
    "from ::ffff:192.0.2.128 today        | ::ffff:192.0.2.128",
    "64:ff9b::198.51.100.1                | 64:ff9b::198.51.100.1",
    "my ip is ::1                         | ::1",
    "IP:203.0.113.77                      | 203.0.113.77",
  })
  void findsAddresses(String text, String address) {
    assertThat(Findings.in(text)).containsExactly("IP_ADDRESS " + address);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "since version 1.2.3.4", "section 2.4.1.7 says", "see 1.68.2.10", "build 140.12.33.200", "oid 203.0.113.77.5", "300.1.2.3", "203.0.113", "203.0.113.077",
    "at 12:34:56 sharp", "aa:bb:cc:dd:ee:ff", "std::vector", "Bad::Add", "a::b", "ratio 1:2:3:4", "2001::25de::cade", "12345:db8::1", "x203.0.113.77", ":::", "::",
    "2001:db8::256.1.1.1"
  })
  void leavesVersionsTimesAndNamesOfCode(String text) {
    assertThat(Findings.in(text)).isEmpty();
  }
}

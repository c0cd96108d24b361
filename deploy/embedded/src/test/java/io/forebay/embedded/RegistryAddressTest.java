package io.forebay.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class RegistryAddressTest {
  @Test
  void isToldByTheLineOfAFinishedStart() {
    String line =
        "2026-01-01 00:00:00 INFO [io.quarkus] apicurio-registry-app 3.3.3 on JVM (powered by Quarkus 3.33.3.1) started in 1.2s."
            + " Listening on: http://127.0.0.1:38251. Management interface listening on http://127.0.0.1:34111.";

    assertThat(RegistryAddress.parse(line))
        .contains(new RegistryAddress(URI.create("http://127.0.0.1:38251"), URI.create("http://127.0.0.1:34111")));
  }

  @Test
  void isNotToldByAnyOtherLine() {
    assertThat(RegistryAddress.parse("WARN Listening on: nothing yet")).isEmpty();
  }

  @Test
  void hasItsHealthOnTheManagementPort() {
    assertThat(new RegistryAddress(URI.create("http://127.0.0.1:1"), URI.create("http://127.0.0.1:2")).health())
        .hasToString("http://127.0.0.1:2/health/ready");
  }
}

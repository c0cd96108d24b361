package io.forebay.emails;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.schemas.ErrorCode;
import io.forebay.schemas.InboundEmail;
import io.forebay.schemas.RejectedRecordException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InboundContractTest {
  static Stream<InboundEmail> keptContracts() {
    return Stream.of(
        email().build(),
        email().setEmailId("x".repeat(256)).build(),
        email().setEmailId("mail 1/ä😀").build(),
        email().setTenant("t".repeat(128)).build(),
        email().setRegion("US-CA").build(),
        email().setRegion("x".repeat(16)).build(),
        email().setRaw(ByteBuffer.allocate(0)).build(),
        email().setRaw(ByteBuffer.allocate(900 * 1024)).build());
  }

  static Stream<Arguments> brokenContracts() {
    return Stream.of(
        Arguments.of(email().setEmailId("").build(), "emailId"),
        Arguments.of(email().setEmailId("  ").build(), "emailId"),
        Arguments.of(email().setEmailId("x".repeat(257)).build(), "emailId"),
        Arguments.of(email().setEmailId("a\u0085b").build(), "emailId"),
        Arguments.of(email().setTenant("").build(), "tenant"),
        Arguments.of(email().setTenant("t".repeat(129)).build(), "tenant"),
        Arguments.of(email().setTenant("a\nb").build(), "tenant"),
        Arguments.of(email().setTenant("a\u0000").build(), "tenant"),
        Arguments.of(email().setRegion("").build(), "region"),
        Arguments.of(email().setRegion("x".repeat(17)).build(), "region"),
        Arguments.of(email().setRegion("D\u007FE").build(), "region"),
        Arguments.of(email().setRaw(ByteBuffer.allocate(900 * 1024 + 1)).build(), "raw holds 921601 bytes"));
  }

  @ParameterizedTest
  @MethodSource("keptContracts")
  void takesWhatKeepsIt(InboundEmail email) {
    InboundContract.check(email);

    assertThat(email.getRaw().position()).as("the message is still to be read").isZero();
  }

  @ParameterizedTest
  @MethodSource("brokenContracts")
  void refusesWhatBreaksIt(InboundEmail email, String what) {
    assertThatThrownBy(() -> InboundContract.check(email))
        .isInstanceOfSatisfying(RejectedRecordException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_EVENT))
        .hasMessageStartingWith("InboundEmail." + what)
        .hasMessageEndingWith(".");
  }

  @Test
  void tellsNothingOfWhatItRefuses() {
    assertThatThrownBy(() -> InboundContract.check(email().setTenant("secret\n").build())).message().doesNotContain("secret");
  }

  private static InboundEmail.Builder email() {
    return InboundEmail.newBuilder().setEmailId("mail-1").setTenant("acme").setReceivedAt(Instant.EPOCH).setRaw(ByteBuffer.allocate(1));
  }
}

package io.forebay.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackOptionsTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535})
  void takesEveryPort(int port) {
    assertThat(StackOptions.throwAway().withBrokerPort(port).brokerPort()).isEqualTo(port);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536})
  void refusesWhatIsNoPort(int port) {
    RegistryOptions registry = RegistryOptions.fromSystemProperty();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> StackOptions.throwAway().withBrokerPort(port))
        .withMessage("broker port must be 0 to 65535, got " + port);
    assertThatIllegalArgumentException().isThrownBy(() -> registry.withPort(port)).withMessageStartingWith("registry port");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry.withManagementPort(port))
        .withMessageStartingWith("registry management port");
  }

  @Test
  void namesTheKindsOfStack() {
    assertThat(StackKind.named("embedded")).isEqualTo(StackKind.EMBEDDED);
    assertThat(StackKind.named("testcontainers")).isEqualTo(StackKind.TESTCONTAINERS);
    assertThatExceptionOfType(StackStartException.class)
        .isThrownBy(() -> StackKind.named("docker"))
        .withMessage("System property forebay.stack must be one of embedded, testcontainers, got \"docker\".");
  }
}

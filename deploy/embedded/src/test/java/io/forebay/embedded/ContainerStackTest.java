package io.forebay.embedded;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ContainerStackTest {
  @Test
  void saysThatItNeedsDockerWhereThereIsNone() {
    assumeFalse(
        Files.exists(Path.of("/var/run/docker.sock")) || System.getenv("DOCKER_HOST") != null,
        "Docker may answer here; what is said without it is not to be seen");

    assertThatExceptionOfType(StackStartException.class)
        .isThrownBy(StackKind.TESTCONTAINERS::startThrowAway)
        .withMessage("forebay.stack=testcontainers needs Docker, which does not answer here: start Docker, or use forebay.stack=embedded.");
  }
}

package io.forebay.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A parent that is killed, with no time to close anything. */
class KilledParentIT {
  /** Starts a stack, puts a record in, tells where everything is, and waits to be killed. */
  static final class Parent {
    private Parent() {}

    public static void main(String[] arguments) throws Exception {
      KafkaStack stack = KafkaStack.start(StackOptions.throwAway().withDataDirectory(Path.of(arguments[0])));
      StackClient client = new StackClient(stack);
      client.createTopic("kept");
      client.produce("kept", "water");
      client.post("/apis/ccompat/v7/subjects/kept/versions", "application/json", "{\"schema\":\"\\\"int\\\"\"}");
      System.out.println(
          "STACK kafka://" + stack.bootstrapServers() + " " + stack.registryUrl() + " " + stack.registryPid().orElseThrow());
      Thread.currentThread().join();
    }
  }

  @Test
  void takesTheRegistryWithItAndLosesNothing(@TempDir Path data) throws Exception {
    Process parent = startParent(data);
    String[] stack = readStack(parent);
    ProcessHandle registry = ProcessHandle.of(Long.parseLong(stack[3])).orElseThrow();
    assertThat(registry.isAlive()).isTrue();

    parent.destroyForcibly();

    await().atMost(Duration.ofSeconds(10)).until(() -> !parent.isAlive() && !registry.isAlive());
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    assertThat(EmbeddedStackIT.answers(loopback, URI.create(stack[1]).getPort())).isFalse();
    assertThat(EmbeddedStackIT.answers(loopback, URI.create(stack[2]).getPort())).isFalse();
    try (KafkaStack again = KafkaStack.start(StackOptions.throwAway().withDataDirectory(data))) {
      StackClient client = new StackClient(again);
      assertThat(client.consumeOne("kept", "reader")).isEqualTo("water");
      assertThat(client.get("/apis/ccompat/v7/subjects/kept/versions/1").body()).contains("int");
    }
  }

  private static Process startParent(Path data) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-D" + RegistryOptions.HOME_PROPERTY + "=" + System.getProperty(RegistryOptions.HOME_PROPERTY),
            "-cp",
            System.getProperty("java.class.path"),
            Parent.class.getName(),
            data.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String[] readStack(Process parent) throws IOException {
    BufferedReader output = parent.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("STACK ")) {
        return line.split(" ", 4);
      }
    }
    throw new AssertionError("the parent ended before its stack was up");
  }
}

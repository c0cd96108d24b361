package io.forebay.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only the stack of this JVM does: its state, its ports, its process. */
class EmbeddedStackIT {
  private static final String ARTIFACT =
      "{\"artifactId\":\"drop\",\"artifactType\":\"AVRO\",\"firstVersion\":{\"content\":{\"contentType\":\"application/json\",\"content\":\"\\\"int\\\"\"}}}";

  @Test
  void keepsRecordsOffsetsAndSchemasOverARestart(@TempDir Path data) throws Exception {
    StackOptions options = StackOptions.throwAway().withDataDirectory(data);
    try (KafkaStack stack = KafkaStack.start(options)) {
      StackClient client = new StackClient(stack);
      client.createTopic("kept");
      client.produce("kept", "first", "second");
      assertThat(client.consumeOne("kept", "reader")).isEqualTo("first");
      assertThat(client.post("/apis/registry/v3/groups/default/artifacts", "application/json", ARTIFACT).statusCode())
          .isEqualTo(200);
    }

    try (KafkaStack stack = KafkaStack.start(options)) {
      StackClient client = new StackClient(stack);
      assertThat(client.consumeOne("kept", "reader")).isEqualTo("second");
      assertThat(client.get("/apis/registry/v3/groups/default/artifacts/drop/versions/1/content").body()).isEqualTo("\"int\"");
    }
  }

  @Test
  void runsTwiceInOneJvm() throws Exception {
    StackOptions brokerOnly = StackOptions.throwAway().withoutRegistry();
    try (KafkaStack right = KafkaStack.start(brokerOnly)) {
      StackClient rightClient = new StackClient(right);
      try (KafkaStack left = KafkaStack.start(brokerOnly)) {
        StackClient leftClient = new StackClient(left);
        leftClient.createTopic("one");
        rightClient.createTopic("one");
        leftClient.produce("one", "left");
        rightClient.produce("one", "right");

        assertThat(leftClient.consumeOne("one", "reader")).isEqualTo("left");
      }
      assertThat(rightClient.consumeOne("one", "reader")).isEqualTo("right");
    }
  }

  @Test
  void listensOnThePortsItIsGivenAndOnLoopbackOnly() throws Exception {
    List<Integer> ports = freePorts(3);
    StackOptions options =
        StackOptions.throwAway()
            .withBrokerPort(ports.get(0))
            .withRegistry(RegistryOptions.fromSystemProperty().withPort(ports.get(1)).withManagementPort(ports.get(2)));
    try (KafkaStack stack = KafkaStack.start(options)) {
      assertThat(stack.bootstrapServers()).isEqualTo("127.0.0.1:" + ports.get(0));
      assertThat(stack.registryUrl()).hasToString("http://127.0.0.1:" + ports.get(1));
      for (int port : ports) {
        assertThat(answers(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port)).isTrue();
        for (InetAddress address : otherAddresses()) {
          assertThat(answers(address, port)).as("%s:%d", address, port).isFalse();
        }
      }
    }
    for (int port : ports) {
      assertThat(answers(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port)).isFalse();
    }
  }

  @Test
  void leavesNothingOfAThrowAwayStack() throws Exception {
    long threads = brokerThreads();
    KafkaStack stack = KafkaStack.start(StackOptions.throwAway());
    ProcessHandle registry = ProcessHandle.of(stack.registryPid().orElseThrow()).orElseThrow();
    Path folder = Path.of(registry.info().commandLine().orElseThrow().replaceAll(".*-Djava.io.tmpdir=(\\S+)/registry/tmp.*", "$1"));
    assertThat(folder.resolve("broker")).isDirectory();

    stack.close();

    assertThat(registry.isAlive()).isFalse();
    assertThat(folder).doesNotExist();
    assertThat(brokerThreads()).isEqualTo(threads);
  }

  @Test
  void tellsWhenTheRegistryStopsByItself() {
    try (KafkaStack stack = KafkaStack.start(StackOptions.throwAway())) {
      ProcessHandle.of(stack.registryPid().orElseThrow()).orElseThrow().destroyForcibly();

      assertThat(stack.failure().toCompletableFuture()).succeedsWithin(Duration.ofSeconds(10)).asString().startsWith("The registry stopped");
    }
  }

  @Test
  void outlivesABrokerThatHasLostItsDisk(@TempDir Path data) throws Exception {
    try (KafkaStack stack = KafkaStack.start(StackOptions.throwAway().withoutRegistry().withDataDirectory(data))) {
      DataDirectory.deleteTree(data.resolve("broker"));
      Files.writeString(data.resolve("broker"), "in the way");

      new StackClient(stack).createTopic("nowhere");

      assertThat(stack.failure().toCompletableFuture()).succeedsWithin(Duration.ofSeconds(20)).asString().startsWith("The broker stopped");
    }
  }

  static boolean answers(InetAddress address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  static List<Integer> freePorts(int count) {
    List<BrokerSockets> sockets = IntStream.range(0, count).mapToObj(i -> BrokerSockets.bind(0)).toList();
    List<Integer> ports = sockets.stream().map(BrokerSockets::brokerPort).toList();
    sockets.forEach(BrokerSockets::close);
    return ports;
  }

  private static List<InetAddress> otherAddresses() throws Exception {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress())
        .toList();
  }

  /** Threads of brokers, without the two that Kafka's metrics library starts once and never stops. */
  static long brokerThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getThreadGroup() instanceof BrokerThreads)
        .filter(thread -> !thread.getName().startsWith("metrics-meter-tick"))
        .count();
  }
}

package io.forebay.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A start that is refused says why in one sentence, changes nothing and leaves nothing running. */
class RefusedStartIT {
  private static final String METADATA_LOG = "broker/__cluster_metadata-0/00000000000000000000.log";

  @TempDir private static Path intact;
  @TempDir private Path folder;

  /** Ways to damage the data directory of a stack that was closed in good order. */
  enum Damage {
    IDENTITY_OVERWRITTEN("broker/meta.properties") {
      @Override
      void inflict(Path file) throws IOException {
        Files.writeString(file, "\u0000\u0001 nothing of use");
      }
    },
    IDENTITY_GONE("broker/meta.properties") {
      @Override
      void inflict(Path file) throws IOException {
        Files.delete(file);
      }
    },
    METADATA_FLIPPED(METADATA_LOG) {
      @Override
      void inflict(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
      }
    },
    METADATA_CUT_OFF(METADATA_LOG) {
      @Override
      void inflict(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 5));
      }
    },
    METADATA_GONE("broker/__cluster_metadata-0") {
      @Override
      void inflict(Path file) throws IOException {
        DataDirectory.deleteTree(file);
      }
    },
    QUORUM_STATE_OVERWRITTEN("broker/__cluster_metadata-0/quorum-state") {
      @Override
      void inflict(Path file) throws IOException {
        Files.writeString(file, "nothing of use");
      }
    };

    private final String path;

    Damage(String path) {
      this.path = path;
    }

    abstract void inflict(Path file) throws IOException;
  }

  @BeforeAll
  static void makeADataDirectory() throws Exception {
    try (KafkaStack stack = KafkaStack.start(brokerIn(intact))) {
      new StackClient(stack).createTopic("kept");
    }
  }

  @AfterEach
  void nothingIsLeftRunning() {
    assertThat(EmbeddedStackIT.brokerThreads()).isZero();
    assertThat(ProcessHandle.current().children()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void leavesADamagedDataDirectoryAsItIs(Damage damage) throws Exception {
    FolderContents.copy(intact, folder);
    damage.inflict(folder.resolve(damage.path));
    FolderContents before = FolderContents.of(folder);

    assertThatRefused(brokerIn(folder)).contains(folder.toString()).contains("restore").contains(damage.path);

    assertThat(FolderContents.of(folder)).isEqualTo(before);
  }

  @Test
  void startsAgainOnceTheDamageIsMended() throws Exception {
    FolderContents.copy(intact, folder);
    int port = EmbeddedStackIT.freePorts(1).getFirst();
    Damage.QUORUM_STATE_OVERWRITTEN.inflict(folder.resolve(Damage.QUORUM_STATE_OVERWRITTEN.path));
    assertThatRefused(brokerIn(folder).withBrokerPort(port)).contains("did not start");

    FolderContents.copy(intact.resolve("broker"), folder.resolve("broker"));

    try (KafkaStack stack = KafkaStack.start(brokerIn(folder).withBrokerPort(port))) {
      new StackClient(stack).produce("kept", "water");
    }
  }

  @Test
  void sharesADataDirectoryWithNobody() throws Exception {
    FolderContents.copy(intact, folder);
    try (KafkaStack stack = KafkaStack.start(brokerIn(folder))) {
      assertThatRefused(brokerIn(folder)).contains(folder.toString()).contains("in use by this process");
      new StackClient(stack).produce("kept", "water");
    }
  }

  @Test
  void namesTheTakenBrokerPort() throws Exception {
    FolderContents.copy(intact, folder);
    FolderContents before = FolderContents.of(folder);
    try (BrokerSockets taken = BrokerSockets.bind(0)) {
      assertThatRefused(brokerIn(folder).withBrokerPort(taken.brokerPort()))
          .contains("Port " + taken.brokerPort())
          .contains("broker port");
    }
    assertThat(FolderContents.of(folder)).isEqualTo(before);
  }

  @Test
  void namesTheTakenRegistryPort() {
    Path fresh = folder.resolve("fresh");
    try (BrokerSockets taken = BrokerSockets.bind(0)) {
      RegistryOptions registry = RegistryOptions.fromSystemProperty();
      StackOptions options = brokerIn(fresh);
      assertThatRefused(options.withRegistry(registry.withPort(taken.brokerPort()))).contains("registry port");
      assertThatRefused(options.withRegistry(registry.withManagementPort(taken.brokerPort())))
          .contains("registry management port");
    }
    assertThat(fresh).isEmptyDirectory();
  }

  @Test
  void quotesARegistryThatCannotReadItsDatabase() throws Exception {
    Files.createDirectories(folder.resolve("registry"));
    Files.writeString(folder.resolve("registry/registry.mv.db"), "nothing of use".repeat(1_000));
    StackOptions options = brokerIn(folder).withRegistry(RegistryOptions.fromSystemProperty());

    assertThatRefused(options).contains("registry ended with exit code 1").contains("MVStoreException").contains("registry.log");

    assertThat(folder.resolve("registry/registry.mv.db")).hasContent("nothing of use".repeat(1_000));
  }

  @Test
  void refusesADataDirectoryThatIsAFile() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "content");

    assertThatRefused(brokerIn(file)).contains(file.toString()).contains("cannot be written");

    assertThat(file).hasContent("content");
  }

  @Test
  void saysWhereTheRegistryComesFromWhenItIsMissing() {
    Path fresh = folder.resolve("fresh");
    RegistryOptions nowhere = new RegistryOptions(Optional.of(folder.resolve("nowhere")), 0, 0);

    assertThatRefused(brokerIn(fresh).withRegistry(nowhere)).contains("nowhere").contains("mvn process-resources");

    assertThat(fresh).doesNotExist();
  }

  private static StackOptions brokerIn(Path folder) {
    return StackOptions.throwAway().withoutRegistry().withDataDirectory(folder);
  }

  private static AbstractStringAssert<?> assertThatRefused(StackOptions options) {
    StackStartException refused = catchThrowableOfType(StackStartException.class, () -> KafkaStack.start(options));
    assertThat(refused).isNotNull();
    return assertThat(refused.getMessage()).doesNotContain("\n").endsWith(".");
  }
}

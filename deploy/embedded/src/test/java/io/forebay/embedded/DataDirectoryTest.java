package io.forebay.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir private Path folder;

  @Test
  void belongsToOneStackAtATime() {
    try (DataDirectory first = DataDirectory.open(Optional.of(folder))) {
      assertThatExceptionOfType(StackStartException.class)
          .isThrownBy(() -> DataDirectory.open(Optional.of(first.path())))
          .withMessage("Data directory %s is in use by this process: stop that one first or choose another data directory.", folder);
    }

    try (DataDirectory second = DataDirectory.open(Optional.of(folder))) {
      assertThat(second.path()).isEqualTo(folder);
    }
  }

  @Test
  void tellsItsOwnerWhileItIsOpen() {
    try (DataDirectory open = DataDirectory.open(Optional.of(folder))) {
      assertThat(open.path().resolve("lock")).hasContent(Long.toString(ProcessHandle.current().pid()));
    }
  }

  @Test
  void keepsWhatItHolds() throws Exception {
    try (DataDirectory kept = DataDirectory.open(Optional.of(folder))) {
      Files.writeString(kept.broker(), "content");
    }

    assertThat(folder.resolve("broker")).hasContent("content");
  }

  @Test
  void isEmptyAgainAfterAStartThatCameToNothing() {
    DataDirectory.open(Optional.of(folder)).close();

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void goesWithAllItHoldsWhenThrownAway() throws Exception {
    DataDirectory temporary = DataDirectory.open(Optional.empty());
    Files.createDirectories(temporary.broker().resolve("topic-0"));
    Files.writeString(temporary.broker().resolve("topic-0/0.log"), "content");

    temporary.close();
    temporary.close();

    assertThat(temporary.path()).doesNotExist();
  }

  @Test
  void refusesAPathBelowAFile() throws Exception {
    Path below = Files.writeString(folder.resolve("file"), "").resolve("data");

    assertThatExceptionOfType(StackStartException.class)
        .isThrownBy(() -> DataDirectory.open(Optional.of(below)))
        .withMessageStartingWith("Data directory %s cannot be written (", below)
        .withMessageEndingWith("make it a writable folder or choose another one.");
  }

  @Test
  void startsWithExactlyTheSpaceItNeeds() {
    assertThatCode(() -> DataDirectory.requireSpace(folder, DataDirectory.USABLE_BYTES_MIN)).doesNotThrowAnyException();
  }

  @Test
  void refusesOneByteLessThanTheSpaceItNeeds() {
    assertThatExceptionOfType(StackStartException.class)
        .isThrownBy(() -> DataDirectory.requireSpace(folder, DataDirectory.USABLE_BYTES_MIN - 1))
        .withMessage(
            "The disk of data directory %s has 63 MiB left and a start needs 64 MiB: free some space or choose another data directory.",
            folder);
  }
}

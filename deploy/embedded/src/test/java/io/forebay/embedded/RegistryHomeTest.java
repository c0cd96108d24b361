package io.forebay.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryHomeTest {
  @TempDir private Path folder;

  @Test
  void isAFolderWithTheRegistryInIt() throws Exception {
    Files.createFile(folder.resolve("quarkus-run.jar"));

    assertThat(RegistryHome.of(Optional.of(folder)).entryJar()).isEqualTo(folder.resolve("quarkus-run.jar"));
  }

  @Test
  void saysWhatToDoWhenTheFolderIsEmpty() {
    assertThatExceptionOfType(StackStartException.class)
        .isThrownBy(() -> RegistryHome.of(Optional.of(folder)))
        .withMessageContainingAll(folder.toString(), "forebay.registry.home", "mvn process-resources");
  }

  @Test
  void saysWhatToDoWhenItIsNotNamed() {
    assertThatExceptionOfType(StackStartException.class)
        .isThrownBy(() -> RegistryHome.of(Optional.empty()))
        .withMessageContainingAll("forebay.registry.home", "mvn process-resources");
  }

  @Test
  void givesTheChildOneClassOfOurs() throws Exception {
    try (JarFile jar = new JarFile(new RegistryHome(folder).childJar().toFile())) {
      assertThat(jar.stream()).extracting(JarEntry::getName).containsExactly("io/forebay/embedded/RegistryChild.class");
    }
  }

  @Test
  void leavesTheChildsJarAloneWhenItIsAsItShouldBe() throws Exception {
    RegistryHome home = new RegistryHome(folder);
    FileTime longAgo = FileTime.fromMillis(1_000);
    Files.setLastModifiedTime(home.childJar(), longAgo);

    assertThat(Files.getLastModifiedTime(home.childJar())).isEqualTo(longAgo);
  }

  @Test
  void replacesAChildsJarOfAnotherVersion() throws Exception {
    Files.writeString(folder.resolve("registry-child.jar"), "another version");

    assertThat(new RegistryHome(folder).childJar()).satisfies(jar -> new JarFile(jar.toFile()).close());
  }
}

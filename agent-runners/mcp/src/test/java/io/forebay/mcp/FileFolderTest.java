package io.forebay.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.forebay.mcp.FileFolder.NotShownException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileFolderTest {
  @TempDir private Path temporary;
  private Path root;
  private FileFolder folder;

  @BeforeEach
  void fill() throws IOException {
    root = Files.createDirectories(temporary.resolve("shown"));
    Files.writeString(temporary.resolve("secret.txt"), "secret");
    Files.createDirectories(temporary.resolve("shown-not"));
    Files.writeString(temporary.resolve("shown-not/secret.txt"), "secret");
    Files.writeString(root.resolve("a.md"), "still water");
    Files.writeString(Files.createDirectories(root.resolve("sub")).resolve("b.md"), "flowing water");
    Files.writeString(root.resolve(".env"), "secret");
    Files.writeString(Files.createDirectories(root.resolve(".git")).resolve("config"), "secret");
    Files.createSymbolicLink(root.resolve("out.md"), temporary.resolve("secret.txt"));
    Files.createSymbolicLink(root.resolve("outside"), temporary);
    Files.createSymbolicLink(root.resolve("in.md"), root.resolve("a.md"));
    Files.createSymbolicLink(root.resolve("env.md"), root.resolve(".env"));
    folder = new FileFolder(root);
  }

  @Test
  void listsWhatItShowsAndFoldersWithASlash() throws Exception {
    assertThat(folder.list("")).containsExactly("a.md", "in.md", "sub/");
    assertThat(folder.list("sub")).containsExactly("sub/b.md");
    assertThat(folder.list("sub/")).containsExactly("sub/b.md");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.md", "./a.md", "sub/../a.md", "in.md"})
  void readsWhatLiesWithin(String path) throws Exception {
    assertThat(folder.read(path)).isEqualTo("still water");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret.txt", "sub/../../secret.txt", "/etc/passwd", "../shown-not/secret.txt", "out.md", "outside/secret.txt", "outside/shown/a.md/../../secret.txt",
        ".env", "env.md", ".git/config", "sub/../.env", "missing.md", "sub", "", "a\0b"
      })
  void neverReadsAnythingElse(String path) {
    assertThatExceptionOfType(NotShownException.class).isThrownBy(() -> folder.read(path)).withMessageStartingWith("There is no file");
  }

  @Test
  void readsTheFolderThroughAnAbsolutePathToo() throws Exception {
    assertThat(folder.read(root.toRealPath().resolve("a.md").toString())).isEqualTo("still water");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "/", "outside", ".git", "a.md", "missing"})
  void neverListsAnythingElse(String path) {
    assertThatExceptionOfType(NotShownException.class).isThrownBy(() -> folder.list(path));
  }

  @Test
  void saysWhatIsTooLongOrNoText() throws IOException {
    Files.write(root.resolve("long.txt"), new byte[FileFolder.FILE_BYTES_MAX + 1]);
    Files.write(root.resolve("noise.bin"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

    assertThatExceptionOfType(NotShownException.class).isThrownBy(() -> folder.read("long.txt")).withMessage("long.txt has more than 262144 bytes.");
    assertThatExceptionOfType(NotShownException.class).isThrownBy(() -> folder.read("noise.bin")).withMessage("noise.bin is no text in UTF-8.");
  }

  @Test
  void readsAFileOfExactlyTheLongestLength() throws Exception {
    Files.writeString(root.resolve("longest.txt"), "a".repeat(FileFolder.FILE_BYTES_MAX));

    assertThat(folder.read("longest.txt")).hasSize(FileFolder.FILE_BYTES_MAX);
  }

  @Test
  void refusesAFolderThatIsNone() {
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> new FileFolder(root.resolve("a.md")));
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> new FileFolder(root.resolve("missing")));
  }
}

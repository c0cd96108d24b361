package io.forebay.mailfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailFilesTest {
  @TempDir private Path folder;

  @Test
  void findsTheFilesOfAFolderByName() throws IOException {
    write("b/2.txt", "b/10", "a.eml", ".hidden", "b/.DS_Store", ".git/config");

    assertThat(names(MailFiles.below(folder))).containsExactly("a.eml", "b/10", "b/2.txt");
    assertThat(names(MailFiles.emls(folder, MailFilesTest::none))).containsExactly("a.eml");
    assertThat(MailFiles.below(folder.resolve("b/10"))).containsExactly(folder.resolve("b/10"));
  }

  @Test
  void findsTheMessagesOfAMaildirAndOfItsSubfoldersWhereTheyAreWanted() throws IOException {
    write("cur/1:2,S", "new/2", "tmp/3", ".Sent/cur/4", ".Sent/new/5", ".Sent/tmp/6", "dovecot-uidlist");

    assertThat(names(MailFiles.below(folder))).containsExactly(".Sent/cur/4", ".Sent/new/5", "cur/1:2,S", "new/2");
    assertThat(names(MailFiles.maildir(folder))).containsExactly("cur/1:2,S", "new/2");
    assertThat(MailFiles.maildirName(folder.resolve("cur/1:2,S"))).isEqualTo("1");
  }

  @Test
  void followsNoLinkAndEndsInFoldersOfAnyDepth() throws IOException {
    write("elsewhere/1.eml", "mail/2.eml");
    Files.createSymbolicLink(folder.resolve("mail/linked"), folder.resolve("elsewhere"));
    Files.createSymbolicLink(folder.resolve("mail/linked.eml"), folder.resolve("elsewhere/1.eml"));
    write("mail/" + "d/".repeat(40) + "deep.eml");

    assertThat(names(MailFiles.below(folder.resolve("mail")))).containsExactly("mail/2.eml");
    assertThat(names(MailFiles.emls(folder.resolve("mail"), MailFilesTest::none))).containsExactly("mail/2.eml");
  }

  @Test
  void listsNoMaildirThroughALink() throws IOException {
    write("elsewhere/1", "mail/new/2");
    Files.createSymbolicLink(folder.resolve("mail/cur"), folder.resolve("elsewhere"));

    assertThatThrownBy(() -> MailFiles.maildir(folder.resolve("mail"))).isInstanceOf(NotDirectoryException.class).hasMessageContaining("cur");
  }

  @Test
  void leavesOutAndTellsFoldersThatMayNotBeListed() throws IOException {
    write("a/1.eml", "lost+found/2.eml", "z/3.eml");
    Path closed = Files.setPosixFilePermissions(folder.resolve("lost+found"), Set.of());
    assumeThat(Files.isReadable(closed)).as("may read everything").isFalse();
    List<Path> told = new ArrayList<>();

    assertThat(names(MailFiles.emls(folder, (unlisted, why) -> told.add(unlisted)))).containsExactly("a/1.eml", "z/3.eml");
    assertThat(told).containsExactly(closed);
    assertThatThrownBy(() -> MailFiles.below(folder)).isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> MailFiles.emls(closed, MailFilesTest::none)).isInstanceOf(AccessDeniedException.class);
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
  }

  private static void none(Path folder, IOException why) throws IOException {
    throw why;
  }

  private void write(String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "mail");
    }
  }

  private List<String> names(List<Path> files) {
    return files.stream().map(file -> folder.relativize(file).toString()).toList();
  }
}

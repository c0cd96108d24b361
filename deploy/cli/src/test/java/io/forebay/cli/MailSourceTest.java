package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailSourceTest {
  private static final String FROM_LINE = "From ann@example.com Tue Nov  3 10:00:00 2026\n";

  @TempDir private Path folder;

  @Test
  void readsAFolderOfAnyDepthAndNamesInAStableOrder() throws IOException {
    write("b/2.txt", "two");
    write("b/10", "ten");
    write("a.eml", "one");
    write(".hidden", "not me");
    write("b/.DS_Store", "nor me");

    assertThat(read(folder)).extracting(MailSourceTest::text).containsExactly("one", "ten", "two");
    assertThat(read(folder).getFirst().name()).isEqualTo(folder.resolve("a.eml").toString());
  }

  @Test
  void readsAMaildirWithItsSubfoldersButNotWhatIsBeingDelivered() throws IOException {
    write("cur/1:2,S", "seen");
    write("new/2", "unseen");
    write("tmp/3", "not yet");
    write(".Sent/cur/4", "sent");
    Files.createDirectories(folder.resolve(".Sent/new"));
    Files.createDirectories(folder.resolve(".Sent/tmp"));
    write("dovecot-uidlist", "not mail");

    assertThat(read(folder)).extracting(MailSourceTest::text).containsExactly("sent", "seen", "unseen");
  }

  @Test
  void splitsAnMboxAndTakesOneQuoteMarkOff() throws IOException {
    Path mbox =
        write("mail.mbox", FROM_LINE + "Subject: 1\n\n>From here\n>>From there\n> From\nFrom now on\n\n" + FROM_LINE + "Subject: 2\n\nlast line\n\n");

    List<MailMessage> messages = read(mbox);

    assertThat(messages)
        .extracting(MailSourceTest::text)
        .containsExactly("Subject: 1\n\nFrom here\n>From there\n> From\nFrom now on\n", "Subject: 2\n\nlast line\n");
    assertThat(messages).extracting(MailMessage::name).containsExactly(mbox + "#1", mbox + "#2");
  }

  @Test
  void keepsWindowsLineEndsOfAnMbox() throws IOException {
    Path mbox = write("mbox", (FROM_LINE + "A: 1\n\nx\n\n" + FROM_LINE + "A: 2\n\ny\n").replace("\n", "\r\n"));

    assertThat(read(mbox)).extracting(MailSourceTest::text).containsExactly("A: 1\r\n\r\nx\r\n", "A: 2\r\n\r\ny\r\n");
  }

  @Test
  void takesAnEmlFileForOneMessageWhateverItsFirstLine() throws IOException {
    String text = FROM_LINE + "Subject: 1\n\nx\n\n" + FROM_LINE + "y";

    assertThat(read(write("one.EML", text))).extracting(MailSourceTest::text).containsExactly(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"From here to there\n\nx", "From: ann@example.com\n\nx", "From the year 2026\n\nx", ""})
  void takesAFileWithoutAFromLineForOneMessage(String text) throws IOException {
    assertThat(read(write("file", text))).extracting(MailSourceTest::text).containsExactly(text);
  }

  @Test
  void readsOneMessageOrAnMboxFromStandardInput() {
    assertThat(readInput("Subject: x\n\ny")).extracting(MailMessage::name).containsExactly("standard input");
    assertThat(readInput(FROM_LINE + "A: 1\n\n" + FROM_LINE + "A: 2\n\n"))
        .extracting(MailMessage::name)
        .containsExactly("standard input#1", "standard input#2");
  }

  @Test
  void deliversTheBeginningOfALargeMessageAndTellsItsSize() throws IOException {
    String large = "Subject: x\n\n" + "a".repeat(MailSource.RAW_BYTES_MAX);
    Path mbox = write("mbox", FROM_LINE + large + "\n\n" + FROM_LINE + "A: 2\n\n");

    for (MailMessage message : List.of(read(write("large.eml", large)).getFirst(), readInput(large).getFirst())) {
      assertThat(message.raw().remaining()).isEqualTo(MailSource.RAW_BYTES_MAX);
      assertThat(message.sizeBytes()).isEqualTo(large.length());
      assertThat(message.toInbound("id", "t", Instant.EPOCH, "cli").getSizeBytes()).isEqualTo(large.length());
    }
    assertThat(read(mbox)).extracting(MailMessage::sizeBytes).containsExactly(large.length() + 1L, 5L);
  }

  @Test
  void saysNothingOfTheSizeWhereAllIsThere() throws IOException {
    MailMessage message = read(write("x.eml", "Subject: x\n\ny")).getFirst();

    assertThat(message.toInbound("id", "t", Instant.EPOCH, "cli").getSizeBytes()).isEqualTo(-1);
  }

  @Test
  void namesAPathThatDoesNotExist() {
    List<Path> paths = List.of(folder.resolve("nowhere"));

    assertThatThrownBy(() -> MailSource.of(paths, InputStream.nullInputStream()))
        .isInstanceOf(CommandFailedException.class)
        .hasMessage("No such file or folder: " + paths.getFirst() + ".");
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text, StandardCharsets.ISO_8859_1);
  }

  private static List<MailMessage> read(Path path) {
    List<MailMessage> messages = new ArrayList<>();
    MailSource.of(List.of(path), InputStream.nullInputStream()).forEach(messages::add);
    return messages;
  }

  private static List<MailMessage> readInput(String text) {
    List<MailMessage> messages = new ArrayList<>();
    InputStream input = new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    MailSource.of(List.of(Path.of("-")), input).forEach(messages::add);
    return messages;
  }

  private static String text(MailMessage message) {
    return StandardCharsets.ISO_8859_1.decode(message.raw().duplicate()).toString();
  }
}

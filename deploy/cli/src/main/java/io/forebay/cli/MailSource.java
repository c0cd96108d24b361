package io.forebay.cli;

import io.forebay.mailfiles.MailFiles;
import io.forebay.mailfiles.MboxMessage;
import io.forebay.mailfiles.MboxReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Mail from where people have it: {@code .eml} files, mbox files, Maildirs, folders of messages, standard input.
 *
 * <p>A file is an mbox if it begins with a From_ line and is not named {@code .eml}. Of a folder every file counts, whatever its name,
 * at any depth, except hidden ones and links; of a Maildir only {@code cur} and {@code new}, and its sub-folders though their names begin with a dot.
 * The order is the same each time: paths as given, files of a folder by name. No more than one message is held in memory.
 */
final class MailSource {
  /** Of a longer message only the beginning is delivered, 900 KiB: what fits a record. */
  static final int RAW_BYTES_MAX = MailFiles.RAW_BYTES_MAX;

  private static final Path STANDARD_INPUT = Path.of("-");

  private final List<Path> files;
  private final InputStream standardInput;

  private MailSource(List<Path> files, InputStream standardInput) {
    this.files = files;
    this.standardInput = standardInput;
  }

  /**
   * Looks what there is.
   *
   * @param paths files, folders, or {@code -} for standard input
   * @param standardInput read only where asked for; not closed
   * @throws CommandFailedException if a path does not exist or a folder cannot be listed
   */
  static MailSource of(List<Path> paths, InputStream standardInput) {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (path.equals(STANDARD_INPUT)) {
        files.add(path);
      } else if (Files.exists(path)) {
        files.addAll(below(path));
      } else {
        throw new CommandFailedException("No such file or folder: " + path + ".");
      }
    }
    return new MailSource(List.copyOf(files), standardInput);
  }

  /** Files that messages are read from, in their order; there are as many messages unless some are mboxes. */
  List<Path> files() {
    return files;
  }

  /**
   * Hands over each message in turn.
   *
   * @throws CommandFailedException if a file cannot be read
   */
  void forEach(Consumer<MailMessage> sink) {
    for (Path file : files) {
      try {
        if (file.equals(STANDARD_INPUT)) {
          read(new BufferedInputStream(standardInput), "standard input", true, sink);
        } else {
          try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
            read(stream, file.toString(), !MailFiles.isEml(file), sink);
          }
        }
      } catch (IOException e) {
        throw new CommandFailedException("Cannot read " + file + ": " + e.getMessage() + ".", e);
      }
    }
  }

  private static List<Path> below(Path path) {
    try {
      return MailFiles.below(path);
    } catch (IOException e) {
      throw new CommandFailedException("Cannot list the folder " + path + ": " + e.getMessage() + ".", e);
    }
  }

  private static void read(InputStream stream, String name, boolean mayBeMbox, Consumer<MailMessage> sink) throws IOException {
    if (mayBeMbox && MboxReader.isMbox(stream)) {
      var mbox = new MboxReader(stream, 0, RAW_BYTES_MAX);
      int count = 0;
      for (MboxMessage message = mbox.next(); message != null; message = mbox.next()) {
        count++;
        sink.accept(new MailMessage(name + "#" + count, message.raw(), message.bytes()));
      }
      return;
    }
    byte[] raw = stream.readNBytes(RAW_BYTES_MAX);
    sink.accept(new MailMessage(name, ByteBuffer.wrap(raw), raw.length + stream.transferTo(java.io.OutputStream.nullOutputStream())));
  }
}

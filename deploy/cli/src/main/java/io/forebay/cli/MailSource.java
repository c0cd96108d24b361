package io.forebay.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Mail from where people have it: {@code .eml} files, mbox files, Maildirs, folders of messages, standard input.
 *
 * <p>A file is an mbox if it begins with a From_ line and is not named {@code .eml}. Of a folder every file counts, whatever its name,
 * at any depth, except hidden ones; of a Maildir only {@code cur} and {@code new}, and its sub-folders though their names begin with a dot.
 * The order is the same each time: paths as given, files of a folder by name. No more than one message is held in memory.
 */
final class MailSource {
  /** Of a longer message only the beginning is delivered, 900 KiB: what fits a record. */
  static final int RAW_BYTES_MAX = 900 * 1024;

  private static final Path STANDARD_INPUT = Path.of("-");
  private static final Set<String> MAILDIR_FOLDERS = Set.of("cur", "new", "tmp");

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
        addFiles(path, files);
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
            read(stream, file.toString(), !isNamedEml(file), sink);
          }
        }
      } catch (IOException e) {
        throw new CommandFailedException("Cannot read " + file + ": " + e.getMessage() + ".", e);
      }
    }
  }

  private static void addFiles(Path path, List<Path> files) {
    if (!Files.isDirectory(path)) {
      files.add(path);
      return;
    }
    for (Path entry : sorted(path)) {
      addFiles(entry, files);
    }
  }

  private static List<Path> sorted(Path folder) {
    try (Stream<Path> listed = Files.list(folder)) {
      List<Path> entries = listed.sorted().toList();
      boolean maildir = entries.stream().filter(entry -> MAILDIR_FOLDERS.contains(nameOf(entry))).count() == MAILDIR_FOLDERS.size();
      return entries.stream().filter(entry -> maildir ? isOfMaildir(entry) : isOfFolder(entry)).toList();
    } catch (IOException e) {
      throw new CommandFailedException("Cannot list the folder " + folder + ": " + e.getMessage() + ".", e);
    }
  }

  private static boolean isOfFolder(Path entry) {
    return !nameOf(entry).startsWith(".") && (Files.isRegularFile(entry) || (Files.isDirectory(entry) && !Files.isSymbolicLink(entry)));
  }

  private static boolean isOfMaildir(Path entry) {
    return Files.isDirectory(entry) && !Files.isSymbolicLink(entry) && !nameOf(entry).equals("tmp");
  }

  private static boolean isNamedEml(Path file) {
    return nameOf(file).toLowerCase(Locale.ROOT).endsWith(".eml");
  }

  private static String nameOf(Path path) {
    return path.getFileName() == null ? "" : path.getFileName().toString();
  }

  private static void read(InputStream stream, String name, boolean mayBeMbox, Consumer<MailMessage> sink) throws IOException {
    if (mayBeMbox && MboxReader.isMbox(stream)) {
      new MboxReader(stream, name).forEach(sink);
      return;
    }
    byte[] raw = stream.readNBytes(RAW_BYTES_MAX);
    sink.accept(new MailMessage(name, ByteBuffer.wrap(raw), raw.length + stream.transferTo(java.io.OutputStream.nullOutputStream())));
  }
}

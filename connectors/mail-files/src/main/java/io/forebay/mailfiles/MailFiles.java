package io.forebay.mailfiles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Finds files that hold mail. Below the path that is given no link is followed and nothing hidden is taken; the order is by name. */
public final class MailFiles {
  /** Of a longer message only the beginning is in a record, 900 KiB. */
  public static final int RAW_BYTES_MAX = 900 * 1024;

  private static final int DEPTH_MAX = 32;
  private static final Set<String> MAILDIR_FOLDERS = Set.of("cur", "new", "tmp");
  private static final List<String> MAILDIR_MAIL = List.of("cur", "new");

  private MailFiles() {}

  /** Told of a folder that is there and cannot be listed. */
  @FunctionalInterface
  public interface Unlisted {
    void at(Path folder, IOException why) throws IOException;
  }

  /**
   * All that may be mail: the file itself, or the files of a folder at any depth, whatever their names; of a Maildir only those in {@code cur} and {@code new},
   * and its sub-folders though their names begin with a dot.
   */
  public static List<Path> below(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    List<Path> files = new ArrayList<>();
    addFiles(path, 1, true, MailFiles::refuse, files);
    return files;
  }

  /**
   * The {@code .eml} files of a folder at any depth.
   *
   * @param unlisted told of the folders below that are left out
   * @throws IOException if the folder itself cannot be listed
   */
  public static List<Path> emls(Path folder, Unlisted unlisted) throws IOException {
    List<Path> files = new ArrayList<>();
    addFiles(folder, 1, false, unlisted, files);
    files.removeIf(file -> !isEml(file));
    return files;
  }

  /**
   * The messages of a Maildir without its sub-folders, those that were seen first.
   *
   * @throws IOException if its {@code cur} or {@code new} is no folder that can be listed
   */
  public static List<Path> maildir(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String name : MAILDIR_MAIL) {
      Path messages = folder.resolve(name);
      if (Files.isSymbolicLink(messages)) {
        throw new NotDirectoryException(messages.toString());
      }
      sorted(messages).stream().filter(file -> isFile(file) && !isHidden(file)).forEach(files::add);
    }
    return files;
  }

  /** A Maildir's name of a message without its flags, which change. */
  public static String maildirName(Path file) {
    return nameOf(file).split(":", 2)[0];
  }

  public static boolean isEml(Path file) {
    return nameOf(file).toLowerCase(Locale.ROOT).endsWith(".eml");
  }

  private static void addFiles(Path folder, int depth, boolean maildirs, Unlisted unlisted, List<Path> files) throws IOException {
    List<Path> entries = sorted(folder);
    boolean maildir = maildirs && entries.stream().filter(entry -> MAILDIR_FOLDERS.contains(nameOf(entry))).count() == MAILDIR_FOLDERS.size();
    for (Path entry : entries) {
      if (isFolder(entry)) {
        if (depth < DEPTH_MAX && (maildir ? !nameOf(entry).equals("tmp") : !isHidden(entry))) {
          addBelow(entry, depth + 1, maildirs, unlisted, files);
        }
      } else if (!maildir && isFile(entry) && !isHidden(entry)) {
        files.add(entry);
      }
    }
  }

  private static void addBelow(Path folder, int depth, boolean maildirs, Unlisted unlisted, List<Path> files) throws IOException {
    try {
      addFiles(folder, depth, maildirs, unlisted, files);
    } catch (IOException e) {
      unlisted.at(folder, e);
    }
  }

  private static void refuse(Path folder, IOException why) throws IOException {
    throw why;
  }

  private static List<Path> sorted(Path folder) throws IOException {
    try (Stream<Path> listed = Files.list(folder)) {
      return listed.sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean isFile(Path entry) {
    return Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isFolder(Path entry) {
    return Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isHidden(Path entry) {
    return nameOf(entry).startsWith(".");
  }

  private static String nameOf(Path path) {
    return path.getFileName() == null ? "" : path.getFileName().toString();
  }
}

package io.forebay.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The text files below a folder, to be read and nothing else.
 *
 * <p>What lies outside is not there, whatever path or link leads to it, and neither is what begins with a dot, nor what is no regular file. The same words
 * for all of it: who asks learns nothing about the rest of the machine.
 */
final class FileFolder {
  static final int FILE_BYTES_MAX = 256 << 10;
  static final int LISTED_MAX = 1_000;

  private final Path root;

  /**
   * Shows a folder.
   *
   * @throws IOException if there is no such folder
   */
  FileFolder(Path root) throws IOException {
    this.root = root.toRealPath();
    if (!Files.isDirectory(this.root)) {
      throw new IOException(root + " is no folder");
    }
  }

  /** Why something cannot be shown, in a sentence for whoever asked. */
  static final class NotShownException extends Exception {
    private static final long serialVersionUID = 1L;

    private NotShownException(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * What is in a folder, as paths that {@link #read} takes, sorted; folders end in a slash. At most {@value #LISTED_MAX}.
   *
   * @param folder empty: the top one
   */
  List<String> list(String folder) throws NotShownException, IOException {
    Path real = find(folder).filter(Files::isDirectory).orElseThrow(() -> new NotShownException("There is no folder " + Foreign.shorten(folder, 200) + "."));
    List<String> listed = new ArrayList<>();
    try (Stream<Path> entries = Files.list(real)) {
      for (Path entry : (Iterable<Path>) entries.sorted().limit(LISTED_MAX)::iterator) {
        String path = root.relativize(entry).toString();
        find(path).ifPresent(shown -> listed.add(Files.isDirectory(shown) ? path + "/" : path));
      }
    }
    return listed;
  }

  /** The text of a file, at most {@value #FILE_BYTES_MAX} bytes of UTF-8. */
  String read(String file) throws NotShownException, IOException {
    String name = Foreign.shorten(file, 200);
    Path real = find(file).filter(Files::isRegularFile).orElseThrow(() -> new NotShownException("There is no file " + name + "."));
    byte[] bytes;
    try (InputStream stream = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
      bytes = stream.readNBytes(FILE_BYTES_MAX + 1);
    }
    if (bytes.length > FILE_BYTES_MAX) {
      throw new NotShownException(name + " has more than " + FILE_BYTES_MAX + " bytes.");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      throw new NotShownException(name + " is no text in UTF-8.");
    }
  }

  /** Where a path really leads; empty where it leads to nothing that is shown. */
  private Optional<Path> find(String path) throws IOException {
    try {
      Path wanted = root.resolve(path).normalize();
      if (!wanted.startsWith(root) || !Files.exists(wanted)) {
        return Optional.empty();
      }
      Path real = wanted.toRealPath();
      boolean isShown = real.startsWith(root) && !isHidden(root.relativize(real)) && (Files.isDirectory(real) || Files.isRegularFile(real));
      return isShown ? Optional.of(real) : Optional.empty();
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  private static boolean isHidden(Path relative) {
    for (Path name : relative) {
      if (name.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }
}

package io.forebay.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** What is in a folder, file by file, to compare before and after. */
record FolderContents(Map<String, String> files) {
  static FolderContents of(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(folder)) {
      tree.forEach(path -> files.put(folder.relativize(path).toString(), Files.isDirectory(path) ? "folder" : fingerprint(path)));
    }
    return new FolderContents(files);
  }

  /** Makes a folder equal to another one. */
  static void copy(Path from, Path to) throws IOException {
    DataDirectory.deleteTree(to);
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path path : tree.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  private static String fingerprint(Path file) {
    try {
      CRC32C crc = new CRC32C();
      crc.update(Files.readAllBytes(file));
      return "%d bytes, CRC %08x".formatted(Files.size(file), crc.getValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

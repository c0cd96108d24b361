package io.forebay.connect.screens;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pictures and their sidecars below one folder: {@code a/b.png} belongs to {@code a/b.json}.
 *
 * <p>Links are never followed, hidden files and folders are passed over, and folders that may not be read. Files that were written within the last second may still be written and are left for the
 * next look.
 */
final class ScreenFolder {
  static final int FILES_MAX = 200_000;

  private static final Logger LOG = LoggerFactory.getLogger(ScreenFolder.class);
  private static final int TOLD_MAX = 100;
  private static final int DEPTH_MAX = 10;
  private static final Duration SETTLED = Duration.ofSeconds(1);
  private static final Duration CLOCKS_APART_MAX = Duration.ofMinutes(10);

  private final Path root;
  private final Set<Path> told = new HashSet<>();

  /**
   * @throws IOException if it is not there
   */
  ScreenFolder(Path root) throws IOException {
    this.root = root.toRealPath();
  }

  /**
   * Looks through all files, whether they were read or not.
   *
   * @param now by which files are settled
   * @param waitMax how old a file without its other half may be before it is told
   */
  ScreenPlace.Look look(Instant now, Duration waitMax) throws IOException {
    Walk walk = new Walk();
    Files.walkFileTree(root, EnumSet.noneOf(FileVisitOption.class), DEPTH_MAX, walk);
    List<Screenshot> ready = new ArrayList<>();
    List<String> alone = new ArrayList<>();
    for (Screenshot.Half half : walk.found.values()) {
      if (half.isWhole()) {
        if (isSettled(half.changed(), now)) {
          ready.add(half.whole());
        }
      } else if (half.changed().isBefore(now.minus(waitMax))) {
        alone.add(half.alone());
      }
    }
    ready.sort(Screenshot.ORDER);
    return new ScreenPlace.Look(ready, alone);
  }

  /** A clock that goes a little before ours is that of a file server; a date far ahead is no reason to wait. */
  private static boolean isSettled(Instant changed, Instant now) {
    return !changed.isAfter(now.minus(SETTLED)) || changed.isAfter(now.plus(CLOCKS_APART_MAX));
  }

  /**
   * Reads a file whole.
   *
   * @throws NoSuchFileException if it is gone, or a link leads to it by now
   * @throws BadObservationException if it is larger, or may not be read
   */
  byte[] read(String name, int bytesMax) throws IOException, BadObservationException {
    Path file = path(name);
    if (!file.getParent().toRealPath().equals(file.getParent())) {
      throw new NoSuchFileException(file.toString());
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] content = in.readNBytes(bytesMax + 1);
      if (content.length > bytesMax) {
        throw BadObservationException.tooLarge(name, bytesMax);
      }
      return content;
    } catch (AccessDeniedException e) {
      throw new BadObservationException(name + " may not be read by this user", e);
    }
  }

  /** Deletes the files of a screenshot, the sidecar last; those that were written since stay. */
  void delete(Screenshot screenshot) throws IOException {
    List<Path> files = new ArrayList<>();
    screenshot.pictures().forEach(picture -> files.add(path(picture.name())));
    files.add(path(screenshot.sidecar().name()));
    for (Path file : files) {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant().isAfter(screenshot.changed())) {
        return;
      }
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }

  /** The file of a name that a look has told. */
  Path path(String name) {
    return root.resolve(name);
  }

  private final class Walk extends SimpleFileVisitor<Path> {
    private final Map<String, Screenshot.Half> found = new TreeMap<>();
    private int files;

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return !folder.equals(root) && folder.getFileName().toString().startsWith(".") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
      String name = root.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
      if (attributes.isRegularFile() && StoredFile.isOurs(name)) {
        if (++files > FILES_MAX) {
          throw new IOException("it has more than %,d pictures and sidecars; move old ones away".formatted(FILES_MAX));
        }
        var file = new StoredFile(name, "");
        found.computeIfAbsent(file.stem(), Screenshot.Half::new).add(file, attributes.lastModifiedTime().toInstant());
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (file.equals(root)) {
        throw e;
      }
      if (e instanceof AccessDeniedException) {
        if (told.size() < TOLD_MAX && told.add(file)) {
          LOG.warn("{} may not be read by this user and is passed over", file);
        }
        return FileVisitResult.CONTINUE;
      }
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE; // gone since it was listed
      }
      throw e;
    }
  }
}

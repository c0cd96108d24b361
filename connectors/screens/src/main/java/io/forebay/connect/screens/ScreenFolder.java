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
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Pictures and their sidecars below one folder: {@code a/b.png} belongs to {@code a/b.json}.
 *
 * <p>Links are never followed, hidden files and folders are passed over. Files that were written within the last second may still be written and are left for the
 * next look.
 */
final class ScreenFolder {
  static final int FILES_MAX = 200_000;

  private static final int DEPTH_MAX = 10;
  private static final Duration SETTLED = Duration.ofSeconds(1);
  private static final Duration CLOCKS_APART_MAX = Duration.ofMinutes(10);
  private static final Set<String> PICTURES = Set.of("png", "jpg", "jpeg", "webp");

  private final Path root;

  /**
   * @throws IOException if it is not there
   */
  ScreenFolder(Path root) throws IOException {
    this.root = root.toRealPath();
  }

  /**
   * What there is now.
   *
   * @param ready in the order in which they were written
   * @param alone names of files that have waited for the other half
   */
  record Look(List<Screenshot> ready, List<String> alone) {}

  /**
   * Looks through all files.
   *
   * @param now by which files are settled
   * @param waitMax how old a file without its other half may be before it is told
   */
  Look look(Instant now, Duration waitMax) throws IOException {
    Walk walk = new Walk();
    Files.walkFileTree(root, EnumSet.noneOf(FileVisitOption.class), DEPTH_MAX, walk);
    List<Screenshot> ready = new ArrayList<>();
    List<String> alone = new ArrayList<>();
    walk.found.forEach((stem, half) -> {
      if (half.sidecar != null && !half.pictures.isEmpty()) {
        if (isSettled(half.changed, now)) {
          ready.add(new Screenshot(stem + ".json", half.sidecar, List.copyOf(half.pictures), half.changed));
        }
      } else if (half.changed.isBefore(now.minus(waitMax))) {
        alone.add(half.sidecar == null ? name(half.pictures.getFirst()) : name(half.sidecar));
      }
    });
    ready.sort(Comparator.comparing(Screenshot::changed).thenComparing(Screenshot::name));
    return new Look(ready, alone);
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
  byte[] read(Path file, int bytesMax) throws IOException, BadObservationException {
    if (!file.getParent().toRealPath().equals(file.getParent())) {
      throw new NoSuchFileException(file.toString());
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] content = in.readNBytes(bytesMax + 1);
      if (content.length > bytesMax) {
        throw new BadObservationException("%s has more than %,d bytes".formatted(name(file), bytesMax));
      }
      return content;
    } catch (AccessDeniedException e) {
      throw new BadObservationException(name(file) + " may not be read by this user", e);
    }
  }

  /** Deletes the files of a screenshot, the sidecar last; those that were written since stay. */
  void delete(Screenshot screenshot) throws IOException {
    List<Path> files = new ArrayList<>(screenshot.pictures());
    files.add(screenshot.sidecar());
    for (Path file : files) {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant().isAfter(screenshot.changed())) {
        return;
      }
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }

  /** A file's path below the folder, with slashes. */
  String name(Path file) {
    return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
  }

  private static final class Half {
    private Path sidecar;
    private final List<Path> pictures = new ArrayList<>(1);
    private Instant changed = Instant.MIN;
  }

  private final class Walk extends SimpleFileVisitor<Path> {
    private final Map<String, Half> found = new TreeMap<>();
    private int files;

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return !folder.equals(root) && isHidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      String name = name(file);
      int dot = name.lastIndexOf('.');
      if (!attributes.isRegularFile() || isHidden(file) || dot <= name.lastIndexOf('/')) {
        return FileVisitResult.CONTINUE;
      }
      String kind = name.substring(dot + 1).toLowerCase(Locale.ROOT);
      boolean sidecar = kind.equals("json");
      if (sidecar || PICTURES.contains(kind)) {
        if (++files > FILES_MAX) {
          throw new IOException("it has more than %,d pictures and sidecars; move old ones away".formatted(FILES_MAX));
        }
        Half half = found.computeIfAbsent(name.substring(0, dot), stem -> new Half());
        Instant changed = attributes.lastModifiedTime().toInstant();
        half.changed = changed.isAfter(half.changed) ? changed : half.changed;
        if (sidecar) {
          half.sidecar = file;
        } else {
          half.pictures.add(file);
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException && !file.equals(root)) {
        return FileVisitResult.CONTINUE; // gone since it was listed
      }
      throw e;
    }

    private static boolean isHidden(Path path) {
      return path.getFileName().toString().startsWith(".");
    }
  }
}

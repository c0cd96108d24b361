package io.forebay.blobs;

import io.forebay.schemas.BlobRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A blob store of files below one directory, which all runners see under the same path.
 *
 * <p>{@code <root>/<tenant>/<first two digits of the SHA-256>/<SHA-256>}. A file appears complete or not at all, and is on disk before its
 * reference is handed out. What a crash leaves behind is in {@code <root>/.incoming}, where anything that is not being written can be deleted. Nothing else is
 * ever deleted here.
 *
 * <p>References are foreign input: the path is made from the tenant and the hash, and the reference's own URI is only compared with it.
 */
public final class FileBlobStore implements BlobStore {
  private static final Pattern TENANT = Pattern.compile("[a-z0-9_-][a-z0-9._-]{0,63}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final int MEDIA_TYPE_LENGTH_MAX = 255;
  private static final int FOLDER_DIGITS = 2;
  private static final String INCOMING = ".incoming";

  private final Path root;
  private final Path incoming;

  /**
   * Opens it, and makes its directory where there is none.
   *
   * @param root may be relative; references name it absolutely
   */
  public FileBlobStore(Path root) throws IOException {
    this.root = Files.createDirectories(root.toAbsolutePath().normalize()).toRealPath();
    this.incoming = Files.createDirectories(this.root.resolve(INCOMING));
  }

  @Override
  public BlobRef put(String tenant, byte[] content, String mediaType) throws IOException {
    if (content.length > BYTES_MAX) {
      throw new IOException("a blob has at most " + BYTES_MAX + " bytes, got " + content.length);
    }
    if (mediaType.isEmpty() || mediaType.length() > MEDIA_TYPE_LENGTH_MAX) {
      throw new IOException("a media type has 1 to " + MEDIA_TYPE_LENGTH_MAX + " characters, got " + mediaType.length());
    }
    String sha256 = sha256(content);
    Path file = file(tenant, sha256);
    if (!isKept(file, content.length)) {
      keep(file, content);
    }
    return new BlobRef(file.toUri().toString(), sha256, (long) content.length, mediaType);
  }

  @Override
  public byte[] get(String tenant, BlobRef reference) throws IOException {
    Path file = file(tenant, reference.getSha256());
    if (!file.toUri().toString().equals(reference.getUri())) {
      throw new IOException("the reference is not one of tenant " + tenant + " to this blob store");
    }
    if (reference.getBytes() < 0 || reference.getBytes() > BYTES_MAX) {
      throw new IOException("a blob has 0 to " + BYTES_MAX + " bytes, the reference says " + reference.getBytes());
    }
    byte[] content = read(file, Math.toIntExact(reference.getBytes()));
    if (content.length != reference.getBytes() || !sha256(content).equals(reference.getSha256())) {
      throw new IOException("the blob " + reference.getSha256() + " of tenant " + tenant + " is not what was kept: its file was changed");
    }
    return content;
  }

  private Path file(String tenant, String sha256) throws IOException {
    if (!TENANT.matcher(tenant).matches()) {
      throw new IOException("a tenant has 1 to 64 lower-case letters, digits, dots, hyphens and underscores, the first no dot");
    }
    if (!SHA256.matcher(sha256).matches()) {
      throw new IOException("a SHA-256 has 64 lower-case hexadecimal digits");
    }
    return root.resolve(tenant, sha256.substring(0, FOLDER_DIGITS), sha256);
  }

  /** By its size alone: a file that is shorter than its content is what a broken disk leaves behind, and is written again. */
  private static boolean isKept(Path file, int bytes) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == bytes;
  }

  private void keep(Path file, byte[] content) throws IOException {
    Path folder = file.getParent();
    boolean isNewFolder = Files.notExists(folder);
    Files.createDirectories(folder);
    // Not by createTempFile: only its writer could read that, and blobs are read by others.
    Path written = incoming.resolve(UUID.randomUUID().toString());
    try {
      try (FileChannel channel = FileChannel.open(written, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException("the blob store " + root + " must be one file system", e);
    } finally {
      Files.deleteIfExists(written);
    }
    forceNames(folder, isNewFolder ? root : folder);
  }

  /** The names on the way to a new file are on disk too, where the operating system lets a directory be opened (not on Windows). */
  private static void forceNames(Path folder, Path top) throws IOException {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    for (Path directory = folder; directory.startsWith(top); directory = directory.getParent()) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static byte[] read(Path file, int bytesMax) throws IOException {
    try (InputStream in = Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      return in.readNBytes(bytesMax + 1);
    } catch (NoSuchFileException e) {
      throw new IOException("there is no blob " + file.getFileName() + " of this tenant", e);
    }
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

package io.forebay.runners;

import io.forebay.schemas.BlobRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Keeps blobs in a folder, as {@code <tenant>/<first two digits>/<SHA-256>}; several processes may share it.
 *
 * <p>A blob is written beside its place and moved there, so that no reader sees half of one.
 */
final class FileBlobStore implements BlobStore {
  private static final String SCHEME = "blob:";
  private static final Pattern TENANT = Pattern.compile("[a-z0-9_-][a-z0-9._-]{0,63}");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private final Path folder;

  FileBlobStore(Path folder) {
    this.folder = folder;
  }

  @Override
  public BlobRef put(String tenant, byte[] content, String mediaType) throws IOException {
    if (content.length > BYTES_MAX) {
      throw new IOException("a blob holds at most " + BYTES_MAX + " bytes, got " + content.length);
    }
    String digest = sha256(content);
    Path file = file(tenant, digest);
    if (!Files.exists(file)) {
      Files.createDirectories(file.getParent());
      Path fresh = Files.createTempFile(file.getParent(), digest, ".new");
      try {
        Files.write(fresh, content);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(fresh);
      }
    }
    return new BlobRef(SCHEME + tenant + "/" + digest, digest, (long) content.length, mediaType);
  }

  @Override
  public byte[] get(String tenant, BlobRef reference) throws IOException {
    String digest = reference.getSha256();
    if (!DIGEST.matcher(digest).matches() || !reference.getUri().equals(SCHEME + tenant + "/" + digest)) {
      throw new IOException("there is no blob " + reference.getUri() + " of tenant " + tenant);
    }
    Path file = file(tenant, digest);
    if (!Files.exists(file)) {
      throw new IOException("there is no blob " + reference.getUri() + " in " + folder);
    }
    if (Files.size(file) != reference.getBytes() || Files.size(file) > BYTES_MAX) {
      throw new IOException("blob " + reference.getUri() + " was changed: it has another size");
    }
    byte[] content = Files.readAllBytes(file);
    if (!sha256(content).equals(digest)) {
      throw new IOException("blob " + reference.getUri() + " was changed: it has another content");
    }
    return content;
  }

  private Path file(String tenant, String digest) throws IOException {
    if (!TENANT.matcher(tenant).matches()) {
      throw new IOException("a tenant is lower-case letters, digits, dots, hyphens and underscores, and does not begin with a dot");
    }
    return folder.resolve(tenant).resolve(digest.substring(0, 2)).resolve(digest);
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

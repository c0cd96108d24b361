package io.forebay.mcp;

import io.forebay.blobs.BlobStore;
import io.forebay.schemas.BlobRef;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A blob store that forgets. */
final class MemoryBlobs implements BlobStore {
  private final Map<String, byte[]> contents = new ConcurrentHashMap<>();

  @Override
  public BlobRef put(String tenant, byte[] content, String mediaType) {
    String digest = sha256(content);
    String uri = "memory:" + tenant + "/" + digest;
    contents.put(uri, content);
    return new BlobRef(uri, digest, (long) content.length, mediaType);
  }

  @Override
  public byte[] get(String tenant, BlobRef reference) throws IOException {
    return get(reference.getUri());
  }

  byte[] get(String uri) throws IOException {
    if (!contents.containsKey(uri)) {
      throw new IOException("there is no " + uri);
    }
    return contents.get(uri);
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

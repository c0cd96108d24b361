package io.forebay.llm;

import io.forebay.blobs.BlobStore;
import io.forebay.schemas.BlobRef;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Blobs in memory, by tenant and content. */
final class FakeBlobs implements BlobStore {
  private final Map<String, byte[]> contents = new LinkedHashMap<>();
  private boolean broken;

  @Override
  public synchronized BlobRef put(String tenant, byte[] content, String mediaType) throws IOException {
    if (broken) {
      throw new IOException("disk full");
    }
    String hash = sha256(content);
    contents.put(tenant + "/" + hash, content.clone());
    return new BlobRef("memory:" + hash, hash, (long) content.length, mediaType);
  }

  @Override
  public synchronized byte[] get(String tenant, BlobRef reference) throws IOException {
    byte[] content = contents.get(tenant + "/" + reference.getSha256());
    if (broken || content == null) {
      throw new IOException("no such blob");
    }
    return content.clone();
  }

  synchronized long bytes() {
    return contents.values().stream().mapToLong(content -> content.length).sum();
  }

  synchronized int count() {
    return contents.size();
  }

  synchronized void breakDown() {
    broken = true;
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

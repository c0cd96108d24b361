package io.forebay.blobs;

import io.forebay.schemas.BlobRef;
import java.io.IOException;

/** Keeps what is too large for a record, by content: the same bytes are kept once. */
public interface BlobStore {
  /**
   * Keeps content of at most {@link #BYTES_MAX}.
   *
   * @param tenant whose it is; no tenant can read another's
   * @param mediaType RFC 6838, for example {@code application/json}
   */
  BlobRef put(String tenant, byte[] content, String mediaType) throws IOException;

  /**
   * Reads content back and checks that it is what the reference says.
   *
   * @throws IOException if there is none, it is another tenant's, or it was changed
   */
  byte[] get(String tenant, BlobRef reference) throws IOException;

  /** Largest content in bytes. */
  int BYTES_MAX = 64 << 20;
}

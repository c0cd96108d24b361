package io.forebay.llm;

import io.forebay.schemas.BlobRef;
import java.util.Objects;

/** A {@link BlobRef} as it is written in JSON. */
record BlobPointer(String uri, String sha256, long bytes, String mediaType) {
  BlobPointer {
    Objects.requireNonNull(uri, "uri");
    Objects.requireNonNull(sha256, "sha256");
    Objects.requireNonNull(mediaType, "mediaType");
  }

  static BlobPointer to(BlobRef reference) {
    return new BlobPointer(reference.getUri(), reference.getSha256(), reference.getBytes(), reference.getMediaType());
  }

  BlobRef reference() {
    return new BlobRef(uri, sha256, bytes, mediaType);
  }
}

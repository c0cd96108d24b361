package io.forebay.llm;

import io.forebay.blobs.BlobStore;
import io.forebay.runners.ActionFailedException;
import java.io.IOException;

/** The blob store as one tenant's action sees it; its failures are worth another attempt. */
record TenantBlobs(BlobStore store, String tenant) {
  byte[] get(BlobPointer blob) throws ActionFailedException, InterruptedException {
    try {
      return store.get(tenant, blob.reference());
    } catch (IOException e) {
      throw unavailable("The blob " + blob.sha256() + " cannot be read", e);
    }
  }

  BlobPointer put(byte[] content, String mediaType) throws ActionFailedException, InterruptedException {
    try {
      return BlobPointer.to(store.put(tenant, content, mediaType));
    } catch (IOException e) {
      throw unavailable(content.length + " bytes cannot be kept", e);
    }
  }

  private static ActionFailedException unavailable(String what, IOException e) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted at the blob store");
    }
    return ActionFailedException.retryable("BLOB_UNAVAILABLE", what + ": the blob store failed (" + e.getClass().getSimpleName() + ").").causedBy(e);
  }
}

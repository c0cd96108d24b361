package io.forebay.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.forebay.schemas.BlobRef;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileBlobStoreTest {
  private static final byte[] CONTENT = "what is too large for a record".getBytes(StandardCharsets.UTF_8);
  private static final String SHA256 = "3b7c5f8c2e3a47d6bb8f1c2f5d1e07f2fb2f2f6a0f6e2f8c1b5a4d3c2b1a0f9e";

  @TempDir Path folder;
  private FileBlobStore store;

  @BeforeEach
  void open() throws IOException {
    store = new FileBlobStore(folder.resolve("blobs"));
  }

  @Test
  void readsBackWhatWasPut() throws IOException {
    BlobRef reference = store.put("acme", CONTENT, "text/plain");

    assertThat(store.get("acme", reference)).isEqualTo(CONTENT);
    assertThat(reference.getBytes()).isEqualTo(CONTENT.length);
    assertThat(reference.getMediaType()).isEqualTo("text/plain");
    assertThat(reference.getSha256()).hasSize(64);
    assertThat(reference.getUri()).startsWith("file:///").endsWith("/acme/" + reference.getSha256().substring(0, 2) + "/" + reference.getSha256());
  }

  @Test
  void keepsAnEmptyBlob() throws IOException {
    BlobRef reference = store.put("acme", new byte[0], "text/plain");

    assertThat(store.get("acme", reference)).isEmpty();
  }

  @Test
  void anotherStoreOverTheSameDirectoryReadsIt() throws IOException {
    BlobRef reference = store.put("acme", CONTENT, "text/plain");

    assertThat(new FileBlobStore(folder.resolve("blobs")).get("acme", reference)).isEqualTo(CONTENT);
  }

  @Test
  void keepsTheSameContentOnceAndLeavesNothingBeside() throws IOException {
    BlobRef first = store.put("acme", CONTENT, "text/plain");
    BlobRef second = store.put("acme", CONTENT, "application/json");

    assertThat(second.getUri()).isEqualTo(first.getUri());
    assertThat(files()).containsExactly(Path.of(URI.create(first.getUri())));
  }

  @Test
  void givesABlobThePermissionsOfAnyNewFile() throws IOException {
    Path blob = Path.of(URI.create(store.put("acme", CONTENT, "text/plain").getUri()));

    assertThat(Files.getPosixFilePermissions(blob)).isEqualTo(Files.getPosixFilePermissions(Files.createFile(folder.resolve("any"))));
  }

  @Test
  void manyWritersOfTheSameContentAgree() throws Exception {
    try (ExecutorService writers = Executors.newFixedThreadPool(8)) {
      Callable<BlobRef> write = () -> store.put("acme", CONTENT, "text/plain");
      List<BlobRef> references = new ArrayList<>();
      for (Future<BlobRef> written : writers.invokeAll(Collections.nCopies(64, write))) {
        references.add(written.get());
      }
      assertThat(references).containsOnly(references.getFirst());
      assertThat(store.get("acme", references.getFirst())).isEqualTo(CONTENT);
      assertThat(files()).hasSize(1);
    }
  }

  @Test
  void keepsTenantsApart() throws IOException {
    BlobRef reference = store.put("acme", CONTENT, "text/plain");
    BlobRef own = store.put("other", CONTENT, "text/plain");

    assertThat(own.getUri()).isNotEqualTo(reference.getUri());
    assertThatIOException().isThrownBy(() -> store.get("other", reference)).withMessageContaining("not one of tenant other");
  }

  @Test
  void saysThatTheFileWasChanged() throws IOException {
    BlobRef reference = store.put("acme", CONTENT, "text/plain");
    byte[] changed = CONTENT.clone();
    changed[0]++;
    Files.write(Path.of(URI.create(reference.getUri())), changed);

    assertThatIOException().isThrownBy(() -> store.get("acme", reference)).withMessageContaining("was changed");
  }

  @Test
  void refusesAFileThatIsLongerThanItsReference() throws IOException {
    BlobRef reference = store.put("acme", CONTENT, "text/plain");
    Files.write(Path.of(URI.create(reference.getUri())), new byte[CONTENT.length + 1]);

    assertThatIOException().isThrownBy(() -> store.get("acme", reference)).withMessageContaining("was changed");
  }

  @Test
  void writesAFileAgainThatWasCutShort() throws IOException {
    BlobRef reference = store.put("acme", CONTENT, "text/plain");
    Files.write(Path.of(URI.create(reference.getUri())), new byte[3]);

    store.put("acme", CONTENT, "text/plain");

    assertThat(store.get("acme", reference)).isEqualTo(CONTENT);
  }

  @Test
  void saysThatThereIsNoSuchBlob() throws IOException {
    BlobRef reference = store.put("acme", CONTENT, "text/plain");
    Files.delete(Path.of(URI.create(reference.getUri())));

    assertThatIOException().isThrownBy(() -> store.get("acme", reference)).withMessageContaining("there is no blob");
  }

  @Test
  void followsNoLinkInPlaceOfABlob() throws IOException {
    BlobRef reference = store.put("acme", CONTENT, "text/plain");
    Path file = Path.of(URI.create(reference.getUri()));
    Path elsewhere = Files.write(folder.resolve("elsewhere"), CONTENT);
    Files.delete(file);
    Files.createSymbolicLink(file, elsewhere);

    assertThatIOException().isThrownBy(() -> store.get("acme", reference));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", ".incoming", "../acme", "a/b", "a\\b", "/etc", "ACME", "acme\0", "acme\n", "äcme", "%2e%2e"})
  void refusesATenantThatIsNone(String tenant) {
    assertThatIOException().isThrownBy(() -> store.put(tenant, CONTENT, "text/plain")).withMessageContaining("a tenant has");
    assertThatIOException().isThrownBy(() -> store.get(tenant, reference("file:///etc/passwd", SHA256, 1))).withMessageContaining("a tenant has");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "file:///etc/../etc/passwd",
        "file://server/share/acme",
        "http://169.254.169.254/latest",
        "s3://bucket/key",
        "../../etc/passwd",
        "not a uri",
        ""
      })
  void readsNothingButItsOwnReferences(String uri) throws IOException {
    String sha256 = store.put("acme", CONTENT, "text/plain").getSha256();

    assertThatIOException().isThrownBy(() -> store.get("acme", reference(uri, sha256, CONTENT.length))).withMessageContaining("not one of tenant acme");
  }

  @Test
  void readsNoReferenceWithDotsInItsPath() throws IOException {
    BlobRef reference = store.put("acme", CONTENT, "text/plain");
    String detour = reference.getUri().replace("/acme/", "/acme/../acme/");

    assertThatIOException().isThrownBy(() -> store.get("acme", reference(detour, reference.getSha256(), CONTENT.length)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "../../../../etc/passwd", "ABCDEF", "3b7c5f8c2e3a47d6bb8f1c2f5d1e07f2fb2f2f6a0f6e2f8c1b5a4d3c2b1a0f9"})
  void refusesAHashThatIsNone(String sha256) {
    assertThatIOException().isThrownBy(() -> store.get("acme", reference("file:///x", sha256, 1))).withMessageContaining("SHA-256");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, BlobStore.BYTES_MAX + 1L, Long.MAX_VALUE})
  void refusesASizeThatIsNone(long bytes) throws IOException {
    BlobRef reference = store.put("acme", CONTENT, "text/plain");

    assertThatIOException()
        .isThrownBy(() -> store.get("acme", reference(reference.getUri(), reference.getSha256(), bytes)))
        .withMessageContaining("the reference says " + bytes);
  }

  @Test
  void refusesContentThatIsTooLarge() {
    assertThatIOException().isThrownBy(() -> store.put("acme", new byte[BlobStore.BYTES_MAX + 1], "text/plain")).withMessageContaining("at most");
    assertThat(folder.resolve("blobs/acme")).doesNotExist();
  }

  private static BlobRef reference(String uri, String sha256, long bytes) {
    return new BlobRef(uri, sha256, bytes, "text/plain");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> paths = Files.walk(folder.resolve("blobs"))) {
      return paths.filter(Files::isRegularFile).toList();
    }
  }
}

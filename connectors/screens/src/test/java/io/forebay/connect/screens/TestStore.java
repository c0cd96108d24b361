package io.forebay.connect.screens;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/** An S3 server on loopback that checks signatures, with a bucket whose times a test sets, and that can be busy, stopped and started again. */
final class TestStore implements AutoCloseable {
  static final String BUCKET = "screens";
  static final String KEY_ID = "reader";
  static final String SECRET = "very-secret-word";

  private final Objects objects = new Objects();
  private S3Proxy server;
  private int port;
  private Instant writtenAt = Instant.parse("2026-01-01T10:00:00Z");

  TestStore() throws Exception {
    objects.createContainer(CreateBucketRequest.builder().bucket(BUCKET).build());
    start();
  }

  void start() throws Exception {
    server =
        S3Proxy.builder()
            .blobStore(objects)
            .endpoint(URI.create("http://127.0.0.1:" + port))
            .awsAuthentication(AuthenticationType.AWS_V4, KEY_ID, SECRET)
            .stopTimeout(0)
            .build();
    server.start();
    Awaitility.await().until(() -> "STARTED".equals(server.getState()));
    port = server.getPort();
  }

  void stop() throws Exception {
    server.stop();
  }

  @Override
  public void close() {
    try {
      stop();
    } catch (Exception e) {
      throw new IllegalStateException("the store does not stop", e);
    }
  }

  Map<String, String> settings() {
    return new HashMap<>(
        Map.of(
            BucketSettings.BUCKET, BUCKET,
            BucketSettings.ENDPOINT, "http://127.0.0.1:" + port,
            BucketSettings.KEY_ID, KEY_ID,
            BucketSettings.SECRET, SECRET,
            BucketSettings.POLL_INTERVAL, "100"));
  }

  /** Each is a second younger than the one before. */
  void put(String key, byte[] content) {
    writtenAt = writtenAt.plusSeconds(1);
    put(key, content, writtenAt);
  }

  void put(String key, byte[] content, Instant at) {
    objects.times.put(key, at);
    objects.putBlob(PutObjectRequest.builder().bucket(BUCKET).key(key).contentLength((long) content.length).build(), new ByteArrayInputStream(content));
  }

  void put(String key, String content) {
    put(key, content.getBytes(StandardCharsets.UTF_8));
  }

  void remove(String key) {
    objects.removeBlob(DeleteObjectRequest.builder().bucket(BUCKET).key(key).build());
  }

  /** The next requests are answered with 503. */
  void beBusy(int requests) {
    objects.busy.set(requests);
  }

  /** What happens once, after the next listing. */
  void afterListing(Runnable change) {
    objects.afterListing = change;
  }

  private static final class Objects extends ForwardingBlobStore {
    private final Map<String, Instant> times = new ConcurrentHashMap<>();
    private final AtomicInteger busy = new AtomicInteger();
    private volatile Runnable afterListing = () -> {};

    Objects() {
      super(new TransientNio2BlobStore());
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
      answerWhenBusy();
      ListObjectsV2Response page = super.list(request);
      Runnable change = afterListing;
      afterListing = () -> {};
      change.run();
      return page.toBuilder().contents(page.contents().stream().map(this::dated).toList()).build();
    }

    private S3Object dated(S3Object object) {
      return object.toBuilder().lastModified(times.get(object.key())).build();
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
      answerWhenBusy();
      return super.getBlob(request);
    }

    private void answerWhenBusy() {
      if (busy.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw S3Exceptions.fromStatusCode(503);
      }
    }
  }
}

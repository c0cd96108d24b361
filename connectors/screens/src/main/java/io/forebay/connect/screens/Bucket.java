package io.forebay.connect.screens;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import javax.net.ssl.TrustManager;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** An S3 bucket, which is only listed and read. */
final class Bucket implements AutoCloseable {
  private static final Duration PROBE = Duration.ofSeconds(10);
  private static final int CALL_TIMEOUTS = 10;
  private static final int PAGE_MAX = 1_000;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int PRECONDITION_FAILED = 412;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;
  private static final String NO_BUCKET = "NoSuchBucket";
  private static final Set<String> PASSING = Set.of("RequestTimeout", "RequestTimeTooSkewed", "SlowDown", "Throttling", "ThrottlingException");

  private final BucketSettings settings;
  private final S3Client client;

  private Bucket(BucketSettings settings, S3Client client) {
    this.settings = settings;
    this.client = client;
  }

  /**
   * Makes ready; nothing is asked yet.
   *
   * @throws IOException if the file of certificates cannot be read
   */
  static Bucket open(BucketSettings settings) throws IOException {
    return new Bucket(settings, client(settings, settings.timeout(), settings.timeout().multipliedBy(CALL_TIMEOUTS)));
  }

  /**
   * Asks once whether the bucket may be listed, for 10 s at most.
   *
   * @throws BucketRefusedException if it says no
   * @throws IOException if it says nothing
   */
  static void probe(BucketSettings settings) throws IOException, BucketRefusedException {
    Duration timeout = settings.timeout().compareTo(PROBE) < 0 ? settings.timeout() : PROBE;
    try (var bucket = new Bucket(settings, client(settings, timeout, PROBE))) {
      bucket.page(null, 1);
    }
  }

  private static S3Client client(BucketSettings settings, Duration timeout, Duration callTimeout) throws IOException {
    UrlConnectionHttpClient.Builder http = UrlConnectionHttpClient.builder().connectionTimeout(timeout).socketTimeout(timeout);
    if (settings.authority() != null) {
      TrustManager[] trust = Authority.trust(settings.authority());
      http.tlsTrustManagersProvider(() -> trust);
    }
    S3ClientBuilder client =
        S3Client.builder()
            .httpClientBuilder(http)
            .region(Region.of(settings.region()))
            .forcePathStyle(settings.pathStyle())
            .credentialsProvider(credentials(settings))
            .overrideConfiguration(override -> override.retryStrategy(RetryMode.STANDARD).apiCallTimeout(callTimeout));
    if (settings.endpoint() != null) {
      client.endpointOverride(settings.endpoint());
    }
    return client.build();
  }

  private static AwsCredentialsProvider credentials(BucketSettings settings) {
    if (settings.keyId() == null) {
      return DefaultCredentialsProvider.builder().build();
    }
    String id = settings.keyId().value();
    String secret = settings.secret().value();
    return StaticCredentialsProvider.create(
        settings.sessionToken() == null ? AwsBasicCredentials.create(id, secret) : AwsSessionCredentials.create(id, secret, settings.sessionToken().value()));
  }

  /**
   * Some objects, in the order of their keys' bytes.
   *
   * @param at the store's time, to the second below
   * @param next what the next page is asked by; null if there is none
   */
  record Page(Instant at, List<Listed> objects, String next) {}

  /**
   * An object, named by its key without the prefix.
   *
   * @param changed to the millisecond
   */
  record Listed(StoredFile file, Instant changed) {}

  /**
   * Lists objects.
   *
   * @param from null for the first page
   */
  Page page(String from) throws IOException, BucketRefusedException {
    return page(from, PAGE_MAX);
  }

  private Page page(String from, int max) throws IOException, BucketRefusedException {
    ListObjectsV2Request request =
        ListObjectsV2Request.builder().bucket(settings.bucket()).prefix(settings.prefix()).continuationToken(from).maxKeys(max).build();
    try {
      ListObjectsV2Response page = client.listObjectsV2(request);
      return new Page(time(page), page.contents().stream().map(this::listed).toList(), Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null);
    } catch (SdkException e) {
      throw failure(e);
    }
  }

  private Listed listed(S3Object object) {
    return new Listed(new StoredFile(object.key().substring(settings.prefix().length()), object.eTag()), object.lastModified().truncatedTo(ChronoUnit.MILLIS));
  }

  /** HTTP's Date (RFC 9110, 6.6.1); a store without one is believed to have our clock. */
  private static Instant time(ListObjectsV2Response page) {
    Instant here = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    return page.sdkHttpResponse().firstMatchingHeader("Date").map(date -> {
      try {
        return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      } catch (DateTimeParseException e) {
        return here;
      }
    }).orElse(here);
  }

  /**
   * Reads an object whole.
   *
   * @throws NoSuchFileException if it is gone, or another by now
   * @throws BadObservationException if it is larger, or archived
   */
  byte[] read(StoredFile file, int bytesMax) throws IOException, BadObservationException, BucketRefusedException {
    GetObjectRequest request = GetObjectRequest.builder().bucket(settings.bucket()).key(settings.prefix() + file.name()).ifMatch(file.version()).build();
    byte[] content;
    try {
      content = client.getObject(request, (response, in) -> content(response, in, bytesMax));
    } catch (SdkException e) {
      String code = code(e);
      int status = status(e);
      if (status == PRECONDITION_FAILED || (status == NOT_FOUND && !code.equals(NO_BUCKET))) {
        throw new NoSuchFileException(file.name());
      }
      if (code.equals("InvalidObjectState")) {
        throw new BadObservationException(file.name() + " is archived and must be restored first");
      }
      throw failure(e);
    }
    if (content.length > bytesMax) {
      throw BadObservationException.tooLarge(file.name(), bytesMax);
    }
    return content;
  }

  private static byte[] content(GetObjectResponse response, AbortableInputStream in, int bytesMax) throws IOException {
    byte[] content = in.readNBytes(bytesMax + 1);
    if (content.length > bytesMax) {
      in.abort();
    } else if (response.contentLength() != null && content.length < response.contentLength()) {
      throw new EOFException("%,d of %,d bytes came".formatted(content.length, response.contentLength()));
    }
    return content;
  }

  /** What a store's "no" means; what passes is returned. Sentences are ours: what a store answers is not repeated. */
  private IOException failure(SdkException e) throws BucketRefusedException {
    int status = status(e);
    if (status < BAD_REQUEST || status >= SERVER_ERROR || status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS || PASSING.contains(code(e))) {
      return new IOException(status == 0 ? "no answer: " + cause(e) : "it answers %d %s".formatted(status, code(e)), e);
    }
    String bucket = settings.bucket();
    throw switch (code(e)) {
      case NO_BUCKET -> new BucketRefusedException(BucketSettings.BUCKET, "there is no bucket " + bucket);
      case "InvalidAccessKeyId" -> new BucketRefusedException(BucketSettings.KEY_ID, "the store does not know this access key");
      case "SignatureDoesNotMatch" -> new BucketRefusedException(BucketSettings.SECRET, "the secret is not that of the access key");
      case "ExpiredToken", "InvalidToken" -> new BucketRefusedException(BucketSettings.SESSION_TOKEN, "the session's token is not or no longer valid");
      case "PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException" ->
          new BucketRefusedException(BucketSettings.REGION, "the bucket " + bucket + " is in another region than " + settings.region());
      case "AccessDenied" -> new BucketRefusedException(BucketSettings.BUCKET, "these credentials may not list and read the bucket " + bucket);
      default -> new BucketRefusedException(BucketSettings.BUCKET, "the store refuses the bucket %s with status %d %s".formatted(bucket, status, code(e)));
    };
  }

  private static String cause(Throwable e) {
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
  }

  private static int status(SdkException e) {
    return e instanceof S3Exception answered ? answered.statusCode() : 0;
  }

  private static String code(SdkException e) {
    AwsErrorDetails details = e instanceof S3Exception answered ? answered.awsErrorDetails() : null;
    return details == null || details.errorCode() == null || !details.errorCode().matches("[A-Za-z]{1,64}") ? "" : details.errorCode();
  }

  /** A key as people name it. */
  String where(String name) {
    return "s3://" + settings.bucket() + "/" + settings.prefix() + name;
  }

  @Override
  public void close() {
    client.close();
  }
}

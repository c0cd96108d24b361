package io.forebay.connect.screens;

import java.io.IOException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * Which bucket is read, how it is reached, and as whom.
 *
 * @param prefix what the keys begin with, or empty
 * @param endpoint null for Amazon's own
 * @param keyId null where the credentials are those of the worker's machine
 * @param secret null as {@code keyId}
 * @param sessionToken null where there is none
 * @param authority certificates that are trusted instead of the worker's; null for those
 * @param timeout for connecting, and for each read
 * @param lateMax how late an object may appear that was written before others
 */
record BucketSettings(
    String bucket,
    String prefix,
    URI endpoint,
    String region,
    boolean pathStyle,
    Password keyId,
    Password secret,
    Password sessionToken,
    Path authority,
    Duration timeout,
    Duration pollInterval,
    Duration lateMax) {
  static final String BUCKET = "s3.bucket";
  static final String PREFIX = "s3.prefix";
  static final String ENDPOINT = "s3.endpoint";
  static final String INSECURE = "s3.endpoint.insecure";
  static final String REGION = "s3.region";
  static final String PATH_STYLE = "s3.path.style";
  static final String KEY_ID = "s3.access.key.id";
  static final String SECRET = "s3.secret.access.key";
  static final String SESSION_TOKEN = "s3.session.token";
  static final String AUTHORITY = "s3.tls.ca.file";
  static final String TIMEOUT = "s3.timeout.ms";
  static final String POLL_INTERVAL = "s3.poll.interval.ms";
  static final String LATE_MAX = "s3.late.max.ms";

  private static final String REGION_OF_OTHERS = "us-east-1";
  private static final int PREFIX_LENGTH_MAX = 900;

  static ConfigDef define(ConfigDef settings) {
    return settings
        .define(BUCKET, ConfigDef.Type.STRING, "", LambdaValidator.with(BucketSettings::requireBucket, () -> "a bucket's name"), Importance.HIGH, "The bucket where pictures and their sidecars are; in place of folder.path.")
        .define(PREFIX, ConfigDef.Type.STRING, "", LambdaValidator.with(BucketSettings::requirePrefix, () -> "a prefix"), Importance.HIGH, "What the keys begin with, for example desks/berlin/.")
        .define(ENDPOINT, ConfigDef.Type.STRING, "", LambdaValidator.with(BucketSettings::requireEndpoint, () -> "an http or https address"), Importance.HIGH, "Address of an S3-compatible store, for example https://minio.example.com:9000; without it Amazon's.")
        .define(INSECURE, ConfigDef.Type.BOOLEAN, false, Importance.LOW, "Allow an http endpoint beyond this machine: whoever is on the way sees the pictures.")
        .define(REGION, ConfigDef.Type.STRING, "", Importance.HIGH, "The bucket's region, for example eu-central-1; with an endpoint us-east-1 unless given.")
        .define(PATH_STYLE, ConfigDef.Type.BOOLEAN, null, Importance.MEDIUM, "Name the bucket in the path and not in the host's name; with an endpoint true unless given.")
        .define(KEY_ID, ConfigDef.Type.PASSWORD, "", Importance.HIGH, "The access key's id, by reference: ${file:/run/secrets/s3:key-id}. Without it: the environment, profiles and roles of the worker's machine.")
        .define(SECRET, ConfigDef.Type.PASSWORD, "", Importance.HIGH, "The access key's secret, by reference.")
        .define(SESSION_TOKEN, ConfigDef.Type.PASSWORD, "", Importance.MEDIUM, "The session's token, by reference; for keys that are lent for a time.")
        .define(AUTHORITY, ConfigDef.Type.STRING, "", LambdaValidator.with(BucketSettings::requireCertificates, () -> "a PEM file"), Importance.MEDIUM, "Certificates of a private authority, PEM; then no other is trusted.")
        .define(TIMEOUT, ConfigDef.Type.INT, 30_000, Range.between(1_000, 300_000), Importance.LOW, "How long connecting and each read may take, in milliseconds.")
        .define(POLL_INTERVAL, ConfigDef.Type.INT, 10_000, Range.between(100, 86_400_000), Importance.MEDIUM, "How often to look for new ones, in milliseconds. Each look lists all keys with the prefix.")
        .define(LATE_MAX, ConfigDef.Type.INT, 3_600_000, Range.between(0, 604_800_000), Importance.LOW, "How late an object may appear that was written before others, in milliseconds: long uploads, replication.");
  }

  /** Null where no bucket is named. */
  static BucketSettings of(AbstractConfig config) {
    if (config.getString(BUCKET).isBlank()) {
      return null;
    }
    String endpoint = config.getString(ENDPOINT);
    String region = config.getString(REGION);
    Boolean pathStyle = config.getBoolean(PATH_STYLE);
    String authority = config.getString(AUTHORITY);
    return new BucketSettings(
        config.getString(BUCKET),
        config.getString(PREFIX),
        endpoint.isBlank() ? null : URI.create(endpoint),
        region.isBlank() ? REGION_OF_OTHERS : region,
        pathStyle == null ? !endpoint.isBlank() : pathStyle,
        given(config.getPassword(KEY_ID)),
        given(config.getPassword(SECRET)),
        given(config.getPassword(SESSION_TOKEN)),
        authority.isBlank() ? null : Path.of(authority),
        Duration.ofMillis(config.getInt(TIMEOUT)),
        Duration.ofMillis(config.getInt(POLL_INTERVAL)),
        Duration.ofMillis(config.getInt(LATE_MAX)));
  }

  private static Password given(Password secret) {
    return isGiven(secret) ? secret : null;
  }

  static boolean isGiven(Object value) {
    return value instanceof Password hidden ? !hidden.value().isBlank() : value != null && !value.toString().isBlank();
  }

  /** Settings that are fine alone and wrong together, by name. */
  static Map<String, String> conflicts(Map<String, ?> values) {
    Map<String, String> conflicts = new LinkedHashMap<>();
    boolean ownStore = isGiven(values.get(ENDPOINT));
    if (!ownStore && !isGiven(values.get(REGION))) {
      conflicts.put(REGION, REGION + " must be given without " + ENDPOINT + ".");
    }
    if (ownStore && !Boolean.TRUE.equals(values.get(INSECURE)) && isInsecure(values.get(ENDPOINT).toString())) {
      conflicts.put(ENDPOINT, ENDPOINT + " must be https beyond this machine, or " + INSECURE + " be true.");
    }
    boolean keyId = isGiven(values.get(KEY_ID));
    boolean secret = isGiven(values.get(SECRET));
    if (keyId != secret) {
      String missing = keyId ? SECRET : KEY_ID;
      conflicts.put(missing, missing + " must be given with " + (keyId ? KEY_ID : SECRET) + ".");
    }
    if (isGiven(values.get(SESSION_TOKEN)) && !keyId) {
      conflicts.put(KEY_ID, KEY_ID + " must be given with " + SESSION_TOKEN + ".");
    }
    return conflicts;
  }

  private static boolean isInsecure(String endpoint) {
    return endpoint.startsWith("http:") && !endpoint.matches("http://(localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1])(:\\d{1,5})?/?");
  }

  private static void requireBucket(String name, Object value) {
    if (isGiven(value) && !value.toString().matches("[a-zA-Z0-9][a-zA-Z0-9._-]{1,253}[a-zA-Z0-9]")) {
      throw new ConfigException(name, value, "must be a bucket's name: letters, digits, dots and hyphens, without s3://");
    }
  }

  private static void requirePrefix(String name, Object value) {
    if (value != null && (value.toString().length() > PREFIX_LENGTH_MAX || value.toString().startsWith("/"))) {
      throw new ConfigException(name, value, "must be at most " + PREFIX_LENGTH_MAX + " characters that begin with no slash");
    }
  }

  private static void requireEndpoint(String name, Object value) {
    if (isGiven(value) && !value.toString().matches("https?://([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:\\d{1,5})?/?")) {
      throw new ConfigException(name, value, "must be an http or https address without a path, for example https://minio.example.com:9000");
    }
  }

  private static void requireCertificates(String name, Object value) {
    try {
      if (isGiven(value)) {
        Authority.trust(Path.of(value.toString()));
      }
    } catch (IOException | InvalidPathException e) {
      throw new ConfigException(name, value, "must be a PEM file of certificates (" + e.getMessage() + ")");
    }
  }
}

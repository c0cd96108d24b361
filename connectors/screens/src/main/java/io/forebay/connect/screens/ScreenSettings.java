package io.forebay.connect.screens;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;

/**
 * What a screen source reads, and what it makes of it.
 *
 * @param name the connector's
 * @param folder null where a bucket is read
 * @param bucket null where a folder is read
 * @param waitMax how long a picture waits for its sidecar before it is told
 * @param delete whether files are removed once Kafka has acknowledged their event
 * @param tolerant whether a bad file is passed over instead of stopping the task
 * @param deadLetters where bad sidecars go; null where they are only told in the log
 */
record ScreenSettings(
    String name,
    Path folder,
    BucketSettings bucket,
    Duration pollInterval,
    Duration waitMax,
    int pictureBytesMax,
    int batchMax,
    boolean delete,
    boolean tolerant,
    String deadLetters,
    String topic,
    String tenant,
    Path blobs,
    URI registry,
    boolean autoRegister) {
  static final String FOLDER = "folder.path";
  static final String POLL_INTERVAL = "folder.poll.interval.ms";
  static final String WAIT_MAX = "pair.wait.ms";
  static final String AFTER = "folder.after";
  static final String PICTURE_BYTES_MAX = "picture.bytes.max";
  static final String BATCH_MAX = "batch.max";
  static final String DEAD_LETTERS = "errors.deadletterqueue.topic.name";
  static final String TOLERANCE = "errors.tolerance";
  static final String TOPIC = "topic";
  static final String TENANT = "tenant";
  static final String BLOBS = "blob.path";
  static final String REGISTRY = "registry.url";
  static final String AUTO_REGISTER = "registry.auto.register";

  private static final int MEBIBYTE = 1 << 20;

  static ConfigDef define() {
    return BucketSettings.define(new ConfigDef())
        .define(FOLDER, ConfigDef.Type.STRING, "", LambdaValidator.with(ScreenSettings::requireFolder, () -> "a folder"), Importance.HIGH, "Where pictures and their sidecars are; in place of s3.bucket.")
        .define(POLL_INTERVAL, ConfigDef.Type.INT, 1_000, Range.between(100, 3_600_000), Importance.MEDIUM, "How often to look for new ones, in milliseconds.")
        .define(WAIT_MAX, ConfigDef.Type.INT, 60_000, Range.between(1_000, 86_400_000), Importance.LOW, "How long a picture waits for its sidecar, and the other way round, before the log tells it, in milliseconds.")
        .define(AFTER, ConfigDef.Type.STRING, "none", ValidString.in("none", "delete"), Importance.MEDIUM, "After Kafka has acknowledged an event: none, or delete its files.")
        .define(PICTURE_BYTES_MAX, ConfigDef.Type.INT, 16 * MEBIBYTE, Range.between(1_024, 64 * MEBIBYTE), Importance.LOW, "Largest picture in bytes.")
        .define(BATCH_MAX, ConfigDef.Type.INT, 100, Range.between(1, 1_000), Importance.LOW, "Most events of one transaction.")
        .define(DEAD_LETTERS, ConfigDef.Type.STRING, "", Importance.MEDIUM, "Where bad sidecars go with errors.tolerance=all; without it the log tells them.")
        .define(TOPIC, ConfigDef.Type.STRING, "screens.observations", new NonEmptyString(), Importance.MEDIUM, "Where the events go.")
        .define(TENANT, ConfigDef.Type.STRING, ConfigDef.NO_DEFAULT_VALUE, LambdaValidator.with(ScreenSettings::requireTenant, () -> "a tenant's name"), Importance.HIGH, "Whose screens they are.")
        .define(BLOBS, ConfigDef.Type.STRING, ConfigDef.NO_DEFAULT_VALUE, new NonEmptyString(), Importance.HIGH, "Folder of the blob store, which keeps the pictures.")
        .define(REGISTRY, ConfigDef.Type.STRING, ConfigDef.NO_DEFAULT_VALUE, LambdaValidator.with(ScreenSettings::requireAddress, () -> "an http or https address"), Importance.HIGH, "The schema registry, for example http://127.0.0.1:8081.")
        .define(AUTO_REGISTER, ConfigDef.Type.BOOLEAN, false, Importance.LOW, "Register the schema where it is missing; for development.");
  }

  static ScreenSettings of(Map<String, String> properties) {
    AbstractConfig config = new AbstractConfig(define(), properties, false);
    conflicts(config.values()).values().stream().findFirst().ifPresent(sentence -> {
      throw new ConfigException(sentence);
    });
    String deadLetters = config.getString(DEAD_LETTERS);
    String folder = config.getString(FOLDER);
    BucketSettings bucket = BucketSettings.of(config);
    return new ScreenSettings(
        properties.getOrDefault("name", "screens"),
        folder.isBlank() ? null : Path.of(folder).toAbsolutePath().normalize(),
        bucket,
        bucket == null ? Duration.ofMillis(config.getInt(POLL_INTERVAL)) : bucket.pollInterval(),
        Duration.ofMillis(config.getInt(WAIT_MAX)),
        config.getInt(PICTURE_BYTES_MAX),
        config.getInt(BATCH_MAX),
        config.getString(AFTER).equals("delete"),
        "all".equalsIgnoreCase(properties.get(TOLERANCE)),
        deadLetters.isBlank() ? null : deadLetters,
        config.getString(TOPIC),
        config.getString(TENANT),
        Path.of(config.getString(BLOBS)),
        URI.create(config.getString(REGISTRY)),
        config.getBoolean(AUTO_REGISTER));
  }

  /** Settings that are fine alone and wrong together, by name. */
  static Map<String, String> conflicts(Map<String, ?> values) {
    Map<String, String> conflicts = new LinkedHashMap<>();
    boolean bucket = BucketSettings.isGiven(values.get(BucketSettings.BUCKET));
    if (bucket == BucketSettings.isGiven(values.get(FOLDER))) {
      conflicts.put(FOLDER, FOLDER + " or " + BucketSettings.BUCKET + " must be given" + (bucket ? ", not both." : "."));
    }
    if (!bucket && "delete".equals(values.get(AFTER)) && isReadOnly(values.get(FOLDER))) {
      conflicts.put(AFTER, AFTER + " must be none: this user may not write to " + values.get(FOLDER) + ".");
    }
    if (bucket) {
      conflicts.putAll(BucketSettings.conflicts(values));
      if ("delete".equals(values.get(AFTER))) {
        conflicts.put(AFTER, AFTER + " must be none with " + BucketSettings.BUCKET + ": a bucket is only read.");
      }
    }
    if (BucketSettings.isGiven(values.get(DEAD_LETTERS)) && values.get(DEAD_LETTERS).equals(values.get(TOPIC))) {
      conflicts.put(DEAD_LETTERS, DEAD_LETTERS + " must be another topic than " + TOPIC + ".");
    }
    return conflicts;
  }

  private static boolean isReadOnly(Object folder) {
    try {
      return BucketSettings.isGiven(folder) && Files.isDirectory(Path.of(folder.toString())) && !Files.isWritable(Path.of(folder.toString()));
    } catch (InvalidPathException e) {
      return false; // refused by its own name
    }
  }

  private static void requireFolder(String name, Object value) {
    try {
      if (!BucketSettings.isGiven(value) || Files.isDirectory(Path.of(value.toString()))) {
        return;
      }
    } catch (InvalidPathException e) {
      throw new ConfigException(name, value, "must be a folder: " + e.getReason());
    }
    throw new ConfigException(name, value, "must be a folder that is there");
  }

  private static void requireTenant(String name, Object value) {
    if (value != null && !value.toString().matches("[a-z0-9_-][a-z0-9._-]{0,63}")) {
      throw new ConfigException(name, value, "must be 1 to 64 lower-case letters, digits, dots, hyphens and underscores, the first no dot");
    }
  }

  private static void requireAddress(String name, Object value) {
    if (value != null && !value.toString().matches("https?://[^\\s/]+.*")) {
      throw new ConfigException(name, value, "must be an http or https address");
    }
  }
}

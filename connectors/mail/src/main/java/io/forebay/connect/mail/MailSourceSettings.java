package io.forebay.connect.mail;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * What a mail source reads, how, and what it makes of it.
 *
 * @param path of a local store; null with IMAP
 * @param region null where none is given
 * @param blobs where messages above the limit are kept whole; null where they are not
 * @param tolerant whether a message that cannot be had is passed over
 * @param mayDrop whether Connect may drop a record on its way out
 */
record MailSourceSettings(
    Store store,
    Path path,
    ImapSettings imap,
    List<String> folders,
    boolean idle,
    Duration pollInterval,
    Duration backoffMax,
    int pageMessages,
    int pageBytes,
    After after,
    String afterFolder,
    String afterFlag,
    String topic,
    String tenant,
    String region,
    Path blobs,
    URI registry,
    boolean autoRegister,
    boolean tolerant,
    boolean mayDrop) {
  static final String STORE = "mail.store";
  static final String PATH = "mail.path";
  static final String FOLDERS = "imap.folders";
  static final String IDLE = "imap.idle";
  static final String POLL_INTERVAL = "imap.poll.interval.ms";
  static final String BACKOFF_MAX = "imap.retry.backoff.max.ms";
  static final String PAGE_MESSAGES = "imap.page.messages";
  static final String PAGE_BYTES = "imap.page.bytes";
  static final String AFTER = "imap.after";
  static final String AFTER_FOLDER = "imap.after.folder";
  static final String AFTER_FLAG = "imap.after.flag";
  static final String TOPIC = "topic";
  static final String TENANT = "tenant";
  static final String REGION = "region";
  static final String BLOBS = "blob.path";
  static final String REGISTRY = "registry.url";
  static final String AUTO_REGISTER = "registry.auto.register";

  static final String TOLERANCE = "errors.tolerance";
  static final String TRANSFORMS = "transforms";

  /** Of RFC 3501, 2.3.2; without Recent, which only a server sets. */
  private static final Set<String> SYSTEM_FLAGS = Set.of("seen", "answered", "flagged", "deleted", "draft");

  private static final int MEBIBYTE = 1 << 20;
  private static final String INBOX = "INBOX";
  private static final List<String> STORES = List.of("imap", "maildir", "eml", "mbox");

  /** Where mail is. */
  enum Store {
    IMAP,
    MAILDIR,
    EML,
    MBOX
  }

  /** What happens to a message that Kafka has acknowledged. */
  enum After {
    NONE,
    MOVE,
    FLAG
  }

  static ConfigDef define() {
    return ImapSettings.define(new ConfigDef())
        .define(STORE, ConfigDef.Type.STRING, "imap", ValidString.in(STORES.toArray(String[]::new)), Importance.HIGH, "imap, maildir, mbox, or eml: a folder of .eml files.")
        .define(PATH, ConfigDef.Type.STRING, "", Importance.HIGH, "The folder of a maildir or eml store, the file of an mbox.")
        .define(FOLDERS, ConfigDef.Type.LIST, "INBOX", folderNames(), Importance.HIGH, "Folders that are read, each by a connection of its own.")
        .define(IDLE, ConfigDef.Type.BOOLEAN, true, Importance.MEDIUM, "Wait for new mail by IDLE (RFC 2177) where the server can.")
        .define(POLL_INTERVAL, ConfigDef.Type.INT, 30_000, Range.between(100, 3_600_000), Importance.MEDIUM, "Without IDLE: how often to look, in milliseconds.")
        .define(BACKOFF_MAX, ConfigDef.Type.INT, 60_000, Range.between(100, 3_600_000), Importance.LOW, "Longest wait before connecting again, in milliseconds.")
        .define(PAGE_MESSAGES, ConfigDef.Type.INT, 200, Range.between(1, 5_000), Importance.LOW, "Messages that are asked for at a time.")
        .define(PAGE_BYTES, ConfigDef.Type.INT, 4 * MEBIBYTE, Range.between(MEBIBYTE, 64 * MEBIBYTE), Importance.LOW, "Bytes of messages that a folder holds in memory.")
        .define(AFTER, ConfigDef.Type.STRING, "none", ValidString.in("none", "move", "flag"), Importance.MEDIUM, "After Kafka has acknowledged a message: none, move or flag.")
        .define(AFTER_FOLDER, ConfigDef.Type.STRING, "", Importance.MEDIUM, "Where to move to.")
        .define(AFTER_FLAG, ConfigDef.Type.STRING, "\\Seen", flag(), Importance.MEDIUM, "The flag or keyword to set, for example \\Seen or $Forebay.")
        .define(TOPIC, ConfigDef.Type.STRING, "emails.inbound", new NonEmptyString(), Importance.MEDIUM, "Where the events go.")
        .define(TENANT, ConfigDef.Type.STRING, ConfigDef.NO_DEFAULT_VALUE, tenantName(), Importance.HIGH, "Whose mail it is.")
        .define(REGION, ConfigDef.Type.STRING, "", Importance.LOW, "Where the addressees live, for example DE or US-CA.")
        .define(BLOBS, ConfigDef.Type.STRING, "", Importance.MEDIUM, "Folder of the blob store for messages over 900 KiB; without it only their beginning is kept.")
        .define(REGISTRY, ConfigDef.Type.STRING, ConfigDef.NO_DEFAULT_VALUE, address(), Importance.HIGH, "The schema registry, for example http://127.0.0.1:8081.")
        .define(AUTO_REGISTER, ConfigDef.Type.BOOLEAN, false, Importance.LOW, "Register the schema where it is missing; for development.");
  }

  static MailSourceSettings of(Map<String, String> properties) {
    AbstractConfig config = new AbstractConfig(define(), properties, false);
    Conflicts.refuse(config, MailSourceSettings::conflicts);
    String region = config.getString(REGION);
    boolean tolerant = "all".equalsIgnoreCase(properties.get(TOLERANCE));
    return new MailSourceSettings(
        Store.valueOf(config.getString(STORE).toUpperCase(Locale.ROOT)),
        path(config.getString(PATH)),
        ImapSettings.of(config),
        config.getList(FOLDERS).stream().map(MailSourceSettings::folderName).toList(),
        config.getBoolean(IDLE),
        Duration.ofMillis(config.getInt(POLL_INTERVAL)),
        Duration.ofMillis(config.getInt(BACKOFF_MAX)),
        config.getInt(PAGE_MESSAGES),
        config.getInt(PAGE_BYTES),
        After.valueOf(config.getString(AFTER).toUpperCase(Locale.ROOT)),
        config.getString(AFTER_FOLDER),
        config.getString(AFTER_FLAG),
        config.getString(TOPIC),
        config.getString(TENANT),
        region.isBlank() ? null : region,
        ImapSettings.folder(config.getString(BLOBS)),
        URI.create(config.getString(REGISTRY)),
        config.getBoolean(AUTO_REGISTER),
        tolerant,
        tolerant || !properties.getOrDefault(TRANSFORMS, "").isBlank());
  }

  /** From the root: offsets and ids name it, and a worker may be started elsewhere the next time. */
  private static Path path(String given) {
    Path path = ImapSettings.folder(given);
    return path == null ? null : path.toAbsolutePath().normalize();
  }

  /** Of all folders only the inbox has a name of any case (RFC 3501, 5.1). */
  static String folderName(Object given) {
    return given.toString().equalsIgnoreCase(INBOX) ? INBOX : given.toString();
  }

  /** Where a local store is not there, by the setting's name; where a connector starts again it may be on a disk that comes later. */
  static Map<String, String> absent(Map<String, Object> values) {
    if (STORES.indexOf(values.get(STORE)) <= 0 || !ImapSettings.isGiven(values.get(PATH))) {
      return Map.of();
    }
    boolean file = values.get(STORE).equals("mbox");
    try {
      Path path = Path.of(values.get(PATH).toString());
      boolean there = file ? Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) : Files.isDirectory(path);
      return there ? Map.of() : Map.of(PATH, PATH + " must be a " + (file ? "file" : "folder") + " that is there, got " + path + ".");
    } catch (InvalidPathException e) {
      return Map.of(PATH, PATH + " must be a path: " + e.getReason() + ".");
    }
  }

  /** Who the messages are for, as ids and offsets name it. */
  String mailbox() {
    return store == Store.IMAP ? imap.mailbox() : path.toString();
  }

  /** Settings that are fine alone and wrong together, by name. */
  static Map<String, String> conflicts(Map<String, Object> values) {
    if (STORES.indexOf(values.get(STORE)) > 0) {
      return localConflicts(values);
    }
    Map<String, String> conflicts = ImapSettings.missing(values);
    Object target = values.get(AFTER_FOLDER);
    if ("move".equals(values.get(AFTER))) {
      if (target == null || target.toString().isBlank()) {
        conflicts.put(AFTER_FOLDER, AFTER_FOLDER + " must name a folder where " + AFTER + " is move.");
      } else if (values.get(FOLDERS) instanceof List<?> folders && folders.stream().map(MailSourceSettings::folderName).toList().contains(folderName(target))) {
        conflicts.put(AFTER_FOLDER, AFTER_FOLDER + " must not be one of " + FOLDERS + ", got " + target + ".");
      }
    }
    return conflicts;
  }

  private static Map<String, String> localConflicts(Map<String, Object> values) {
    Map<String, String> conflicts = new LinkedHashMap<>();
    Object path = values.get(PATH);
    if (path == null || path.toString().isBlank()) {
      conflicts.put(PATH, PATH + " must be given where " + STORE + " is " + values.get(STORE) + ".");
    }
    if (!"none".equals(values.get(AFTER))) {
      conflicts.put(AFTER, AFTER + " must be none where " + STORE + " is " + values.get(STORE) + ": files are left as they are.");
    }
    return conflicts;
  }

  static ConfigDef.Validator folderNames() {
    return LambdaValidator.with(
        (name, value) -> {
          List<?> names = (List<?>) value;
          if (names.isEmpty() || names.stream().anyMatch(folder -> folder.toString().isBlank()) || names.stream().map(MailSourceSettings::folderName).distinct().count() < names.size()) {
            throw new ConfigException(name, value, "must be one or more folders, each once");
          }
        },
        () -> "one or more folders, each once");
  }

  /** An IMAP flag: an atom (RFC 3501), with a backslash before those of the system. */
  private static ConfigDef.Validator flag() {
    return LambdaValidator.with(
        (name, value) -> {
          String flag = value.toString();
          String atom = flag.startsWith("\\") ? flag.substring(1) : flag;
          boolean known = atom.equals(flag) || SYSTEM_FLAGS.contains(atom.toLowerCase(Locale.ROOT));
          if (!known || atom.isEmpty() || !atom.chars().allMatch(c -> c > ' ' && c < 127 && "(){%*\"\\]".indexOf(c) < 0)) {
            throw new ConfigException(name, value, "must be a flag such as \\Seen, or a keyword without spaces");
          }
        },
        () -> "one of IMAP's flags such as \\Seen, or a keyword without spaces");
  }

  private static ConfigDef.Validator tenantName() {
    return LambdaValidator.with(
        (name, value) -> {
          if (value != null && !value.toString().matches("[a-z0-9_-][a-z0-9._-]{0,63}")) {
            throw new ConfigException(name, value, "must be 1 to 64 lower-case letters, digits, dots, hyphens and underscores, the first no dot");
          }
        },
        () -> "1 to 64 lower-case letters, digits, dots, hyphens and underscores, the first no dot");
  }

  static ConfigDef.Validator address() {
    return LambdaValidator.with(
        (name, value) -> {
          if (value != null && value.toString().contains("@")) {
            throw new ConfigException(name, Password.HIDDEN, "must be an http or https address without user and password");
          }
          if (value != null && !value.toString().matches("https?://[^\\s/]+.*")) {
            throw new ConfigException(name, value, "must be an http or https address");
          }
        },
        () -> "an http or https address");
  }
}

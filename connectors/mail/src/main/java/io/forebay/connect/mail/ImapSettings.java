package io.forebay.connect.mail;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * How an IMAP server is reached, and as whom.
 *
 * @param port 1 to 65535
 * @param secret the password, or the OAuth 2 access token; empty where tokens are renewed here
 * @param tokens where access tokens come from; null where they do not
 * @param authority certificates that are trusted instead of the worker's; null for those
 * @param timeout for connecting, and for each read and write
 */
record ImapSettings(String host, int port, Security security, Auth auth, String user, Password secret, TokenSettings tokens, Path authority, Duration timeout) {
  static final String HOST = "imap.host";
  static final String PORT = "imap.port";
  static final String SECURITY = "imap.security";
  static final String AUTH = "imap.auth";
  static final String USER = "imap.user";
  static final String PASSWORD = "imap.password";
  static final String TOKEN = "imap.oauth2.token";
  static final String AUTHORITY = "imap.tls.ca.file";
  static final String TIMEOUT = "imap.timeout.ms";

  private static final int PORT_BY_SECURITY = 0;

  /** What protects the connection. */
  enum Security {
    TLS(993),
    STARTTLS(143),
    NONE(143);

    private final int port;

    Security(int port) {
      this.port = port;
    }
  }

  /** How the user is proven. */
  enum Auth {
    PASSWORD,
    OAUTH2
  }

  static ConfigDef define(ConfigDef settings) {
    return TokenSettings.define(settings)
        .define(HOST, ConfigDef.Type.STRING, "", Importance.HIGH, "The IMAP server's name or address.")
        .define(PORT, ConfigDef.Type.INT, PORT_BY_SECURITY, Range.between(0, 65_535), Importance.MEDIUM, "Its port; 0 is 993 with tls, 143 without.")
        .define(
            SECURITY, ConfigDef.Type.STRING, "tls", ValidString.in("tls", "starttls", "none"), Importance.HIGH, "tls, starttls, or none for a server on this machine.")
        .define(AUTH, ConfigDef.Type.STRING, "password", ValidString.in("password", "oauth2"), Importance.HIGH, "password, or oauth2 (SASL XOAUTH2).")
        .define(USER, ConfigDef.Type.STRING, "", Importance.HIGH, "Who logs in.")
        .define(PASSWORD, ConfigDef.Type.PASSWORD, "", Importance.HIGH, "The password, by reference: ${file:/run/secrets/mail:password}.")
        .define(TOKEN, ConfigDef.Type.PASSWORD, "", Importance.HIGH, "The OAuth 2 access token, by reference; whoever renews it restarts the connector.")
        .define(AUTHORITY, ConfigDef.Type.STRING, "", LambdaValidator.with(ImapSettings::requireCertificates, () -> "a PEM file"), Importance.MEDIUM, "Certificates of a private authority, PEM; then no other is trusted.")
        .define(TIMEOUT, ConfigDef.Type.INT, 30_000, Range.between(1_000, 300_000), Importance.LOW, "How long connecting, a read and a write may take, in milliseconds.");
  }

  static ImapSettings of(AbstractConfig config) {
    Security security = Security.valueOf(config.getString(SECURITY).toUpperCase(Locale.ROOT));
    Auth auth = Auth.valueOf(config.getString(AUTH).toUpperCase(Locale.ROOT));
    int port = config.getInt(PORT);
    return new ImapSettings(
        config.getString(HOST),
        port == PORT_BY_SECURITY ? security.port : port,
        security,
        auth,
        config.getString(USER),
        config.getPassword(auth == Auth.PASSWORD ? PASSWORD : TOKEN),
        auth == Auth.PASSWORD ? null : TokenSettings.of(config),
        folder(config.getString(AUTHORITY)),
        Duration.ofMillis(config.getInt(TIMEOUT)));
  }

  /** What is missing for logging in, by the setting's name. */
  static Map<String, String> missing(Map<String, Object> values) {
    Map<String, String> missing = new LinkedHashMap<>();
    boolean tokens = "oauth2".equals(values.get(AUTH));
    for (String name : tokens ? List.of(HOST, USER) : List.of(HOST, USER, PASSWORD)) {
      if (!isGiven(values.get(name))) {
        missing.put(name, name + " must be given for IMAP.");
      }
    }
    if (tokens) {
      missing.putAll(TokenSettings.conflicts(values));
    }
    return missing;
  }

  static boolean isGiven(Object value) {
    return value instanceof Password hidden ? !hidden.value().isBlank() : value != null && !value.toString().isBlank();
  }

  private static void requireCertificates(String name, Object value) {
    try {
      if (isGiven(value)) {
        Authority.sockets(Path.of(value.toString()));
      }
    } catch (IOException | InvalidPathException e) {
      throw new ConfigException(name, value, "must be a PEM file of certificates (" + e.getMessage() + ")");
    }
  }

  /** The mailbox for people and offsets: {@code user@host}. */
  String mailbox() {
    return user + "@" + host;
  }

  /** A path, or null where none is given. */
  static Path folder(String path) {
    return path == null || path.isBlank() ? null : Path.of(path);
  }
}

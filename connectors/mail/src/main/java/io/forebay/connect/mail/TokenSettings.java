package io.forebay.connect.mail;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * Where access tokens come from (RFC 6749).
 *
 * @param refreshToken empty: by the client's own credentials (section 4.4); otherwise by this (section 6)
 * @param scope empty where none is asked for
 */
record TokenSettings(URI endpoint, String clientId, Password clientSecret, Password refreshToken, String scope) {
  static final String ENDPOINT = "imap.oauth2.endpoint";
  static final String CLIENT_ID = "imap.oauth2.client.id";
  static final String CLIENT_SECRET = "imap.oauth2.client.secret";
  static final String REFRESH_TOKEN = "imap.oauth2.refresh.token";
  static final String SCOPE = "imap.oauth2.scope";

  static ConfigDef define(ConfigDef settings) {
    return settings
        .define(ENDPOINT, ConfigDef.Type.STRING, "", LambdaValidator.with(TokenSettings::requireSafe, () -> "an https address"), Importance.HIGH, "The token endpoint, which gives access tokens and renews them.")
        .define(CLIENT_ID, ConfigDef.Type.STRING, "", Importance.HIGH, "As whom tokens are asked for.")
        .define(CLIENT_SECRET, ConfigDef.Type.PASSWORD, "", Importance.HIGH, "The client's secret, by reference.")
        .define(REFRESH_TOKEN, ConfigDef.Type.PASSWORD, "", Importance.HIGH, "A refresh token of the user, by reference; without it the client's own credentials are used.")
        .define(SCOPE, ConfigDef.Type.STRING, "", Importance.MEDIUM, "What is asked for, as the provider calls it.");
  }

  /** Null where no endpoint is given. */
  static TokenSettings of(AbstractConfig config) {
    return config.getString(ENDPOINT).isBlank()
        ? null
        : new TokenSettings(
            URI.create(config.getString(ENDPOINT)),
            config.getString(CLIENT_ID),
            config.getPassword(CLIENT_SECRET),
            config.getPassword(REFRESH_TOKEN),
            config.getString(SCOPE));
  }

  /** What is missing or too much for tokens, by the setting's name. */
  static Map<String, String> conflicts(Map<String, Object> values) {
    Map<String, String> conflicts = new LinkedHashMap<>();
    boolean endpoint = ImapSettings.isGiven(values.get(ENDPOINT));
    if (endpoint == ImapSettings.isGiven(values.get(ImapSettings.TOKEN))) {
      conflicts.put(ImapSettings.TOKEN, ImapSettings.TOKEN + " or " + ENDPOINT + " must be given where " + ImapSettings.AUTH + " is oauth2, and not both.");
    }
    if (endpoint && !ImapSettings.isGiven(values.get(CLIENT_ID))) {
      conflicts.put(CLIENT_ID, CLIENT_ID + " must be given with " + ENDPOINT + ".");
    }
    if (endpoint && List.of(CLIENT_SECRET, REFRESH_TOKEN).stream().noneMatch(name -> ImapSettings.isGiven(values.get(name)))) {
      conflicts.put(CLIENT_SECRET, CLIENT_SECRET + " or " + REFRESH_TOKEN + " must be given with " + ENDPOINT + ".");
    }
    return conflicts;
  }

  private static void requireSafe(String name, Object value) {
    if (value == null || value.toString().isBlank()) {
      return;
    }
    if (value.toString().contains("@")) {
      throw new ConfigException(name, Password.HIDDEN, "must be an https address without user and password");
    }
    try {
      URI address = URI.create(value.toString());
      boolean local = List.of("127.0.0.1", "[::1]", "localhost").contains(String.valueOf(address.getHost()));
      if (address.getHost() != null && ("https".equals(address.getScheme()) || ("http".equals(address.getScheme()) && local))) {
        return;
      }
    } catch (IllegalArgumentException e) {
      throw new ConfigException(name, value, "must be an https address: " + e.getMessage());
    }
    throw new ConfigException(name, value, "must be an https address");
  }
}

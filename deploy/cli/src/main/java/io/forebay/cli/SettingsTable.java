package io.forebay.cli;

import io.forebay.emails.TenantSettings;
import io.forebay.runtime.ConfigKey;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every setting of the dev stack, for people and for the README. */
final class SettingsTable {
  private static final String TENANT = "emails.tenants.<name>.";

  private SettingsTable() {}

  /** All settings in the order of the file; those of a tenant last. */
  static List<ConfigKey> keys() {
    var tenant =
        ConfigKey.of(TenantSettings.class).stream()
            .map(key -> new ConfigKey(TENANT + key.key(), "", key.form(), key.meaning(), key.isOpen()));
    return Stream.concat(ConfigKey.of(DevCommand.Settings.class).stream(), tenant).toList();
  }

  /** All settings of another process, in the order of its file. */
  static List<ConfigKey> keys(Class<? extends Record> settings) {
    return ConfigKey.of(settings);
  }

  /** Header, ruler and a row a setting; each line ends in a line feed. */
  static String markdown() {
    return markdown(keys());
  }

  static String markdown(List<ConfigKey> keys) {
    return "| setting | environment | written as | meaning |\n|---|---|---|---|\n"
        + keys.stream().map(SettingsTable::row).collect(Collectors.joining());
  }

  private static String row(ConfigKey key) {
    String variable = key.variable().isEmpty() ? "" : "`" + key.variable() + "`";
    return "| `" + key.key() + "` | " + variable + " | " + key.form().replace("|", "\\|") + " | " + key.meaning() + " |\n";
  }
}

package io.forebay.runtime;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One key of a configuration tree, as the table of settings shows it.
 *
 * @param key dotted path in kebab-case, as in the file: {@code emails.commit-interval}
 * @param variable the environment variable that sets it, {@code FOREBAY_EMAILS_COMMIT_INTERVAL}; empty where only a file can
 * @param form how a value is written: {@code PT0.5S}, {@code 8MiB}, {@code true or false}
 * @param meaning the component's {@link Setting}; empty without one
 * @param isOpen whether the user chooses the keys below it, so that the variables that begin with its own set its entries
 */
public record ConfigKey(String key, String variable, String form, String meaning, boolean isOpen) {
  static final String PREFIX = "FOREBAY_";
  private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  /** Every key under a record type, in the order of its components. */
  public static List<ConfigKey> of(Class<? extends Record> type) {
    return of("", type);
  }

  /** Every key under a record type that stands at a path. */
  static List<ConfigKey> of(String path, Class<? extends Record> type) {
    List<ConfigKey> keys = new ArrayList<>();
    collect(path, type, keys);
    return keys;
  }

  private static void collect(String path, Class<? extends Record> type, List<ConfigKey> keys) {
    for (RecordComponent component : type.getRecordComponents()) {
      String key = join(path, name(component));
      SettingType settingType = SettingType.of(component.getGenericType());
      if (settingType instanceof SettingType.Nested(Class<? extends Record> nested)) {
        collect(key, nested, keys);
      } else if (settingType instanceof SettingType.Maybe(SettingType.Nested(Class<? extends Record> nested))) {
        collect(key, nested, keys);
      } else {
        Setting setting = component.getAnnotation(Setting.class);
        keys.add(new ConfigKey(key, variable(key, settingType), settingType.form(), setting == null ? "" : setting.value(), isOpen(settingType)));
      }
    }
  }

  private static String variable(String key, SettingType type) {
    return type.fitsOneText() || isOpen(type) || type instanceof SettingType.Later ? variable(key) : "";
  }

  static String variable(String key) {
    return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  private static boolean isOpen(SettingType type) {
    return type instanceof SettingType.Later || (type instanceof SettingType.Open(SettingType of) && of.fitsOneText());
  }

  /** Whether whoever knows the records below it binds them, and their variables, later. */
  boolean isLater() {
    return form.equals(SettingType.LATER_FORM);
  }

  static String name(RecordComponent component) {
    return WORD_START.matcher(component.getName()).replaceAll("-").toLowerCase(Locale.ROOT);
  }

  static String join(String path, String key) {
    return path.isEmpty() || key.isEmpty() ? path + key : path + "." + key;
  }
}

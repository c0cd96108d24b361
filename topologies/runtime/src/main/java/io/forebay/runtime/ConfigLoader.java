package io.forebay.runtime;

import io.forebay.runtime.ConfigException.Problem;
import io.forebay.runtime.ConfigNode.Section;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Loads the configuration of a process into one tree of records.
 *
 * <p>Keys are the components' names in kebab-case: {@code emails.commit-interval} in the file, {@code FOREBAY_EMAILS_COMMIT_INTERVAL} in
 * the environment, which wins. A component that is set nowhere is null for its record's compact constructor, which puts the default;
 * nested records are always built, absent optionals are empty, absent maps too. A
 * component of a primitive type is required.
 */
public final class ConfigLoader {
  private ConfigLoader() {}

  /**
   * Reads file and environment.
   *
   * @param type components may be String, Boolean, Integer, Long, Double, Duration, {@link ByteSize}, Path, URI, {@link Secret}, enums,
   *     {@link ConfigSection}, records of these, Optional and List of these, and Map from String to any of these
   * @param file at most 1 MiB of YAML, UTF-8, without anchors, aliases and tags
   * @param environment the whole environment; names that do not begin with {@code FOREBAY_} serve secrets only
   * @throws ConfigException naming everything that is wrong: unknown keys, values that cannot be read, values that a record refuses
   */
  public static <T extends Record> T load(Class<T> type, Optional<Path> file, Map<String, String> environment) {
    return bind(type, "", file.map(YamlFile::read).orElseGet(Section::empty), environment);
  }

  /** The record that stands at a path, from what is written there and the variables that begin with the path. */
  static <T extends Record> T bind(Class<T> type, String path, Section file, Map<String, String> environment) {
    List<ConfigKey> keys = ConfigKey.of(path, type);
    EnvironmentSettings variables = new EnvironmentSettings(keys, path, environment);
    Section written = variables.over(file);
    ScalarReader scalars = new ScalarReader(environment);
    RecordBinder binder = new RecordBinder(scalars);
    T config = binder.bind(type, written, path);
    List<Problem> problems = binder.problems();
    variables.unknown().stream()
        .filter(name -> !scalars.variablesRead().contains(name))
        .forEach(name -> problems.add(new Problem(name, "is no setting; known are " + names(keys))));
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return config;
  }

  private static String names(List<ConfigKey> keys) {
    return String.join(", ", keys.stream().filter(key -> !key.variable().isEmpty()).map(key -> key.isOpen() ? key.variable() + "_*" : key.variable()).toList());
  }
}

package io.forebay.runtime;

import io.forebay.runtime.ConfigException.Problem;
import io.forebay.runtime.ConfigNode.Section;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A part of the configuration whose records are known only later, such as the settings of handlers that the class path decides on.
 *
 * <p>Each name below it is bound by whoever knows its record; {@link #requireKnown} then refuses what nobody has asked for. The names of its
 * variables begin with its own: {@code FOREBAY_HANDLERS_LLM_BASE_URL} sets {@code handlers.llm.base-url}.
 */
public final class ConfigSection {
  private static final Pattern DOT = Pattern.compile("\\.");

  private final String key;
  private final Section written;
  private final Map<String, String> environment;

  ConfigSection(String key, Section written, Map<String, String> environment) {
    this.key = key;
    this.written = written;
    this.environment = Map.copyOf(environment);
  }

  /**
   * A section that was written nowhere, with nothing in the environment.
   *
   * @param key where it would stand, for example {@code handlers}
   */
  public static ConfigSection empty(String key) {
    return of(key, Map.of());
  }

  /**
   * A section from an environment only, for tests.
   *
   * @param environment the whole environment, as for {@link ConfigLoader#load}
   */
  public static ConfigSection of(String key, Map<String, String> environment) {
    return new ConfigSection(key, Section.empty(), environment);
  }

  /**
   * The record of a name below this section; where nothing is written, the record's defaults.
   *
   * @throws ConfigException naming everything that is wrong
   */
  public <T extends Record> T bind(String name, Class<T> type) {
    String path = ConfigKey.join(key, name);
    var below = new LinkedHashMap<String, String>();
    String prefix = ConfigKey.variable(path) + "_";
    environment.forEach(
        (variable, value) -> {
          // Names without our prefix serve secrets only.
          if (!variable.startsWith(ConfigKey.PREFIX) || variable.startsWith(prefix)) {
            below.put(variable, value);
          }
        });
    ConfigNode node = written.entries().getOrDefault(name, Section.empty());
    return switch (node) {
      case Section section -> ConfigLoader.bind(type, path, section, below);
      case ConfigNode.Blank _ -> ConfigLoader.bind(type, path, Section.empty(), below);
      case ConfigNode.Scalar _, ConfigNode.Sequence _ -> throw new ConfigException(path, "must be a section (" + node.source() + ")");
    };
  }

  /**
   * Whether a setting has a value, in the file or the environment.
   *
   * @param setting path below this section: {@code llm.base-url}
   */
  public boolean isSet(String setting) {
    if (!environment.getOrDefault(ConfigKey.variable(ConfigKey.join(key, setting)), "").isBlank()) {
      return true;
    }
    ConfigNode node = written;
    for (String name : DOT.split(setting, -1)) {
      node = node instanceof Section section ? section.entries().get(name) : null;
    }
    return node != null && !(node instanceof ConfigNode.Blank);
  }

  /**
   * The same, and a value for a setting that has none.
   *
   * @param setting path below this section: {@code llm.base-url}
   */
  public ConfigSection withDefault(String setting, String value) {
    if (isSet(setting)) {
      return this;
    }
    var more = new HashMap<>(environment);
    more.put(ConfigKey.variable(ConfigKey.join(key, setting)), value);
    return new ConfigSection(key, written, more);
  }

  /**
   * Refuses what stands under any other name.
   *
   * @throws ConfigException naming all of it
   */
  public void requireKnown(Collection<String> names) {
    var problems = new ArrayList<Problem>();
    String known = names.isEmpty() ? "is no setting; none is known here" : "is no setting; known here are " + String.join(", ", names);
    written
        .entries()
        .forEach(
            (name, node) -> {
              if (!names.contains(name)) {
                problems.add(new Problem(ConfigKey.join(key, name), known + " (" + node.source() + ")"));
              }
            });
    List<String> prefixes = names.stream().map(name -> ConfigKey.variable(ConfigKey.join(key, name)) + "_").toList();
    environment.keySet().stream()
        .filter(variable -> variable.startsWith(ConfigKey.variable(key) + "_") && prefixes.stream().noneMatch(variable::startsWith))
        .filter(variable -> !environment.get(variable).isBlank())
        .sorted()
        .forEach(variable -> problems.add(new Problem(variable, known)));
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }
}

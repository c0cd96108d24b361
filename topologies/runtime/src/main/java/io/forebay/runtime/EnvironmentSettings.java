package io.forebay.runtime;

import io.forebay.runtime.ConfigNode.Scalar;
import io.forebay.runtime.ConfigNode.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The {@code FOREBAY_*} variables of an environment, laid over what a file says.
 *
 * <p>An empty variable counts as not set, since that is what {@code ${X:-}} in a compose file leaves. Under an open key the rest of the
 * variable's name is the entry's: {@code FOREBAY_KAFKA_BOOTSTRAP_SERVERS} is {@code kafka}'s {@code bootstrap.servers}; {@code __}
 * stands for an underscore and {@code ___} for a hyphen.
 */
final class EnvironmentSettings {
  /** Variables of the launcher, the command line and the tests; they begin like settings and are none. */
  static final Set<String> NOT_SETTINGS = Set.of("FOREBAY_CONFIG", "FOREBAY_DATA", "FOREBAY_HOME", "FOREBAY_JAVA_OPTIONS");

  private static final String PREFIX = "FOREBAY_";
  private static final Pattern HYPHEN = Pattern.compile("___");
  private static final Pattern UNDERSCORE = Pattern.compile("__");

  private final Map<String, ConfigKey> byVariable = new HashMap<>();
  private final Map<String, String> settings = new TreeMap<>();
  private final Set<String> unknown = new TreeSet<>();
  private final int depth;

  /**
   * @param keys every key that may be set
   * @param path where the section stands that is laid over; the keys begin with it, the section's do not
   */
  EnvironmentSettings(List<ConfigKey> keys, String path, Map<String, String> environment) {
    this.depth = path.isEmpty() ? 0 : path.split("\\.").length;
    for (ConfigKey key : keys) {
      ConfigKey twin = key.variable().isEmpty() ? null : byVariable.put(key.variable(), key);
      if (twin != null) {
        throw new IllegalArgumentException(twin.key() + " and " + key.key() + " share the variable " + key.variable());
      }
    }
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX) && !NOT_SETTINGS.contains(name) && !value.isBlank()) {
            settings.put(name, value);
          }
        });
  }

  /** Variables that no key answers to; known only after {@link #over}. */
  Set<String> unknown() {
    return unknown;
  }

  Section over(Section file) {
    Section merged = file;
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      if (isLater(setting.getKey())) {
        continue;
      }
      Optional<List<String>> path = path(setting.getKey());
      if (path.isPresent()) {
        merged = with(merged, path.get(), new Scalar(setting.getValue(), setting.getKey()));
      } else {
        unknown.add(setting.getKey());
      }
    }
    return merged;
  }

  private boolean isLater(String variable) {
    return byVariable.values().stream().anyMatch(key -> key.isLater() && variable.startsWith(key.variable() + "_"));
  }

  private Optional<List<String>> path(String variable) {
    ConfigKey exact = byVariable.get(variable);
    if (exact != null && !exact.isOpen()) {
      return Optional.of(below(exact));
    }
    for (int end = variable.lastIndexOf('_'); end > 0; end = variable.lastIndexOf('_', end - 1)) {
      ConfigKey open = byVariable.get(variable.substring(0, end));
      if (open != null && open.isOpen() && end + 1 < variable.length()) {
        List<String> path = new ArrayList<>(below(open));
        path.add(entryName(variable.substring(end + 1)));
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }

  private List<String> below(ConfigKey key) {
    List<String> path = List.of(key.key().split("\\."));
    return path.subList(depth, path.size());
  }

  private static String entryName(String suffix) {
    String marked = UNDERSCORE.matcher(HYPHEN.matcher(suffix).replaceAll("\u0001")).replaceAll("\u0002");
    return marked.replace('_', '.').replace('\u0001', '-').replace('\u0002', '_').toLowerCase(Locale.ROOT);
  }

  private static Section with(Section section, List<String> path, Scalar value) {
    Map<String, ConfigNode> entries = new LinkedHashMap<>(section.entries());
    String head = path.getFirst();
    if (path.size() == 1) {
      entries.put(head, value);
    } else {
      Section below = entries.get(head) instanceof Section existing ? existing : Section.empty();
      entries.put(head, with(below, path.subList(1, path.size()), value));
    }
    return new Section(entries, section.source());
  }
}

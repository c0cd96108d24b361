package io.forebay.runtime;

import io.forebay.schemas.ErrorCode;
import java.util.List;
import java.util.stream.Collectors;

/** Configuration that a process refuses to start with; its message names every key that is wrong, its value and what is allowed. */
public final class ConfigException extends RuntimeException {
  private final transient List<Problem> problems;

  /**
   * One wrong setting.
   *
   * @param key the key, relative to the record that found it; the loader puts the path in front; empty where no one key is at fault
   * @param complaint what follows the key in a sentence: {@code must be at least PT5S, got PT1S}
   */
  public record Problem(String key, String complaint) {
    Problem under(String path) {
      return new Problem(ConfigKey.join(path, key), complaint);
    }

    @Override
    public String toString() {
      return key.isEmpty() ? complaint : key + " " + complaint;
    }
  }

  public ConfigException(List<Problem> problems) {
    super(describe(problems));
    this.problems = List.copyOf(problems);
  }

  public ConfigException(String key, String complaint) {
    this(List.of(new Problem(key, complaint)));
  }

  public ErrorCode code() {
    return ErrorCode.BAD_CONFIGURATION;
  }

  public List<Problem> problems() {
    return problems;
  }

  private static String describe(List<Problem> problems) {
    if (problems.size() == 1) {
      return problems.getFirst().toString();
    }
    return problems.stream()
        .map(problem -> "\n- " + problem)
        .collect(Collectors.joining("", problems.size() + " settings are wrong:", ""));
  }
}

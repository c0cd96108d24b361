package io.forebay.runtime;

import java.util.Collection;

/**
 * What a configuration record demands of its components, all in the same words.
 *
 * <p>Called in compact constructors. A key is the component's own name in kebab-case, without the path of the record ({@code lease-duration},
 * not {@code dispatch.lease-duration}): a record does not know where in the tree it stands, the loader does and adds it.
 * Each check returns the value, or throws a {@link ConfigException} with one problem.
 */
public final class Check {
  private Check() {}

  public static <T> T present(String key, T value) {
    if (value == null || (value instanceof String text && text.isBlank())) {
      throw new ConfigException(key, "is required");
    }
    return value;
  }

  public static <T extends Comparable<T>> T atLeast(String key, T value, T minimum) {
    if (present(key, value).compareTo(minimum) < 0) {
      throw new ConfigException(key, "must be at least " + minimum + ", got " + value);
    }
    return value;
  }

  public static <T extends Comparable<T>> T atMost(String key, T value, T maximum) {
    if (present(key, value).compareTo(maximum) > 0) {
      throw new ConfigException(key, "must be at most " + maximum + ", got " + value);
    }
    return value;
  }

  /** Both bounds are allowed values. */
  public static <T extends Comparable<T>> T between(String key, T value, T minimum, T maximum) {
    if (present(key, value).compareTo(minimum) < 0 || value.compareTo(maximum) > 0) {
      throw new ConfigException(key, "must be between " + minimum + " and " + maximum + ", got " + value);
    }
    return value;
  }

  public static <T> T oneOf(String key, T value, Collection<T> allowed) {
    if (!allowed.contains(present(key, value))) {
      throw new ConfigException(key, "must be one of " + allowed + ", got " + value);
    }
    return value;
  }

  /**
   * Any other condition.
   *
   * @param allowed what would have been accepted, to follow "must be": {@code a power of two}
   */
  public static <T> T that(String key, T value, boolean holds, String allowed) {
    present(key, value);
    if (!holds) {
      throw new ConfigException(key, "must be " + allowed + ", got " + value);
    }
    return value;
  }
}

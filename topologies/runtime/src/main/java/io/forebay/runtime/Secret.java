package io.forebay.runtime;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;

/**
 * A value that nobody reads by accident: configured by reference only, printed as {@code <hidden>}, written by Jackson as that too.
 *
 * <p>References are {@code ${env:NAME}} and {@code ${file:/absolute/path}} (one trailing line break is dropped); they are resolved when
 * the configuration is loaded.
 */
public final class Secret {
  private static final String HIDDEN = "<hidden>";

  private final String value;

  public Secret(String value) {
    this.value = Objects.requireNonNull(value, "value");
  }

  /** The value itself, for the one place that needs it; never for a log, a message or a header. */
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && value.equals(secret.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  @JsonValue
  public String toString() {
    return HIDDEN;
  }
}

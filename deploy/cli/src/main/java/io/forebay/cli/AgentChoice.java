package io.forebay.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An agent as the command line names it.
 *
 * @param version null: the newest
 */
record AgentChoice(String name, Integer version) {
  private static final Pattern WRITTEN = Pattern.compile("([a-z][a-z0-9-]{0,63})(?:/([1-9][0-9]{0,8}))?");

  /** Reads {@code name} or {@code name/version}. */
  static final class Converter implements ITypeConverter<AgentChoice> {
    @Override
    public AgentChoice convert(String text) {
      var matcher = WRITTEN.matcher(text);
      if (!matcher.matches()) {
        throw new TypeConversionException("is the name of an agent such as email-crew, or with a version such as email-crew/3, got " + text);
      }
      return new AgentChoice(matcher.group(1), matcher.group(2) == null ? null : Integer.valueOf(matcher.group(2)));
    }
  }
}

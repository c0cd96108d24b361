package io.forebay.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns the text of one setting into a value, or says what would have been allowed. */
final class ScalarReader {
  private static final int SECRET_BYTES_MAX = 64 << 10;
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^{}]{1,4096})}");

  private final Map<String, String> environment;
  private final Set<String> variablesRead = new HashSet<>();

  ScalarReader(Map<String, String> environment) {
    this.environment = environment;
  }

  Map<String, String> environment() {
    return environment;
  }

  /** The variables that secrets were read from. */
  Set<String> variablesRead() {
    return variablesRead;
  }

  /** The complaint names the value, except where it is a secret. */
  static final class Refused extends Exception {
    Refused(String complaint) {
      super(complaint);
    }
  }

  Object read(Class<?> type, String text) throws Refused {
    if (type == String.class) {
      return text;
    }
    String value = text.strip();
    if (type == Secret.class) {
      return secret(value);
    }
    try {
      return type.isEnum() ? constant(type, value) : plain(type, value);
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException _) {
      throw new Refused("must be " + allowed(type) + ", got " + value);
    }
  }

  private static Object plain(Class<?> type, String value) {
    return switch (type.getSimpleName()) {
      case "Boolean" -> bool(value);
      case "Integer" -> Integer.valueOf(value);
      case "Long" -> Long.valueOf(value);
      case "Double" -> number(value);
      case "Duration" -> Duration.parse(value);
      case "ByteSize" -> ByteSize.parse(value);
      case "Path" -> path(value);
      case "URI" -> URI.create(value);
      default -> throw new IllegalStateException("no reader for " + type);
    };
  }

  private static String allowed(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "Boolean" -> "true or false";
      case "Integer" -> "a whole number between " + Integer.MIN_VALUE + " and " + Integer.MAX_VALUE;
      case "Long" -> "a whole number between " + Long.MIN_VALUE + " and " + Long.MAX_VALUE;
      case "Double" -> "a number such as 0.5";
      case "Duration" -> "an ISO-8601 duration such as PT0.5S, PT5M or P7D";
      case "ByteSize" -> "a size such as 512B, 64KiB, 8MiB or 1GiB";
      case "Path" -> "a path";
      case "URI" -> "a URI";
      default -> "one of " + constants(type);
    };
  }

  /** How a value of a type is written, shorter than what {@link #read} says when it refuses one. */
  static String form(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "String" -> "text";
      case "Integer", "Long" -> "whole number";
      case "Secret" -> "reference to a secret";
      default -> allowed(type).replaceFirst("^an? ", "");
    };
  }

  private static Boolean bool(String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(value);
    };
  }

  private static Double number(String value) {
    double number = Double.parseDouble(value);
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException(value);
    }
    return number;
  }

  private static Path path(String value) {
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(value, e);
    }
  }

  private static Object constant(Class<?> type, String value) {
    int position = constants(type).indexOf(value);
    if (position < 0) {
      throw new IllegalArgumentException(value);
    }
    return type.getEnumConstants()[position];
  }

  /** The names of an enum's constants as they are written: {@code AT_LEAST_ONCE} is {@code at-least-once}. */
  static List<String> constants(Class<?> type) {
    return Arrays.stream(type.getEnumConstants()).map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-')).toList();
  }

  private Secret secret(String reference) throws Refused {
    Matcher matcher = REFERENCE.matcher(reference);
    if (!matcher.matches()) {
      throw new Refused("must be a reference, ${env:NAME} or ${file:/path}; the secret itself is not written down here");
    }
    String place = matcher.group(2);
    return matcher.group(1).equals("env") ? fromEnvironment(place) : fromFile(place);
  }

  private Secret fromEnvironment(String variable) throws Refused {
    variablesRead.add(variable);
    String value = environment.getOrDefault(variable, "");
    if (value.isEmpty()) {
      throw new Refused("refers to the environment variable " + variable + ", which is not set");
    }
    return new Secret(value);
  }

  private static Secret fromFile(String name) throws Refused {
    Path file = Path.of(name);
    if (!file.isAbsolute()) {
      throw new Refused("refers to the file " + name + ", which is not an absolute path");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(SECRET_BYTES_MAX + 1);
      if (bytes.length > SECRET_BYTES_MAX) {
        throw new Refused("refers to the file " + name + ", which is larger than " + new ByteSize(SECRET_BYTES_MAX));
      }
      String value = new String(bytes, StandardCharsets.UTF_8).replaceFirst("\\r?\\n\\z", "");
      if (value.isEmpty()) {
        throw new Refused("refers to the file " + name + ", which is empty");
      }
      return new Secret(value);
    } catch (IOException e) {
      throw new Refused("refers to the file " + name + ", which cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }
}

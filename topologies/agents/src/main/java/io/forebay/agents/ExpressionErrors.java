package io.forebay.agents;

import dev.cel.common.CelIssue;
import dev.cel.common.types.CelType;
import dev.cel.common.types.StructType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says what is wrong with an expression, in the words of whoever wrote it. */
final class ExpressionErrors {
  private static final int ERRORS_MAX = 5;
  private static final int MESSAGE_LENGTH_MAX = 300;

  private static final String NO_OVERLOAD = "found no matching overload for '";
  private static final String NO_NAME = "undeclared reference to '";
  private static final String NO_FIELD = "undefined field '";

  private final Map<String, CelType> names;

  /**
   * @param names that expressions may read
   */
  ExpressionErrors(Map<String, CelType> names) {
    this.names = names;
  }

  String describe(String source, List<CelIssue> errors) {
    String found = errors.stream().limit(ERRORS_MAX).map(error -> describe(source, error)).distinct().collect(Collectors.joining("; "));
    return "in the expression " + source + ": " + found;
  }

  private String describe(String source, CelIssue error) {
    String message = error.getMessage().replace(" (in container '')", "");
    int column = error.getSourceLocation().getColumn();
    String said = message;
    if (message.startsWith(NO_NAME)) {
      said = "there is no " + quoted(message) + "; it may read " + String.join(", ", new TreeSet<>(names.keySet()));
    } else if (message.startsWith(NO_FIELD)) {
      said = "there is no field " + quoted(message) + allowed(fields(source, column));
    } else if (message.startsWith(NO_OVERLOAD)) {
      said = overload(message);
    }
    String cut = said.length() <= MESSAGE_LENGTH_MAX ? said : said.substring(0, MESSAGE_LENGTH_MAX) + "…";
    return String.format(Locale.ROOT, "%s (at character %d)", cut, column + 1);
  }

  private static String quoted(String message) {
    int start = message.indexOf('\'') + 1;
    int end = message.indexOf('\'', start);
    return end < 0 ? message : message.substring(start, end);
  }

  private static String allowed(Set<String> fields) {
    return fields.isEmpty() ? "" : "; there are " + String.join(", ", new TreeSet<>(fields));
  }

  /** Of the value before a dot, where that is a name and fields of it. */
  private Set<String> fields(String source, int dot) {
    int start = dot;
    while (start > 0 && (Character.isLetterOrDigit(source.charAt(start - 1)) || source.charAt(start - 1) == '_' || source.charAt(start - 1) == '.')) {
      start--;
    }
    if (dot > source.length() || start == dot) {
      return Set.of();
    }
    CelType type = null;
    for (String step : source.substring(start, dot).split("\\.", -1)) {
      if (type == null) {
        type = names.get(step);
      } else {
        type = type instanceof StructType struct ? struct.findField(step).map(StructType.Field::type).orElse(null) : null;
      }
      if (type == null) {
        return Set.of();
      }
    }
    return type instanceof StructType struct ? struct.fieldNames() : Set.of();
  }

  /** From {@code found no matching overload for '_+_' applied to '(int, string)' (candidates: …)}. */
  private static String overload(String message) {
    String function = quoted(message);
    int applied = message.indexOf("applied to '");
    if (applied < 0) {
      return message;
    }
    String types = message.substring(applied + "applied to '".length()).replaceAll("' \\(candidates:.*", "").replaceAll("wrapper\\(([a-z]+)\\)", "$1");
    String operator = function.replace("_", " ").strip();
    return operator + " does not take " + types;
  }
}

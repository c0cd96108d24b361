package io.forebay.agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cel.common.types.CelKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Keys and values of one part of a definition: reads values as what they must be, and tells what they are not.
 *
 * <p>A value that is wrong reads as if it were not there, so that reading goes on and finds everything.
 */
final class Section {
  private static final Duration DURATION_MAX = Duration.ofDays(3650);

  private final String name;
  private final Yaml.Fields fields;
  private final Problems problems;

  private Section(String name, Yaml.Fields fields, Problems problems) {
    this.name = name;
    this.fields = fields;
    this.problems = problems;
  }

  /**
   * A part that must hold keys and values; empty where it does not.
   *
   * @param name for messages
   * @param allowed keys
   */
  static Optional<Section> of(String name, Yaml yaml, Problems problems, Set<String> allowed) {
    if (!(yaml instanceof Yaml.Fields fields)) {
      problems.add(yaml, name + " must hold keys and values; allowed are " + list(allowed) + ".");
      return Optional.empty();
    }
    fields
        .fields()
        .forEach(
            (key, field) -> {
              if (!allowed.contains(key)) {
                problems.add(field.line(), field.column(), name + " has no key " + key + "; allowed are " + list(allowed) + ".");
              }
            });
    return Optional.of(new Section(name, fields, problems));
  }

  private static String list(Collection<String> words) {
    return String.join(", ", words.stream().sorted().toList());
  }

  Yaml.Fields yaml() {
    return fields;
  }

  boolean has(String key) {
    return fields.fields().containsKey(key);
  }

  Optional<Yaml> find(String key) {
    return Optional.ofNullable(fields.fields().get(key)).map(Yaml.Field::value);
  }

  /** A key that must be there. */
  Optional<Yaml> require(String key) {
    var found = find(key);
    if (found.isEmpty()) {
      problems.add(fields, name + " needs the key " + key + ".");
    }
    return found;
  }

  Optional<Section> section(String key, Set<String> allowed) {
    return find(key).flatMap(value -> of(key + " of " + name, value, problems, allowed));
  }

  /** A text that is not blank. */
  Optional<String> text(String key) {
    return find(key).flatMap(value -> text(key, value));
  }

  Optional<String> requireText(String key) {
    return require(key).flatMap(value -> text(key, value));
  }

  private Optional<String> text(String key, Yaml value) {
    if (value instanceof Yaml.Text text && !text.json().isNull() && !text.text().isBlank()) {
      return Optional.of(text.text());
    }
    problems.add(value, key + " of " + name + " must be a text.");
    return Optional.empty();
  }

  /** One of these words, whatever their case. */
  <E extends Enum<E>> Optional<E> word(String key, Class<E> words) {
    return find(key)
        .flatMap(
            value -> {
              for (E word : words.getEnumConstants()) {
                if (value instanceof Yaml.Text text && text.text().equalsIgnoreCase(word.name())) {
                  return Optional.of(word);
                }
              }
              var allowed = Arrays.stream(words.getEnumConstants()).map(Enum::name).toList();
              problems.add(value, key + " of " + name + " must be one of " + list(allowed) + ".");
              return Optional.empty();
            });
  }

  /** A whole number within bounds. */
  OptionalLong number(String key, long min, long max) {
    var value = find(key);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    JsonNode json = value.get().json();
    if (json.isIntegralNumber() && json.longValue() >= min && json.longValue() <= max) {
      return OptionalLong.of(json.longValue());
    }
    problems.add(value.get(), String.format(Locale.ROOT, "%s of %s must be a whole number from %,d to %,d.", key, name, min, max));
    return OptionalLong.empty();
  }

  /** A number within bounds. */
  Optional<Double> decimal(String key, double min, double max) {
    return find(key)
        .flatMap(
            value -> {
              if (value.json().isNumber() && value.json().doubleValue() >= min && value.json().doubleValue() <= max) {
                return Optional.of(value.json().doubleValue());
              }
              problems.add(value, String.format(Locale.ROOT, "%s of %s must be a number from %,.0f to %,.0f.", key, name, min, max));
              return Optional.empty();
            });
  }

  /** US dollars as millionths. */
  OptionalLong microUsd(String key) {
    return decimal(key, 0, 1e9).stream().mapToLong(usd -> BigDecimal.valueOf(usd).movePointRight(6).longValue()).findFirst();
  }

  Optional<Duration> duration(String key) {
    return find(key).flatMap(value -> duration(key, value));
  }

  /** An ISO 8601 duration above zero. */
  Optional<Duration> duration(String key, Yaml value) {
    if (value instanceof Yaml.Text text) {
      try {
        Duration duration = Duration.parse(text.text());
        if (duration.isPositive() && duration.compareTo(DURATION_MAX) <= 0) {
          return Optional.of(duration);
        }
      } catch (DateTimeParseException _) {
        // told below
      }
    }
    problems.add(value, key + " of " + name + " must be an ISO 8601 duration such as PT30S, above zero and at most ten years.");
    return Optional.empty();
  }

  /** A JSON Schema. */
  Optional<JsonContract> schema(String key) {
    return find(key)
        .flatMap(
            value -> {
              try {
                return Optional.of(SchemaContract.of(value.json()));
              } catch (IllegalArgumentException e) {
                problems.add(value, key + " of " + name + " is no JSON Schema: " + e.getMessage() + (e.getMessage().endsWith(".") ? "" : "."));
                return Optional.empty();
              }
            });
  }

  /** A template; JSON null where the key is missing. */
  Template template(String key, Names names) {
    return optionalTemplate(key, names).orElseGet(() -> Templates.of(JsonNodeFactory.instance.nullNode(), names, _ -> {}));
  }

  Optional<Template> optionalTemplate(String key, Names names) {
    return find(key).map(value -> template(key, value, names));
  }

  private Template template(String key, Yaml value, Names names) {
    return Templates.of(value.json(), names, problem -> problem(value, key + " of " + name + ": " + problem + "."));
  }

  /** An expression of a type; null where it is missing or wrong. */
  Expression expression(String key, Names names, CelKind kind, String what) {
    var value = require(key);
    if (value.isEmpty()) {
      return null;
    }
    if (!(value.get() instanceof Yaml.Text text)) {
      problem(value.get(), key + " of " + name + " must be an expression.");
      return null;
    }
    var compiled = names.compile(bare(text.text()));
    if (compiled.expression().isEmpty()) {
      problem(value.get(), key + " of " + name + ": " + compiled.problem() + ".");
      return null;
    }
    var found = compiled.expression().get().type().kind();
    if (found != kind && found != CelKind.DYN) {
      problem(value.get(), key + " of " + name + " must be " + what + ", but " + text.text() + " is " + compiled.expression().get().type().name() + ".");
    }
    return compiled.expression().get();
  }

  /** Where only an expression makes sense, ${…} around it is allowed too. */
  private static String bare(String text) {
    String stripped = text.strip();
    return stripped.startsWith("${") && stripped.endsWith("}") ? stripped.substring(2, stripped.length() - 1).strip() : stripped;
  }

  void problem(Yaml where, String message) {
    problems.add(where, message);
  }

  Problems problems() {
    return problems;
  }

  String name() {
    return name;
  }
}

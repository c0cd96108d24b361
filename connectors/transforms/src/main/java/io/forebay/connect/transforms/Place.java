package io.forebay.connect.transforms;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * Where in a record something stands, as settings write it: {@code value.customer.email}, {@code key}, {@code header.tenant},
 * {@code topic}, {@code timestamp}, or a constant in single quotes.
 *
 * @param part which part of the record
 * @param path names from there on, through structs, maps and JSON text; of a constant its text, of a header its name first
 */
record Place(Part part, List<String> path) {
  private static final Pattern DOT = Pattern.compile("\\.");
  private static final int LENGTH_MAX = 512;
  private static final String ALLOWED = "value, key, header.NAME (each also with .field behind), topic, timestamp or 'a constant'";

  /** The parts of a record. */
  enum Part {
    VALUE,
    KEY,
    HEADER,
    TOPIC,
    TIMESTAMP,
    CONSTANT
  }

  Place {
    path = List.copyOf(path);
  }

  /**
   * Reads a place.
   *
   * @param setting whose value it is, for the message
   * @throws ConfigException naming the setting
   */
  static Place parse(String setting, String text) {
    if (text == null || text.isBlank() || text.length() > LENGTH_MAX) {
      throw new ConfigException(setting, text, "must be " + ALLOWED);
    }
    if (text.length() >= 2 && text.startsWith("'") && text.endsWith("'")) {
      return new Place(Part.CONSTANT, List.of(text.substring(1, text.length() - 1)));
    }
    List<String> words = List.of(DOT.split(text.strip(), -1));
    List<String> path = words.subList(1, words.size());
    if (path.stream().anyMatch(String::isBlank)) {
      throw new ConfigException(setting, text, "has a name that is empty; must be " + ALLOWED);
    }
    Part part =
        switch (words.getFirst()) {
          case "value" -> Part.VALUE;
          case "key" -> Part.KEY;
          case "header" -> Part.HEADER;
          case "topic" -> Part.TOPIC;
          case "timestamp" -> Part.TIMESTAMP;
          default -> throw new ConfigException(setting, text, "must be " + ALLOWED);
        };
    boolean endsHere = part == Part.TOPIC || part == Part.TIMESTAMP;
    if (endsHere ? !path.isEmpty() : part == Part.HEADER && path.isEmpty()) {
      throw new ConfigException(setting, text, "must be " + ALLOWED);
    }
    return new Place(part, path);
  }

  /** Refuses a setting that is no place, so that a worker's {@code validate} names it. */
  static ConfigDef.Validator validator() {
    return ConfigDef.LambdaValidator.with((setting, value) -> parse(setting, (String) value), () -> ALLOWED);
  }

  /** The same of a list of places that can be changed. */
  static ConfigDef.Validator changeableValidator() {
    return ConfigDef.LambdaValidator.with(
        (setting, value) -> ((List<?>) value).forEach(place -> parseChangeable(setting, (String) place)), () -> "places such as value, value.notes, key, header.subject");
  }

  /** A place whose content a transform can replace. */
  static Place parseChangeable(String setting, String text) {
    Place place = parse(setting, text);
    if (place.part != Part.VALUE && place.part != Part.KEY && place.part != Part.HEADER) {
      throw new ConfigException(setting, text, "must be value, key or header.NAME, each also with .field behind");
    }
    return place;
  }

  boolean isIn(Part other) {
    return part == other;
  }

  /** The name of the header, where the place is in one. */
  String header() {
    return path.getFirst();
  }

  /** The name of the header if its dots belong to it. */
  String headerInFull() {
    return String.join(".", path);
  }

  /** The names to follow inside of the part. */
  List<String> inside() {
    return part == Part.HEADER ? path.subList(1, path.size()) : path;
  }

  @Override
  public String toString() {
    if (part == Part.CONSTANT) {
      return "a constant";
    }
    String first = part.name().toLowerCase(Locale.ROOT);
    return path.isEmpty() ? first : first + "." + String.join(".", path);
  }
}

package io.forebay.connect.transforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.errors.DataException;

/**
 * What stands where in one record, as the types of an event. A place may lead through structs, maps and text that is JSON.
 *
 * <p>What is absent or null is empty; what is there and is not what it should be ends in a {@link DataException} that names the place,
 * never what stands there.
 */
final class RecordValues {
  private static final String DEBEZIUM = "io.debezium.time.";
  private static final Map<String, ChronoUnit> UNITS =
      Map.of(DEBEZIUM + "Date", ChronoUnit.DAYS, DEBEZIUM + "Timestamp", ChronoUnit.MILLIS, DEBEZIUM + "MicroTimestamp", ChronoUnit.MICROS, DEBEZIUM + "NanoTimestamp", ChronoUnit.NANOS);
  private static final String NO_TIME = "is no time such as 2027-01-31T09:00:00Z";
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
  private static final int NUMBER_LENGTH_MAX = 40;

  private final ConnectRecord<?> record;
  private final IdentityHashMap<Object, JsonNode> parsed = new IdentityHashMap<>();

  private record Found(Object value, Schema schema) {}

  RecordValues(ConnectRecord<?> record) {
    this.record = record;
  }

  /** Text, or a number or UUID as text. */
  Optional<String> text(Place place) {
    return find(place).map(found -> text(place, found.value));
  }

  /**
   * The same of what must be there.
   *
   * @param setting which says where it should be, for the message
   */
  String requiredText(String setting, Place place) {
    return text(place).filter(text -> !text.isBlank()).orElseThrow(() -> new DataException("There is nothing at %s, which %s names.".formatted(place, setting)));
  }

  Optional<Integer> integer(Place place) {
    return whole(place).map(number -> {
      if (number < Integer.MIN_VALUE || number > Integer.MAX_VALUE) {
        throw wrong(place, "is too large a number");
      }
      return number.intValue();
    });
  }

  /** A whole number, also as text. */
  Optional<Long> whole(Place place) {
    return find(place).map(found -> {
      String text = text(place, found.value).strip();
      if (text.length() > NUMBER_LENGTH_MAX) {
        throw wrong(place, "is no whole number");
      }
      try {
        return new BigDecimal(text).longValueExact();
      } catch (ArithmeticException | NumberFormatException e) {
        throw wrong(place, "is no whole number");
      }
    });
  }

  /** A time: Connect's and Debezium's types, ISO 8601 text with an offset, or milliseconds since 1970. */
  Optional<Instant> time(Place place) {
    return find(place).map(found -> {
      Instant time = time(place, found);
      if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
        throw wrong(place, NO_TIME);
      }
      return time;
    });
  }

  /** Bytes, or text as its UTF-8 bytes. */
  Optional<byte[]> bytes(Place place) {
    return find(place).map(found ->
        switch (found.value) {
          case byte[] bytes -> bytes;
          case ByteBuffer buffer -> Utf8.bytes(buffer);
          case Object other -> text(place, other).getBytes(StandardCharsets.UTF_8);
        });
  }

  /** JSON: text that is JSON as it is written, all else as the JSON of it. */
  Optional<String> json(Place place) {
    return find(place).map(found -> {
      if (!isText(found.value)) {
        return JsonText.write(JsonText.tree(found.value));
      }
      String text = text(place, found.value);
      if (JsonText.parse(text).isEmpty()) {
        throw wrong(place, "is not JSON");
      }
      return text;
    });
  }

  /** An object of texts, numbers and truth values; also as JSON text. */
  Optional<Map<String, String>> texts(Place place) {
    return find(place).map(found -> {
      JsonNode tree = isText(found.value) ? parse(found.value) : JsonText.tree(found.value);
      if (tree == null || !tree.isObject()) {
        throw wrong(place, "is no object of names and texts");
      }
      Map<String, String> texts = new LinkedHashMap<>();
      tree.properties().forEach(entry -> {
        if (entry.getValue().isContainerNode()) {
          throw wrong(place, "has something else than a text in " + (texts.size() + 1) + ". place");
        }
        if (!entry.getValue().isNull()) {
          texts.put(entry.getKey(), entry.getValue().asText());
        }
      });
      return texts;
    });
  }

  private static boolean isText(Object value) {
    return value instanceof String || value instanceof byte[] || value instanceof ByteBuffer || (value instanceof JsonNode node && node.isTextual());
  }

  private static String text(Place place, Object value) {
    return switch (value) {
      case String text -> text;
      case JsonNode node when node.isValueNode() -> node.asText();
      case Number number -> number.toString();
      case Boolean truth -> truth.toString();
      case java.util.UUID id -> id.toString();
      case byte[] bytes -> Utf8.text(bytes).orElseThrow(() -> wrong(place, "is no UTF-8 text"));
      case ByteBuffer buffer -> text(place, Utf8.bytes(buffer));
      default -> throw wrong(place, "is no text but " + value.getClass().getSimpleName());
    };
  }

  private static Instant time(Place place, Found found) {
    String type = found.schema == null || found.schema.name() == null ? "" : found.schema.name();
    ChronoUnit unit = UNITS.get(type);
    if (type.equals(Time.LOGICAL_NAME)) {
      throw wrong(place, NO_TIME);
    }
    if (found.value instanceof Date date) {
      return instant(date);
    }
    String text = text(place, found.value).strip();
    try {
      if (found.value instanceof Number || text.chars().allMatch(c -> c >= '0' && c <= '9')) {
        if (unit == null && type.startsWith(DEBEZIUM)) {
          throw wrong(place, NO_TIME); // such as a time of day
        }
        return Instant.EPOCH.plus(Long.parseLong(text), unit == null ? ChronoUnit.MILLIS : unit);
      }
      return UtcTime.parse(text);
    } catch (DateTimeException | NumberFormatException | ArithmeticException e) {
      throw wrong(place, NO_TIME);
    }
  }

  @SuppressWarnings("JavaUtilDate") // a java.sql.Date, which is one, throws at toInstant
  static Instant instant(Date date) {
    return Instant.ofEpochMilli(date.getTime());
  }

  private static DataException wrong(Place place, String how) {
    return new DataException("What stands at %s %s.".formatted(place, how));
  }

  private Optional<Found> find(Place place) {
    Optional<Found> header = place.isIn(Place.Part.HEADER) ? header(place.headerInFull()) : Optional.empty();
    Found found =
        switch (place.part()) {
          case VALUE -> new Found(record.value(), record.valueSchema());
          case KEY -> new Found(record.key(), record.keySchema());
          case HEADER -> header.or(() -> header(place.header())).orElse(new Found(null, null));
          case TOPIC -> new Found(record.topic(), null);
          case TIMESTAMP -> new Found(record.timestamp(), null);
          case CONSTANT -> new Found(place.path().getFirst(), null);
        };
    if (place.isIn(Place.Part.CONSTANT)) {
      return Optional.of(found);
    }
    for (String name : header.isPresent() ? List.<String>of() : place.inside()) {
      found = step(place, found, name);
    }
    return found.value == null || found.value instanceof NullNode ? Optional.empty() : Optional.of(found);
  }

  private Optional<Found> header(String name) {
    return Optional.ofNullable(record.headers().lastWithName(name)).map(header -> new Found(header.value(), header.schema()));
  }

  private Found step(Place place, Found from, String name) {
    return switch (from.value) {
      case null -> from;
      case Struct struct -> {
        Field field = struct.schema().field(name);
        yield field == null ? new Found(null, null) : new Found(struct.get(field), field.schema());
      }
      case Map<?, ?> map -> new Found(map.get(name), null);
      case JsonNode node when !node.isTextual() -> new Found(node.get(name), null);
      case Object text when isText(text) -> {
        JsonNode tree = parse(text);
        if (tree == null || !tree.isObject()) {
          throw new DataException("What %s leads through is no JSON object.".formatted(place));
        }
        yield new Found(tree.get(name), null);
      }
      default -> throw new DataException("What %s leads through is no object but %s.".formatted(place, from.value.getClass().getSimpleName()));
    };
  }

  /** The tree of a text, parsed once however many places lead through it; null where it is not JSON. */
  private JsonNode parse(Object text) {
    return parsed.computeIfAbsent(
        text,
        key -> {
          Optional<String> characters =
              switch (key) {
                case byte[] bytes -> Utf8.text(bytes);
                case ByteBuffer buffer -> Utf8.text(Utf8.bytes(buffer));
                case JsonNode node -> Optional.of(node.asText());
                default -> Optional.of(key.toString());
              };
          return characters.flatMap(JsonText::parse).orElse(null);
        });
  }
}
